import { Bluetooth, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { Receiver } from '../../shared/api/technician.ts'
import { useWords } from '../i18n/use-words.ts'
import { AdapterWindow } from './adapter-window.tsx'
import { AddPortWindow } from './add-port-window.tsx'
import { ReceiverCard } from './receiver-card.tsx'

/** Every serial port and Bluetooth adapter, live. */
export function ReceiversView({ receivers }: { readonly receivers: readonly Receiver[] }) {
  const { t } = useWords()
  const [adding, setAdding] = useState<Receiver['kind'] | null>(null)
  const close = () => {
    setAdding(null)
  }
  return (
    <>
      <div className="panel-head">
        <h3>{t('technician.page.receivers')}</h3>
        <div className="head-buttons">
          <Button
            className="button"
            onPress={() => {
              setAdding('port')
            }}
          >
            <Plus className="icon" aria-hidden="true" /> {t('technician.addPort.open')}
          </Button>
          <Button
            className="button"
            onPress={() => {
              setAdding('adapter')
            }}
          >
            <Bluetooth className="icon" aria-hidden="true" /> {t('technician.adapter.open')}
          </Button>
        </div>
      </div>
      {receivers.length === 0 && <p>{t('technician.receiver.none')}</p>}
      <ul className="receivers">
        {receivers.map((receiver) => (
          <ReceiverCard key={`${receiver.kind} ${receiver.name}`} receiver={receiver} />
        ))}
      </ul>
      {adding === 'port' && <AddPortWindow onClose={close} />}
      {adding === 'adapter' && <AdapterWindow adapter={null} onClose={close} />}
    </>
  )
}
