import { useWords } from '../i18n/use-words.ts'
import { KeyList } from '../ui/key-list.tsx'
import { STEP_KEYS } from './centre-keys.ts'
import { CENTRE_STEPS } from './centre-steps.ts'

/** Every key of the operator page. */
export function CentreKeysWindow({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords()
  const steps = CENTRE_STEPS.flatMap((step) => {
    const key = STEP_KEYS[step]
    return key === undefined ? [] : [[[key], t(`centre.step.${step}`)] as const]
  })
  return (
    <KeyList
      onClose={onClose}
      lines={[
        [['↑', '↓'], t('keys.choose')],
        [['PgUp', 'PgDn'], t('keys.page')],
        [['Home', 'End'], t('keys.ends')],
        [[t('keys.enter'), t('keys.space')], t('centre.keys.next')],
        ...steps,
        [['A'], t('centre.rooms.alarms')],
        [['S'], t('centre.rooms.stations')],
        [['/'], t('centre.rooms.history')],
        [['M'], t('keys.mute')],
        [['?'], t('keys.help')],
        [[t('keys.esc')], t('centre.keys.back')],
      ]}
    />
  )
}
