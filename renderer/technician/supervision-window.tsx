import { useState } from 'react'
import type { DeviceLine } from '../../shared/api/technician.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { CallForm, type CallWindowProps } from './call-form.tsx'
import { SUPERVISIONS, type Supervision } from './pair-rules.ts'
import { deviceWhere } from './technician-words.ts'

/** How long the device may be silent before that is an alarm. */
export function SupervisionWindow({ device, ...window }: CallWindowProps & { readonly device: DeviceLine }) {
  const { t } = useWords()
  const [supervision, setSupervision] = useState<Supervision>('default')
  return (
    <CallForm
      {...window}
      title={t('technician.supervise.title', { where: deviceWhere(device, t) })}
      confirm={t('technician.supervise.confirm')}
      missing={null}
      callOf={(by) => ({
        act: 'set-supervision',
        input: {
          by,
          deviceId: device.deviceId,
          supervisionSeconds: supervision === 'default' ? null : Number(supervision),
        },
      })}
      done={(words) => words('technician.done.supervised')}
    >
      <ChoiceField
        label={t('technician.pair.supervision')}
        choices={SUPERVISIONS.map((id) => ({ id, words: t(`technician.supervision.${id}`) }))}
        value={supervision}
        onChange={setSupervision}
      />
    </CallForm>
  )
}
