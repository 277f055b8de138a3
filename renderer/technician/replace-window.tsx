import { useState } from 'react'
import { Input, Label, TextField } from 'react-aria-components'
import type { DeviceLine } from '../../shared/api/technician.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { useNow } from '../ui/now.tsx'
import { CallForm, type CallWindowProps } from './call-form.tsx'
import { sameDevice, selectActed, selectCandidates } from './discoveries.ts'
import { needsProfile, presetProfile, selectProfiles, takesKey, type Profile } from './pair-rules.ts'
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
  const [picked, setPicked] = useState<Profile | null>(null)
  const heard = selectCandidates(state, device.protocol)
  const acted = selectActed(heard, openedAt, now)
  const same = sameDevice(device)
  const settable = same !== null && (needsProfile(same) || takesKey(same)) ? [same] : []
  const candidates = [...heard, ...settable]
  const chosen = candidates.find((it) => it.key === key) ?? (key === null ? acted : undefined)
  const fitting = chosen === undefined ? [] : selectProfiles(chosen)
  const before = fitting.find((profile) => profile === device.eep)
  const profile = picked ?? before ?? (chosen === undefined ? null : presetProfile(chosen))
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
          eep: profile ?? device.eep,
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
            it.key === 'same'
              ? t('technician.replace.same')
              : it.signal === null
                ? candidateName(it)
                : `${candidateName(it)} · ${signalWords(it.signal, t)}`,
        }))}
        value={chosen?.key ?? null}
        onChange={(to) => {
          setKey(to)
          setPicked(null)
        }}
      />
      {chosen !== undefined && needsProfile(chosen) && (
        <ChoiceField
          label={t('technician.pair.profile')}
          placeholder={t('technician.choose')}
          choices={fitting.map((id) => ({
            id,
            words: `${id} · ${t(`technician.profile.${id}`)}`,
          }))}
          value={profile}
          onChange={setPicked}
        />
      )}
      {chosen !== undefined && takesKey(chosen) && (
        <TextField className="field" value={secret} onChange={setSecret} maxLength={64}>
          <Label>{t('technician.pair.key')}</Label>
          <Input className="input figures" autoComplete="off" spellCheck="false" />
        </TextField>
      )}
    </CallForm>
  )
}
