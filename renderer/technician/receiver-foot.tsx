import { ArrowRightLeft, SlidersHorizontal, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { Receiver } from '../../shared/api/technician.ts'
import { useWords } from '../i18n/use-words.ts'
import { AdapterWindow } from './adapter-window.tsx'
import { MovePortWindow } from './move-port-window.tsx'
import { PortSetupWindow } from './port-setup-window.tsx'
import { RemoveReceiverWindow } from './remove-receiver-window.tsx'

/** What can be done with a receiver: change how it is set up, move what hangs on a port, remove it. */
export function ReceiverFoot({ receiver }: { readonly receiver: Receiver }) {
  const { t } = useWords()
  const [open, setOpen] = useState<'remove' | 'change' | 'move' | null>(null)
  const { name, kind } = receiver
  const isPort = kind === 'port'
  const close = () => {
    setOpen(null)
  }
  return (
    <div className="receiver-foot">
      <Button
        className="button"
        onPress={() => {
          setOpen('change')
        }}
      >
        <SlidersHorizontal className="icon" aria-hidden="true" />{' '}
        {t(isPort ? 'technician.portSetup.open' : 'technician.adapter.changeOpen')}
      </Button>
      {isPort && (
        <Button
          className="button"
          onPress={() => {
            setOpen('move')
          }}
        >
          <ArrowRightLeft className="icon" aria-hidden="true" /> {t('technician.movePort.open')}
        </Button>
      )}
      <Button
        className="button"
        onPress={() => {
          setOpen('remove')
        }}
      >
        <Trash2 className="icon" aria-hidden="true" />{' '}
        {t(isPort ? 'technician.removePort.open' : 'technician.adapter.removeOpen')}
      </Button>
      {open === 'change' && isPort && <PortSetupWindow path={name} onClose={close} />}
      {open === 'change' && !isPort && <AdapterWindow adapter={receiver} onClose={close} />}
      {open === 'move' && <MovePortWindow path={name} onClose={close} />}
      {open === 'remove' && (
        <RemoveReceiverWindow
          receiver={receiver}
          onMove={() => {
            setOpen('move')
          }}
          onClose={close}
        />
      )}
    </div>
  )
}
