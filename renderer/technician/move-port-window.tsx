import { useCallback, useState } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { AskedWindow } from './asked-window.tsx'
import { useDesk } from './desk.ts'
import { pathDraft, PathField, pathOf } from './path-field.tsx'
import type { SerialPorts } from './technician-client.ts'
import { WishForm } from './wish-form.tsx'

interface MovePortWindowProps {
  readonly path: string
  readonly onClose: () => void
}

/** The stick was swapped or stands in another socket: everything on the port comes along. */
export function MovePortWindow({ path, onClose }: MovePortWindowProps) {
  const { t } = useWords()
  const { client } = useDesk()
  const ask = useCallback(() => client.serialPorts(), [client])
  return (
    <AskedWindow title={t('technician.movePort.title', { path })} ask={ask} onClose={onClose}>
      {(found) => <MovePortForm path={path} found={found} onClose={onClose} />}
    </AskedWindow>
  )
}

function MovePortForm({ path, found, onClose }: MovePortWindowProps & { readonly found: SerialPorts }) {
  const { t } = useWords()
  const { client } = useDesk()
  const [draft, setDraft] = useState(() => pathDraft(found))
  const to = pathOf(draft)
  return (
    <WishForm
      confirm={t('technician.movePort.confirm')}
      wish={to === null ? t('technician.movePort.needed') : { path, to }}
      written={draft}
      take={(by, move) => client.take({ act: 'move-port', input: { by, ...move } })}
      done={(words, move) => words('technician.movePort.done', move)}
      onClose={onClose}
    >
      <p>{t('technician.movePort.words')}</p>
      <PathField label={t('technician.movePort.to')} found={found} draft={draft} onDraft={setDraft} />
    </WishForm>
  )
}
