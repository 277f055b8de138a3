import { useCallback, useState } from 'react'
import { Form } from 'react-aria-components'
import type { ProtocolInfo, ReceiverSetup } from '../../shared/api/receiver-setup.ts'
import { useWords } from '../i18n/use-words.ts'
import { LeaveRow } from '../ui/window-rows.tsx'
import { AskedWindow } from './asked-window.tsx'
import { useDesk } from './desk.ts'
import { FormEnd } from './form-end.tsx'
import { lineDraft, lineWish } from './line-choice.ts'
import { PortFields, type PortDraft } from './port-fields.tsx'
import { changedSettings, writtenOf } from './setup-values.ts'
import { technicianErrorWords } from './technician-words.ts'

interface PortSetupWindowProps {
  readonly path: string
  readonly onClose: () => void
}

/** Model, line and settings of a port that is set up already; who is paired behind it stays. */
export function PortSetupWindow({ path, onClose }: PortSetupWindowProps) {
  const { t } = useWords()
  const { client, protocols } = useDesk()
  const ask = useCallback(() => client.receiverSetup(path), [client, path])
  return (
    <AskedWindow title={t('technician.portSetup.title', { path })} ask={ask} onClose={onClose}>
      {({ entries: [entry] }) => {
        const protocol = protocols.find(({ id }) => id === entry?.protocol)
        if (entry === undefined || protocol === undefined) {
          const code = entry === undefined ? 'unknown-receiver' : 'unknown-protocol'
          return (
            <>
              <p>{technicianErrorWords(code, t)}</p>
              <LeaveRow words={t('resolve.cancel')} isFocused onClose={onClose} />
            </>
          )
        }
        return <PortSetupForm path={path} protocol={protocol} entry={entry} onClose={onClose} />
      }}
    </AskedWindow>
  )
}

interface PortSetupFormProps extends PortSetupWindowProps {
  readonly protocol: ProtocolInfo
  readonly entry: ReceiverSetup['entries'][number]
}

function PortSetupForm({ path, protocol, entry, onClose }: PortSetupFormProps) {
  const { t } = useWords()
  const desk = useDesk()
  const usual = entry.variant ?? protocol.defaultVariant
  const [draft, setDraft] = useState<PortDraft>(() => ({
    variant: usual,
    line: lineDraft(entry.line, protocol.line),
    written: writtenOf(protocol.receiverFields, entry.settings),
  }))
  const [refused, setRefused] = useState<readonly string[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const answer = changedSettings(protocol.receiverFields, entry.settings, draft.written)
  const send = () => {
    const line = lineWish(draft.line)
    if (line === null) {
      setProblem(t('technician.addPort.baudNeeded'))
      return
    }
    if (answer.wrong.length > 0) {
      setProblem(t('technician.pair.problem.settings'))
      return
    }
    const settings = { ...answer.settings }
    desk.act(
      async (by) => {
        const { refused: why } = await desk.client.checkSettings({ protocol: protocol.id, settings })
        setRefused(why?.fields ?? [])
        const wish = { path, variant: draft.variant, ...line, settings }
        return desk.client.take({ act: 'change-port', input: { by, ...wish } })
      },
      () => {
        desk.show((words) => words('technician.portSetup.done', { path }))
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
      <p>{t('technician.portSetup.words')}</p>
      {draft.variant !== usual && <p className="warning">{t('technician.portSetup.otherModel')}</p>}
      <PortFields
        protocol={protocol}
        draft={draft}
        onDraft={(change) => {
          setDraft(change)
          setRefused([])
          setProblem(null)
        }}
        wrong={[...answer.wrong, ...refused]}
      />
      <FormEnd problem={problem} confirm={t('technician.portSetup.confirm')} onClose={onClose} />
    </Form>
  )
}
