import { useState } from 'react'
import type { DeviceLine } from '../../shared/api/technician.ts'
import { dotted } from '../i18n/dotted.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { useNow } from '../ui/now.tsx'
import { CallForm, type CallWindowProps } from './call-form.tsx'
import { useDesk } from './desk.ts'
import { sameDevice, selectActed, selectCandidates } from './discoveries.ts'
import { keyDigits, keyState } from './key-digits.ts'
import { KindFields } from './kind-fields.tsx'
import { selectProfiles } from './pair-rules.ts'
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
  const [picked, setPicked] = useState<string | null>(null)
  const { protocols } = useDesk()
  const protocol = protocols.find(({ id }) => id === device.protocol)
  const heard = selectCandidates({ ...state, protocols }, device.protocol)
  const acted = selectActed(heard, openedAt, now)
  const same = sameDevice(device, state.receivers)
  const canBeSet = protocol !== undefined && (protocol.profiles.length > 0 || protocol.keyDigits !== null)
  const settable = same !== null && canBeSet ? [same] : []
  const candidates = [...heard, ...settable]
  const chosen = candidates.find((it) => it.key === key) ?? (key === null ? acted : undefined)
  const fitting = chosen === undefined || protocol === undefined ? [] : selectProfiles(chosen, protocol)
  const before = fitting.find((profile) => profile === device.eep)
  const profile = picked ?? before ?? chosen?.profiles.likely ?? null
  const isKeyWrong =
    protocol !== undefined &&
    protocol.keyDigits !== null &&
    ['short', 'wrong'].includes(keyState(secret, protocol.keyDigits))
  return (
    <CallForm
      {...window}
      title={t('technician.replace.title', { where: deviceWhere(device, t) })}
      confirm={t('technician.replace.confirm')}
      missing={
        chosen === undefined
          ? t('technician.replace.missing')
          : isKeyWrong
            ? t('technician.pair.problem.key')
            : null
      }
      callOf={(by) => ({
        act: 'replace',
        input: {
          by,
          deviceId: device.deviceId,
          receiver: chosen?.receiver ?? '',
          address: chosen?.address ?? null,
          eep: profile ?? device.eep,
          key: keyDigits(secret) === '' ? null : keyDigits(secret),
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
                : dotted([candidateName(it), signalWords(it.signal, t)]),
        }))}
        value={chosen?.key ?? null}
        onChange={(to) => {
          setKey(to)
          setPicked(null)
        }}
      />
      {chosen !== undefined && protocol !== undefined && (
        <KindFields
          candidate={chosen}
          protocol={protocol}
          kind={{ profile, variant: null, key: secret }}
          onKind={(change) => {
            if (change.profile !== undefined) setPicked(change.profile)
            if (change.key !== undefined) setSecret(change.key)
          }}
          asksVariant={false}
        />
      )}
    </CallForm>
  )
}
