import { useState } from 'react'
import { Input, Label, TextField } from 'react-aria-components'
import { DidSchema, type DeviceLine } from '../../shared/api/technician.ts'
import { useWords } from '../i18n/use-words.ts'
import { CallForm, type CallWindowProps } from './call-form.tsx'
import { deviceWhere } from './technician-words.ts'

/** The number by which an alarm receiving centre knows the device. */
export function NumberWindow({ device, ...window }: CallWindowProps & { readonly device: DeviceLine }) {
  const { t } = useWords()
  const [did, setDid] = useState(device.did ?? '')
  const isNumber = DidSchema.safeParse(did.trim()).success
  return (
    <CallForm
      {...window}
      title={t('technician.number.title', { where: deviceWhere(device, t) })}
      confirm={t('technician.number.confirm')}
      missing={isNumber ? null : t('technician.number.form')}
      callOf={(by) => ({ act: 'set-did', input: { by, deviceId: device.deviceId, did: did.trim() } })}
      done={(words) => words('technician.done.numbered')}
    >
      <p>{t('technician.number.words')}</p>
      <TextField className="field" value={did} onChange={setDid} maxLength={8} autoFocus>
        <Label>{t('technician.number.label')}</Label>
        <Input className="input" autoComplete="off" />
      </TextField>
    </CallForm>
  )
}
