import type { ProtocolInfo } from '../../shared/api/receiver-setup.ts'
import { profileWords, variantWords } from '../i18n/code-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import type { Candidate } from './discoveries.ts'
import { KeyField } from './key-field.tsx'
import { selectProfiles, type PairDraft } from './pair-rules.ts'

type Kind = Pick<PairDraft, 'profile' | 'variant' | 'key'>

interface KindFieldsProps {
  readonly candidate: Candidate
  readonly protocol: ProtocolInfo
  readonly kind: Kind
  readonly onKind: (change: Partial<Kind>) => void
  /** False where it stays what its port is read as. */
  readonly asksVariant: boolean
}

/** What a device is: its profile, its model, its key, as far as its protocol has such. */
export function KindFields({ candidate, protocol, kind, onKind, asksVariant }: KindFieldsProps) {
  const { t } = useWords()
  return (
    <>
      {protocol.profiles.length > 0 && (
        <ChoiceField
          label={t('technician.pair.profile')}
          placeholder={t('technician.choose')}
          choices={selectProfiles(candidate, protocol).map((id) => ({ id, words: profileWords(id, t) }))}
          value={kind.profile}
          onChange={(profile) => {
            onKind({ profile })
          }}
        />
      )}
      {asksVariant && protocol.variants.length > 0 && (
        <ChoiceField
          label={t('technician.pair.variant')}
          placeholder={t('technician.choose')}
          choices={protocol.variants.map((id) => ({ id, words: variantWords(id, t) }))}
          value={kind.variant}
          onChange={(variant) => {
            onKind({ variant })
          }}
        />
      )}
      {protocol.keyDigits !== null && (
        <KeyField
          digits={protocol.keyDigits}
          value={kind.key}
          onChange={(key) => {
            onKind({ key })
          }}
        />
      )}
    </>
  )
}
