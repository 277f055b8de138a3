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
  /** It was stopped on purpose a short while ago. */
  readonly isPlanned: boolean
}

/** Over everything when the station is gone: what that means, what to do, what was last known. */
export function StationLost({ heardAt, alarms, isPlanned }: StationLostProps) {
  const { t, language } = useWords()
  const known = useMemo(() => [...(alarms?.values() ?? [])].sort(compareCards), [alarms])
  return (
    <LostPage
      title={t(isPlanned ? 'lost.plannedTitle' : 'lost.title')}
      help={t(isPlanned ? 'lost.plannedHelp' : 'lost.help')}
      heard={heardAt === null ? t('lost.never') : t('lost.since', { time: formatTime(heardAt, language) })}
      todo={[
        known.length > 0 ? t('lost.look') : t('lost.lookAll'),
        t(isPlanned ? 'lost.plannedWait' : 'lost.restart'),
        t('lost.call'),
      ]}
      isPlanned={isPlanned}
      known={known}
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
}
