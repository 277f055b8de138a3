import { Button } from 'react-aria-components'
import { dotted } from '../i18n/dotted.ts'
import { useWords } from '../i18n/use-words.ts'
import type { BoardState } from './board-store.ts'
import { personWords, whereUnderWho, whoWords } from './card-words.ts'
import { causeWords } from './cause-words.ts'
import type { Given } from './given-rules.ts'

/** As `key-commands.ts` reads it. */
const KEY = 'G'

interface GivenNoticesProps {
  readonly given: readonly Given[]
  readonly alarms: BoardState['alarms']
  /** The board has a key for the first of them. */
  readonly hasKey: boolean
  readonly onShow: (alarmId: string) => void
  readonly onSeen: (alarmId: string) => void
}

/** What colleagues gave to whoever stands here; each stays until it is seen. */
export function GivenNotices({ given, alarms, hasKey, onShow, onSeen }: GivenNoticesProps) {
  const { t } = useWords()
  return (
    <div role="alert" aria-label={t('given.label')} className="given">
      {given.map(({ alarmId, by }, place) => {
        const card = alarms.get(alarmId)
        if (card === undefined) return null
        const alarm = dotted([whoWords(card, t), causeWords(card, t), whereUnderWho(card, t)])
        return (
          <div key={alarmId} className="toast toast-given">
            <p>{t('given.words', { name: personWords(by, t), alarm })}</p>
            <Button
              className="button"
              onPress={() => {
                onShow(alarmId)
              }}
            >
              {t('given.show')}
              {hasKey && place === 0 && <kbd aria-hidden="true">{KEY}</kbd>}
            </Button>
            <Button
              className="button"
              onPress={() => {
                onSeen(alarmId)
              }}
            >
              {t('given.seen')}
            </Button>
          </div>
        )
      })}
    </div>
  )
}
