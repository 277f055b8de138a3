import { Printer } from 'lucide-react'
import { Button } from 'react-aria-components'
import type { DeviceLine } from '../../shared/api/technician.ts'
import { placementWords } from '../alarm-board/card-words.ts'
import { protocolWords } from '../i18n/code-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { QrCode } from '../ui/qr-code.tsx'
import { useDesk } from './desk.ts'
import { labelText } from './label-text.ts'

/**
 * A label to stick on the device: its id as a QR code, the flat and the place. No name: everybody who visits can
 * read it.
 */
export function DeviceLabel({ device }: { readonly device: DeviceLine }) {
  const { t } = useWords()
  const { station } = useDesk()
  const unit = device.resident?.unit ?? null
  return (
    <div className="label-box">
      <div className="label">
        <QrCode text={labelText(station.id, device.deviceId)} label={t('technician.label.qr')} />
        <div className="label-words">
          <p>
            <strong>{unit === null ? station.name : t('card.unit', { unit })}</strong>
          </p>
          <p>{placementWords(device.placement, t)}</p>
          <p>{protocolWords(device.protocol, t)}</p>
          <p>{device.address}</p>
          <p className="label-id">{device.deviceId}</p>
        </div>
      </div>
      <Button
        className="button"
        onPress={() => {
          window.print()
        }}
      >
        <Printer className="icon" aria-hidden="true" /> {t('technician.label.print')}
      </Button>
    </div>
  )
}
