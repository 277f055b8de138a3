import { useEffect, useState } from 'react'
import { Button, Form, Input, Label, TextField } from 'react-aria-components'
import type { SerialLine } from '../../shared/api/serial-line.ts'
import { protocolWords, variantWords } from '../i18n/code-words.ts'
import { useWords } from '../i18n/use-words.ts'
import type { CallErrorCode } from '../station-client.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { Window } from '../ui/window.tsx'
import { useDesk } from './desk.ts'
import { isBaudRate, lineOf, LINES, lineWords, type LineChoice } from './line-choice.ts'
import { SetupFields } from './setup-fields.tsx'
import { setupAnswer, type Written } from './setup-values.ts'
import type { SerialPorts, TechnicianCall } from './technician-client.ts'
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

type PortWish = Omit<Extract<TechnicianCall, { readonly act: 'add-port' }>['input'], 'by'>

function AddPortForm({ found, onClose }: { readonly found: SerialPorts; readonly onClose: () => void }) {
  const { t } = useWords()
  const desk = useDesk()
  const free = found.ports.filter(({ usedBy }) => usedBy === null)
  const protocols = found.protocols.filter(({ carrier }) => carrier === 'serial')
  const [path, setPath] = useState<string | null>(free.length === 1 ? (free[0]?.path ?? null) : null)
  const [protocolId, setProtocol] = useState<string | null>(null)
  const [variant, setVariant] = useState<string | null>(null)
  const [baudRate, setBaudRate] = useState('')
  const [line, setLine] = useState<LineChoice>('usual')
  const [written, setWritten] = useState<Written>({})
  const [refused, setRefused] = useState<readonly string[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const protocol = protocols.find(({ id }) => id === protocolId)
  const answer = setupAnswer(protocol?.receiverFields ?? [], written)

  const add = (wish: PortWish) => {
    desk.act(
      async (by) => {
        const { refused: why } = await desk.client.checkPort(wish)
        setRefused(why?.fields ?? [])
        return desk.client.take({ act: 'add-port', input: { by, ...wish } })
      },
      () => {
        desk.show((words) => words('technician.addPort.done', { path: wish.path }))
        onClose()
      },
      (code) => {
        setProblem(technicianErrorWords(code, t))
      },
    )
  }
  const send = () => {
    const rate = baudRate.trim() === '' ? null : Number(baudRate)
    if (path === null || protocolId === null) {
      setProblem(t('technician.addPort.needed'))
    } else if (rate !== null && !isBaudRate(rate)) {
      setProblem(t('technician.addPort.baudNeeded'))
    } else if (answer.wrong.length > 0) {
      setProblem(t('technician.pair.problem.settings'))
    } else {
      const chosen = line === 'usual' ? {} : { line: lineOf(line) }
      add({
        path,
        protocol: protocolId,
        variant,
        baudRate: rate,
        ...chosen,
        settings: { ...answer.settings },
      })
    }
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
        value={protocolId}
        onChange={(id) => {
          setProtocol(id)
          setVariant(protocols.find((it) => it.id === id)?.defaultVariant ?? null)
          setWritten({})
          setRefused([])
        }}
      />
      {protocol !== undefined && protocol.variants.length > 0 && (
        <ChoiceField
          label={t('technician.addPort.variant')}
          choices={protocol.variants.map((id) => ({ id, words: variantWords(id, t) }))}
          value={variant}
          onChange={setVariant}
        />
      )}
      {protocol !== undefined && (
        <>
          <LineFields
            usual={protocol.line}
            baudRate={baudRate}
            onBaudRate={setBaudRate}
            line={line}
            onLine={setLine}
          />
          <SetupFields
            fields={protocol.receiverFields}
            written={written}
            onWritten={(change) => {
              setWritten(change)
              setRefused([])
              setProblem(null)
            }}
            wrong={[...answer.wrong, ...refused]}
          />
        </>
      )}
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

interface LineFieldsProps {
  readonly usual: SerialLine | null
  readonly baudRate: string
  readonly onBaudRate: (baudRate: string) => void
  readonly line: LineChoice
  readonly onLine: (line: LineChoice) => void
}

/** Speed and form of the signs, where the line is not as usual. */
function LineFields({ usual, baudRate, onBaudRate, line, onLine }: LineFieldsProps) {
  const { t } = useWords()
  const usualWords = usual === null ? '' : lineWords(usual)
  return (
    <>
      <TextField className="field" value={baudRate} onChange={onBaudRate} inputMode="numeric" maxLength={7}>
        <Label>
          {usual === null
            ? t('technician.addPort.baud')
            : t('technician.addPort.baudUsual', { rate: usual.baudRate })}
        </Label>
        <Input className="input" />
      </TextField>
      <ChoiceField
        label={t('technician.addPort.line')}
        choices={[
          { id: 'usual', words: t('technician.addPort.lineUsual', { line: usualWords }) },
          ...LINES.filter((id) => id !== usualWords).map((id) => ({ id, words: id })),
        ]}
        value={line}
        onChange={onLine}
      />
    </>
  )
}
