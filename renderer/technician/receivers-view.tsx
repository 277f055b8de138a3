import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { Receiver } from '../../shared/api/technician.ts'
import { useWords } from '../i18n/use-words.ts'
import { AddPortWindow } from './add-port-window.tsx'
import { ReceiverCard } from './receiver-card.tsx'

/** Every serial port and Bluetooth adapter, live. */
export function ReceiversView({ receivers }: { readonly receivers: readonly Receiver[] }) {
  const { t } = useWords()
  const [isAdding, setAdding] = useState(false)
  return (
    <>
      <div className="panel-head">
        <h3>{t('technician.page.receivers')}</h3>
        <Button
          className="button"
          onPress={() => {
            setAdding(true)
          }}
        >
          <Plus className="icon" aria-hidden="true" /> {t('technician.addPort.open')}
        </Button>
      </div>
      {receivers.length === 0 && <p>{t('technician.receiver.none')}</p>}
      <ul className="receivers">
        {receivers.map((receiver) => (
          <ReceiverCard key={`${receiver.kind} ${receiver.name}`} receiver={receiver} />
        ))}
      </ul>
      {isAdding && (
        <AddPortWindow
          onClose={() => {
            setAdding(false)
          }}
        />
      )}
    </>
  )
}
