import { useState } from 'react'
import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components'
import type { DeviceLine } from '../../shared/api/technician.ts'
import { useWords } from '../i18n/use-words.ts'
import { CallForm, type CallWindowProps } from './call-form.tsx'
import { deviceWhere } from './technician-words.ts'

/** Minutes; never longer than a day, and it ends by itself. */
const CHOICES = ['30', '60', '240', '1440'] as const

/** Raises nothing for a while; the person must be looked after in another way meanwhile. */
export function SuspendWindow({ device, ...window }: CallWindowProps & { readonly device: DeviceLine }) {
  const { t } = useWords()
  const [minutes, setMinutes] = useState<(typeof CHOICES)[number]>('30')
  return (
    <CallForm
      {...window}
      title={t('technician.suspend.title', { where: deviceWhere(device, t) })}
      confirm={t('technician.suspend.confirm')}
      missing={null}
      callOf={(by) => ({
        act: 'suspend',
        input: { by, deviceId: device.deviceId, minutes: Number(minutes) },
      })}
      done={(words) => words('technician.done.suspended')}
    >
      <p className="warning">{t('technician.suspend.words')}</p>
      <RadioGroup
        className="choices"
        value={minutes}
        onChange={(value) => {
          setMinutes(CHOICES.find((choice) => choice === value) ?? '30')
        }}
      >
        <Label>{t('technician.suspend.howLong')}</Label>
        {CHOICES.map((choice) => (
          <RadioField key={choice} value={choice} autoFocus={choice === minutes}>
            <RadioButton className="choice">{t(`technician.suspend.minutes.${choice}`)}</RadioButton>
          </RadioField>
        ))}
      </RadioGroup>
    </CallForm>
  )
}
