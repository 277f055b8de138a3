import { useState } from 'react'
import { Button, Form, Input, Label, TextArea, TextField } from 'react-aria-components'
import { frameFactWords, protocolWords } from '../i18n/code-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { FieldTable } from '../ui/field-table.tsx'
import { decodeLine, pastedHex } from './decode-line.ts'
import { useDesk } from './desk.ts'
import type { Decoded } from './technician-client.ts'
import { codeOf, technicianErrorWords } from './technician-words.ts'

/** Bytes from a log or a letter, read by the same code as `decode`. */
export function PastedFrame() {
  const { t } = useWords()
  const { client, protocols } = useDesk()
  const [chosen, setChosen] = useState<string | null>(null)
  const protocol = protocols.find(({ id }) => id === chosen) ?? protocols[0]
  const [text, setText] = useState('')
  const [facts, setFacts] = useState<Readonly<Record<string, string>>>({})
  const [decoded, setDecoded] = useState<{ readonly protocol: string; readonly it: Decoded } | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const send = () => {
    const hex = pastedHex(text)
    setDecoded(null)
    setProblem(hex === null ? t('technician.frames.noHex') : null)
    if (hex === null || protocol === undefined) return
    client.decode({ protocol: protocol.id, line: decodeLine(protocol, hex, facts) }).then(
      (it) => {
        setDecoded({ protocol: protocol.id, it })
      },
      (error: unknown) => {
        setProblem(technicianErrorWords(codeOf(error), t))
      },
    )
  }
  return (
    <Form
      className="pair-form"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <ChoiceField
        label={t('technician.frames.protocol')}
        choices={protocols.map(({ id }) => ({ id, words: protocolWords(id, t) }))}
        value={protocol?.id ?? null}
        onChange={setChosen}
      />
      <TextField className="field" value={text} onChange={setText} maxLength={4096}>
        <Label>{t('technician.frames.bytes')}</Label>
        <TextArea className="input bytes" rows={3} spellCheck="false" />
      </TextField>
      {(protocol?.inspectorFacts ?? []).map(({ name, choices }) =>
        choices.length > 0 ? (
          <ChoiceField
            key={name}
            label={frameFactWords(name, t)}
            placeholder={t('technician.choose')}
            choices={choices.map((id) => ({ id, words: id }))}
            value={facts[name] ?? null}
            onChange={(value) => {
              setFacts({ ...facts, [name]: value })
            }}
          />
        ) : (
          <TextField
            key={name}
            className="field"
            value={facts[name] ?? ''}
            maxLength={64}
            onChange={(value) => {
              setFacts({ ...facts, [name]: value })
            }}
          >
            <Label>{frameFactWords(name, t)}</Label>
            <Input className="input" spellCheck="false" />
          </TextField>
        ),
      )}
      <div className="panel-buttons">
        <Button type="submit" className="button step-next">
          {t('technician.frames.decode')}
        </Button>
      </div>
      <p className="hint" role="status">
        {problem}
        {decoded?.it.fields.length === 0 && t('technician.frames.noFields')}
      </p>
      {decoded !== null && (
        <>
          <FieldTable protocol={decoded.protocol} fields={decoded.it.fields} />
          <details>
            <summary>{t('technician.frames.result')}</summary>
            <pre className="frame">{JSON.stringify(decoded.it.result, null, 2)}</pre>
          </details>
        </>
      )}
    </Form>
  )
}
