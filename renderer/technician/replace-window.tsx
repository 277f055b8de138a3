import { useState } from 'react'
import { Input, Label, TextField } from 'react-aria-components'
import type { DeviceLine } from '../../shared/api/technician.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { useNow } from '../ui/now.tsx'
import { CallForm, type CallWindowProps } from './call-form.tsx'
import { selectActed, selectCandidates } from './discoveries.ts'
import { presetProfile, takesKey } from './pair-rules.ts'
import type { TechnicianState } from './technician-feed.ts'
import { candidateName, deviceWhere, signalWords } from './technician-words.ts'

interface ReplaceProps extends CallWindowProps {
  readonly device: DeviceLine
  readonly state: TechnicianState
}

/** Another device of the same kind in its place: the history stays. */
export function ReplaceWindow({ device, state, ...window }: ReplaceProps) {
  const { t } = useWords()
  const now = useNow()
  const [openedAt] = useState(now)
  const [key, setKey] = useState<string | null>(null)
  const [secret, setSecret] = useState('')
  const candidates = selectCandidates(state, device.protocol)
  const acted = selectActed(candidates, openedAt, now)
  const chosen = candidates.find((it) => it.key === key) ?? (key === null ? acted : undefined)
  return (
    <CallForm
      {...window}
      title={t('technician.replace.title', { where: deviceWhere(device, t) })}
      confirm={t('technician.replace.confirm')}
      missing={chosen === undefined ? t('technician.replace.missing') : null}
      callOf={(by) => ({
        act: 'replace',
        input: {
          by,
          deviceId: device.deviceId,
          receiver: chosen?.receiver ?? '',
          address: chosen?.address ?? null,
          eep: device.eep ?? (chosen === undefined ? null : presetProfile(chosen)),
          key: secret.trim() === '' ? null : secret.replace(/[\s:-]/g, '').toLowerCase(),
        },
      })}
      done={(words) => words('technician.done.replaced')}
    >
      <p>{t('technician.replace.words')}</p>
      <p role="status">
        {acted !== undefined && (
          <strong>
            {t('technician.discovery.thisOne')} {candidateName(acted)}
          </strong>
        )}
      </p>
      <ChoiceField
        label={t('technician.replace.which')}
        placeholder={candidates.length === 0 ? t('technician.discovery.none') : t('technician.choose')}
        choices={candidates.map((it) => ({
          id: it.key,
          words:
            it.signal === null ? candidateName(it) : `${candidateName(it)} · ${signalWords(it.signal, t)}`,
        }))}
        value={chosen?.key ?? null}
        onChange={setKey}
      />
      {chosen !== undefined && takesKey(chosen) && (
        <TextField className="field" value={secret} onChange={setSecret} maxLength={64}>
          <Label>{t('technician.pair.key')}</Label>
          <Input className="input figures" autoComplete="off" spellCheck="false" />
        </TextField>
      )}
    </CallForm>
  )
}
