import { useCallback, useState } from 'react'
import { Form } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'
import { AskedWindow } from './asked-window.tsx'
import { useDesk } from './desk.ts'
import { FormEnd } from './form-end.tsx'
import { pathDraft, PathField, pathOf } from './path-field.tsx'
import type { SerialPorts } from './technician-client.ts'
import { technicianErrorWords } from './technician-words.ts'

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
  const desk = useDesk()
  const [draft, setDraft] = useState(() => pathDraft(found))
  const [problem, setProblem] = useState<string | null>(null)
  const send = () => {
    const to = pathOf(draft)
    if (to === null) {
      setProblem(t('technician.movePort.needed'))
      return
    }
    desk.act(
      (by) => desk.client.take({ act: 'move-port', input: { by, path, to } }),
      () => {
        desk.show((words) => words('technician.movePort.done', { path, to }))
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
      <p>{t('technician.movePort.words')}</p>
      <PathField label={t('technician.movePort.to')} found={found} draft={draft} onDraft={setDraft} />
      <FormEnd problem={problem} confirm={t('technician.movePort.confirm')} onClose={onClose} />
    </Form>
  )
}
