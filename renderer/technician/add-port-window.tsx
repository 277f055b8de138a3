import { useCallback, useState } from 'react'
import { protocolWords } from '../i18n/code-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { AskedWindow } from './asked-window.tsx'
import { useDesk } from './desk.ts'
import { lineWish, USUAL_LINE } from './line-choice.ts'
import { freePorts, pathDraft, PathField, pathOf } from './path-field.tsx'
import { PortFields, type PortDraft } from './port-fields.tsx'
import { setupAnswer } from './setup-values.ts'
import type { SerialPorts, TechnicianCall } from './technician-client.ts'
import { WishForm } from './wish-form.tsx'

/** A new serial port: which one, what hangs on it, and how fast where it is not as usual. */
export function AddPortWindow({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords()
  const { client } = useDesk()
  const ask = useCallback(() => client.serialPorts(), [client])
  return (
    <AskedWindow title={t('technician.addPort.title')} ask={ask} onClose={onClose}>
      {(found) => <AddPortForm found={found} onClose={onClose} />}
    </AskedWindow>
  )
}

type PortWish = Omit<Extract<TechnicianCall, { readonly act: 'add-port' }>['input'], 'by'>

function AddPortForm({ found, onClose }: { readonly found: SerialPorts; readonly onClose: () => void }) {
  const { t } = useWords()
  const { client } = useDesk()
  const protocols = found.protocols.filter(({ carrier }) => carrier === 'serial')
  const [path, setPath] = useState(() => pathDraft(found))
  const [protocolId, setProtocol] = useState<string | null>(null)
  const [draft, setDraft] = useState<PortDraft>({ variant: null, line: USUAL_LINE, written: {} })
  const [refused, setRefused] = useState<readonly string[]>([])
  const protocol = protocols.find(({ id }) => id === protocolId)
  const answer = setupAnswer(protocol?.receiverFields ?? [], draft.written)

  const wish = (): PortWish | string => {
    const name = pathOf(path)
    const line = lineWish(draft.line)
    if (name === null || protocolId === null) return t('technician.addPort.needed')
    if (line === null) return t('technician.addPort.baudNeeded')
    if (answer.wrong.length > 0) return t('technician.pair.problem.settings')
    const settings = { ...answer.settings }
    return { path: name, protocol: protocolId, variant: draft.variant, ...line, settings }
  }
  return (
    <WishForm
      confirm={t('technician.addPort.confirm')}
      wish={wish()}
      written={draft}
      take={async (by, port) => {
        const { refused: why } = await client.checkPort(port)
        setRefused(why?.fields ?? [])
        return client.take({ act: 'add-port', input: { by, ...port } })
      }}
      done={(words, port) => words('technician.addPort.done', { path: port.path })}
      onClose={onClose}
    >
      {freePorts(found).length === 0 && <p>{t('technician.addPort.noneFree')}</p>}
      <PathField label={t('technician.addPort.path')} found={found} draft={path} onDraft={setPath} />
      <ChoiceField
        label={t('technician.addPort.protocol')}
        placeholder={t('technician.choose')}
        choices={protocols.map(({ id }) => ({ id, words: protocolWords(id, t) }))}
        value={protocolId}
        onChange={(id) => {
          setProtocol(id)
          const variant = protocols.find((it) => it.id === id)?.defaultVariant ?? null
          setDraft({ ...draft, variant, written: {} })
          setRefused([])
        }}
      />
      {protocol !== undefined && (
        <PortFields
          protocol={protocol}
          draft={draft}
          onDraft={(change) => {
            setDraft(change)
            setRefused([])
          }}
          wrong={[...answer.wrong, ...refused]}
        />
      )}
    </WishForm>
  )
}
