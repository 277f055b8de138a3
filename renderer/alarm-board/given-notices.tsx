import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { dotted } from '../i18n/dotted.ts'
import { useWords } from '../i18n/use-words.ts'
import type { BoardState } from './board-store.ts'
import { personWords, whereUnderWho, whoWords } from './card-words.ts'
import { causeWords } from './cause-words.ts'
import { MOST_ENDED, type Ended } from './ended-rules.ts'
import { endedWords } from './ended-words.ts'
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
  readonly ended: EndedNoticesProps
}

/** What colleagues gave to whoever stands here, and what ended under them; each stays until it is seen. */
export function GivenNotices({ given, alarms, hasKey, onShow, onSeen, ended }: GivenNoticesProps) {
  const { t } = useWords()
  return (
    <div className="given">
      <div role="alert" aria-label={t('given.label')} className="given-said">
        {given.map(({ alarmId, by }, place) => {
          const card = alarms.get(alarmId)
          if (card === undefined) return null
          const alarm = dotted([whoWords(card, t), causeWords(card, t), whereUnderWho(card, t)])
          return (
            <Notice
              key={alarmId}
              words={t('given.words', { name: personWords(by, t), alarm })}
              seen={t('given.seen')}
              onSeen={() => {
                onSeen(alarmId)
              }}
            >
              <Button
                className="button"
                onPress={() => {
                  onShow(alarmId)
                }}
              >
                {t('given.show')}
                {hasKey && place === 0 && <kbd aria-hidden="true">{KEY}</kbd>}
              </Button>
            </Notice>
          )
        })}
      </div>
      <EndedNotices {...ended} />
    </div>
  )
}

export interface EndedNoticesProps {
  readonly shown: readonly Ended[]
  readonly seen: (key: string) => void
  readonly seenAll: () => void
}

function EndedNotices({ shown, seen, seenAll }: EndedNoticesProps) {
  const { t } = useWords()
  const more = shown.length - MOST_ENDED
  return (
    <div role="alert" aria-label={t('ended.label')} className="given-said">
      {shown.slice(0, MOST_ENDED).map((one) => (
        <Notice
          key={one.key}
          words={endedWords(one, t)}
          seen={t('given.seen')}
          onSeen={() => {
            seen(one.key)
          }}
        />
      ))}
      {more > 0 && (
        <Notice words={t('ended.more', { count: more })} seen={t('ended.seenAll')} onSeen={seenAll} />
      )}
    </div>
  )
}

interface NoticeProps {
  readonly words: string
  readonly seen: string
  readonly onSeen: () => void
  /** What else can be done about it. */
  readonly children?: ReactNode
}

function Notice({ words, seen, onSeen, children }: NoticeProps) {
  return (
    <div className="toast toast-given">
      <p>{words}</p>
      {children}
      <Button className="button" onPress={onSeen}>
        {seen}
      </Button>
    </div>
  )
}
