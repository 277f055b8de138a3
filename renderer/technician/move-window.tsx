import { useState } from 'react'
import type { DeviceLine } from '../../shared/api/technician.ts'
import { useWords } from '../i18n/use-words.ts'
import { CallForm, type CallWindowProps } from './call-form.tsx'
import { NOBODY } from './pair-rules.ts'
import { PlaceFields } from './place-fields.tsx'
import { deviceWhere } from './technician-words.ts'

/** To another resident or place; what it said before stays with whom it was said of. */
export function MoveWindow({ device, ...window }: CallWindowProps & { readonly device: DeviceLine }) {
  const { t } = useWords()
  const [residentId, setResidentId] = useState<string | null>(null)
  const [placement, setPlacement] = useState('')
  const isMissing = residentId === null || placement.trim() === ''
  return (
    <CallForm
      {...window}
      title={t('technician.move.title', { where: deviceWhere(device, t) })}
      confirm={t('technician.move.confirm')}
      missing={isMissing ? t('technician.move.missing') : null}
      callOf={(by) => ({
        act: 'move',
        input: {
          by,
          deviceId: device.deviceId,
          residentId: residentId === NOBODY ? null : residentId,
          placement: placement.trim(),
        },
      })}
      done={(words) => words('technician.done.moved')}
    >
      <p>{t('technician.move.words')}</p>
      <PlaceFields residentId={residentId} onResident={setResidentId} onPlacement={setPlacement} />
    </CallForm>
  )
}
