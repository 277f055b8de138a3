import { useState } from 'react'
import { Button, Form, Input, Label, TextArea, TextField } from 'react-aria-components'
import { protocolWords } from '../i18n/code-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { FieldTable } from '../ui/field-table.tsx'
import { decodeLine, INSPECTED, pastedHex, SIDE_FACTS, type Inspected } from './decode-line.ts'
import { useDesk } from './desk.ts'
import type { Decoded } from './technician-client.ts'
import { codeOf, technicianErrorWords } from './technician-words.ts'

/** Bytes from a log or a letter, read by the same code as `decode`. */
export function PastedFrame() {
  const { t } = useWords()
  const { client } = useDesk()
  const [protocol, setProtocol] = useState<Inspected>('mr60fda')
  const [text, setText] = useState('')
  const [facts, setFacts] = useState<Readonly<Record<string, string>>>({})
  const [decoded, setDecoded] = useState<{ readonly protocol: Inspected; readonly it: Decoded } | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const send = () => {
    const hex = pastedHex(text)
    setDecoded(null)
    setProblem(hex === null ? t('technician.frames.noHex') : null)
    if (hex === null) return
    client.decode({ protocol, line: decodeLine(protocol, hex, facts) }).then(
      (it) => {
        setDecoded({ protocol, it })
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
        choices={INSPECTED.map((id) => ({ id, words: protocolWords(id, t) }))}
        value={protocol}
        onChange={setProtocol}
      />
      <TextField className="field" value={text} onChange={setText} maxLength={4096}>
        <Label>{t('technician.frames.bytes')}</Label>
        <TextArea className="input bytes" rows={3} spellCheck="false" />
      </TextField>
      {SIDE_FACTS[protocol].map(({ name, choices }) =>
        choices.length > 0 ? (
          <ChoiceField
            key={name}
            label={t(`technician.frames.fact.${name}`)}
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
            <Label>{t(`technician.frames.fact.${name}`)}</Label>
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
