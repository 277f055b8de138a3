import { Gauge, SlidersHorizontal, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { Receiver } from '../../shared/api/technician.ts'
import { useWords } from '../i18n/use-words.ts'
import { AdapterWindow } from './adapter-window.tsx'
import { ConfirmWindow } from './confirm-window.tsx'
import { useDesk } from './desk.ts'
import { PortLineWindow } from './port-line-window.tsx'

/** What can be done with a receiver: give an adapter other protocols, set the line of a port, remove it. */
export function ReceiverFoot({ receiver }: { readonly receiver: Receiver }) {
  const { t } = useWords()
  const desk = useDesk()
  const [open, setOpen] = useState<'remove' | 'change' | 'line' | null>(null)
  const { name, kind, protocols } = receiver
  const line = receiver.line ?? null
  const close = () => {
    setOpen(null)
  }
  const remove = () => {
    close()
    desk.act(
      (by) =>
        desk.client.take(
          kind === 'port'
            ? { act: 'remove-port', input: { by, path: name } }
            : { act: 'remove-adapter', input: { by, adapter: name } },
        ),
      () => {
        desk.show((words) => words('technician.removePort.done', { name }))
      },
    )
  }
  return (
    <div className="receiver-foot">
      {kind === 'adapter' && (
        <Button
          className="button"
          onPress={() => {
            setOpen('change')
          }}
        >
          <SlidersHorizontal className="icon" aria-hidden="true" /> {t('technician.adapter.changeOpen')}
        </Button>
      )}
      {line !== null && (
        <Button
          className="button"
          onPress={() => {
            setOpen('line')
          }}
        >
          <Gauge className="icon" aria-hidden="true" /> {t('technician.line.open')}
        </Button>
      )}
      <Button
        className="button"
        onPress={() => {
          setOpen('remove')
        }}
      >
        <Trash2 className="icon" aria-hidden="true" />{' '}
        {t(kind === 'port' ? 'technician.removePort.open' : 'technician.adapter.removeOpen')}
      </Button>
      {open === 'change' && <AdapterWindow adapter={receiver} onClose={close} />}
      {open === 'line' && line !== null && (
        <PortLineWindow path={name} protocols={protocols} line={line} onClose={close} />
      )}
      {open === 'remove' && (
        <ConfirmWindow
          title={t('technician.removePort.title', { name })}
          words={t(kind === 'port' ? 'technician.removePort.words' : 'technician.adapter.removeWords')}
          confirm={t(kind === 'port' ? 'technician.removePort.confirm' : 'technician.adapter.removeConfirm')}
          onClose={close}
          onConfirm={remove}
        />
      )}
    </div>
  )
}
