import { useEffect, useState } from 'react'
import { Button, Form, Input, Label, TextField } from 'react-aria-components'
import { protocolWords } from '../i18n/code-words.ts'
import { useWords } from '../i18n/use-words.ts'
import type { CallErrorCode } from '../station-client.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { Window } from '../ui/window.tsx'
import { useDesk } from './desk.ts'
import type { SerialPorts } from './technician-client.ts'
import { codeOf, technicianErrorWords } from './technician-words.ts'

/** A new serial port: which one, what hangs on it, and how fast where it is not as usual. */
export function AddPortWindow({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords()
  const { client } = useDesk()
  const [found, setFound] = useState<SerialPorts | CallErrorCode | null>(null)
  useEffect(() => {
    let isCurrent = true
    client.serialPorts().then(
      (ports) => {
        if (isCurrent) setFound(ports)
      },
      (error: unknown) => {
        if (isCurrent) setFound(codeOf(error))
      },
    )
    return () => {
      isCurrent = false
    }
  }, [client])
  return (
    <Window title={t('technician.addPort.title')} onClose={onClose}>
      {found === null && <p>{t('technician.loading')}</p>}
      {typeof found === 'string' && <p>{technicianErrorWords(found, t)}</p>}
      {found !== null && typeof found !== 'string' && <AddPortForm found={found} onClose={onClose} />}
    </Window>
  )
}

function AddPortForm({ found, onClose }: { readonly found: SerialPorts; readonly onClose: () => void }) {
  const { t } = useWords()
  const desk = useDesk()
  const free = found.ports.filter(({ usedBy }) => usedBy === null)
  const protocols = found.protocols.filter(({ carrier }) => carrier === 'serial')
  const [path, setPath] = useState<string | null>(free.length === 1 ? (free[0]?.path ?? null) : null)
  const [protocol, setProtocol] = useState<string | null>(null)
  const [variant, setVariant] = useState<string | null>(null)
  const [baudRate, setBaudRate] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const chosen = protocols.find(({ id }) => id === protocol)
  const usualRate = chosen?.defaultBaudRate ?? null

  const send = () => {
    const rate = baudRate.trim() === '' ? null : Number(baudRate)
    if (path === null || protocol === null) {
      setProblem(t('technician.addPort.needed'))
      return
    }
    if (rate !== null && !(Number.isInteger(rate) && rate >= 50 && rate <= 4_000_000)) {
      setProblem(t('technician.addPort.baudNeeded'))
      return
    }
    desk.act(
      (by) => desk.client.take({ act: 'add-port', input: { by, path, protocol, variant, baudRate: rate } }),
      () => {
        desk.show((words) => words('technician.addPort.done', { path }))
        onClose()
      },
      (code) => {
        setProblem(technicianErrorWords(code, t))
      },
    )
  }
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {free.length === 0 && <p>{t('technician.addPort.noneFree')}</p>}
      <ChoiceField
        label={t('technician.addPort.path')}
        placeholder={t('technician.choose')}
        choices={free.map(({ path: id, identity }) => ({
          id,
          words: [id, identity?.manufacturer ?? null].filter((part) => part !== null).join(' · '),
        }))}
        value={path}
        onChange={setPath}
      />
      <ChoiceField
        label={t('technician.addPort.protocol')}
        placeholder={t('technician.choose')}
        choices={protocols.map(({ id }) => ({ id, words: protocolWords(id, t) }))}
        value={protocol}
        onChange={(id) => {
          setProtocol(id)
          setVariant(protocols.find((it) => it.id === id)?.variants[0] ?? null)
        }}
      />
      {chosen !== undefined && chosen.variants.length > 0 && (
        <ChoiceField
          label={t('technician.addPort.variant')}
          choices={chosen.variants.map((id) => ({ id, words: id }))}
          value={variant}
          onChange={setVariant}
        />
      )}
      <TextField className="field" value={baudRate} onChange={setBaudRate} inputMode="numeric" maxLength={7}>
        <Label>
          {usualRate === null
            ? t('technician.addPort.baud')
            : t('technician.addPort.baudUsual', { rate: usualRate })}
        </Label>
        <Input className="input" />
      </TextField>
      <p className="hint" role="status">
        {problem}
      </p>
      <div className="window-buttons">
        <Button type="submit" className="button step step-next">
          {t('technician.addPort.confirm')}
        </Button>
        <Button className="button step" onPress={onClose}>
          {t('technician.cancel')}
        </Button>
      </div>
    </Form>
  )
}
