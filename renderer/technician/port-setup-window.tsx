import { useCallback, useState } from 'react'
import type { ProtocolInfo, ReceiverSetup } from '../../shared/api/receiver-setup.ts'
import { useWords } from '../i18n/use-words.ts'
import { LeaveRow } from '../ui/window-rows.tsx'
import { AskedWindow } from './asked-window.tsx'
import { useDesk } from './desk.ts'
import { lineDraft, lineWish } from './line-choice.ts'
import { PortFields, type PortDraft } from './port-fields.tsx'
import { changedSettings, writtenOf } from './setup-values.ts'
import { technicianErrorWords } from './technician-words.ts'
import { WishForm } from './wish-form.tsx'

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
  const { client } = useDesk()
  const usual = entry.variant ?? protocol.defaultVariant
  const [draft, setDraft] = useState<PortDraft>(() => ({
    variant: usual,
    line: lineDraft(entry.line, protocol.line),
    written: writtenOf(protocol.receiverFields, entry.settings),
  }))
  const [refused, setRefused] = useState<readonly string[]>([])
  const answer = changedSettings(protocol.receiverFields, entry.settings, draft.written)
  const wish = () => {
    const line = lineWish(draft.line)
    if (line === null) return t('technician.addPort.baudNeeded')
    if (answer.wrong.length > 0) return t('technician.pair.problem.settings')
    return { path, variant: draft.variant, ...line, settings: { ...answer.settings } }
  }
  return (
    <WishForm
      confirm={t('technician.portSetup.confirm')}
      wish={wish()}
      written={draft}
      take={async (by, change) => {
        const { settings } = change
        const { refused: why } = await client.checkSettings({ protocol: protocol.id, settings })
        setRefused(why?.fields ?? [])
        return client.take({ act: 'change-port', input: { by, ...change } })
      }}
      done={(words) => words('technician.portSetup.done', { path })}
      onClose={onClose}
    >
      <p>{t('technician.portSetup.words')}</p>
      {draft.variant !== usual && <p className="warning">{t('technician.portSetup.otherModel')}</p>}
      <PortFields
        protocol={protocol}
        draft={draft}
        onDraft={(change) => {
          setDraft(change)
          setRefused([])
        }}
        wrong={[...answer.wrong, ...refused]}
      />
    </WishForm>
  )
}
