import { useMemo } from 'react'
import { DOT, dotted } from '../i18n/dotted.ts'
import { formatTime } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import { LostPage } from '../ui/lost-page.tsx'
import { PriorityShape } from '../ui/priority-shape.tsx'
import { compareCards } from './board-selectors.ts'
import type { BoardState } from './board-store.ts'
import { ownerWords, whereWords, whoWords } from './card-words.ts'
import { causeWords } from './cause-words.ts'

interface StationLostProps {
  /** The station's time when it was last heard; null when it never was. */
  readonly heardAt: number | null
  /** What was open then; null when nothing was ever heard. */
  readonly alarms: BoardState['alarms'] | null
  /** `planned`: it was stopped on purpose a short while ago; `key`: it is there, and does not take this screen's key. */
  readonly why: Why
}

type Why = 'lost' | 'planned' | 'key'

const WORDS = {
  lost: { title: 'lost.title', help: 'lost.help', then: 'lost.restart' },
  planned: { title: 'lost.plannedTitle', help: 'lost.plannedHelp', then: 'lost.plannedWait' },
  key: { title: 'lost.keyTitle', help: 'lost.keyHelp', then: 'lost.keyOpen' },
} as const satisfies Record<Why, unknown>

/** Over everything when the station is gone: what that means, what to do, what was last known. */
export function StationLost({ heardAt, alarms, why }: StationLostProps) {
  const { t, language } = useWords()
  const known = useMemo(() => [...(alarms?.values() ?? [])].sort(compareCards), [alarms])
  return (
    <LostPage
      title={t(WORDS[why].title)}
      help={t(WORDS[why].help)}
      heard={heardWords()}
      todo={[known.length > 0 ? t('lost.look') : t('lost.lookAll'), t(WORDS[why].then), t('lost.call')]}
      isPlanned={why === 'planned'}
      known={alarms === null ? null : known}
      line={(card) => (
        <li key={card.alarmId}>
          <PriorityShape priority={card.priority} />
          <span>
            <strong>{whoWords(card, t)}</strong>
            {DOT + dotted([whereWords(card, t), causeWords(card, t)]) + DOT}
            <span className="figures">{formatTime(card.openedAt, language)}</span>
            {DOT + ownerWords(card, t)}
          </span>
        </li>
      )}
    />
  )
  function heardWords(): string {
    if (heardAt !== null) return t('lost.since', { time: formatTime(heardAt, language) })
    return why === 'key' ? '' : t('lost.never')
  }
}
