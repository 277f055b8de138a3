import { useEffect, useMemo, useRef } from 'react'
import { formatTime } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import { PriorityShape } from '../ui/priority-shape.tsx'
import { compareCards } from './board-selectors.ts'
import type { BoardState } from './board-store.ts'
import { ownerWords, whereWords, whoWords } from './card-words.ts'

/** Nobody reads more than this on a page that says what to do instead; the count of the rest stands below. */
const KNOWN_SHOWN = 100

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
  const ground = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.activeElement
    ground.current?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <div
      ref={ground}
      className="lost"
      data-planned={isPlanned}
      role="alertdialog"
      aria-modal="true"
      aria-labelledby="lost-title"
      tabIndex={0}
    >
      <div className="lost-body">
        <h1 id="lost-title">{t(isPlanned ? 'lost.plannedTitle' : 'lost.title')}</h1>
        <p>
          {t(isPlanned ? 'lost.plannedHelp' : 'lost.help')}{' '}
          <span className="figures">
            {heardAt === null ? t('lost.never') : t('lost.since', { time: formatTime(heardAt, language) })}
          </span>
        </p>
        <h2>{t('lost.todo')}</h2>
        <ol className="lost-todo">
          <li>{known.length > 0 ? t('lost.look') : t('lost.lookAll')}</li>
          <li>{t(isPlanned ? 'lost.plannedWait' : 'lost.restart')}</li>
          <li>{t('lost.call')}</li>
        </ol>
        <h2>{known.length > 0 ? t('lost.known') : t('lost.knownNone')}</h2>
        <ul className="lost-known">
          {known.slice(0, KNOWN_SHOWN).map((card) => (
            <li key={card.alarmId}>
              <PriorityShape priority={card.priority} />
              <span>
                <strong>{whoWords(card, t)}</strong> · {whereWords(card, t)} · {t(`cause.${card.cause}`)} ·{' '}
                <span className="figures">{formatTime(card.openedAt, language)}</span> · {ownerWords(card, t)}
              </span>
            </li>
          ))}
        </ul>
        {known.length > KNOWN_SHOWN && <p>{t('lost.more', { count: known.length - KNOWN_SHOWN })}</p>}
      </div>
    </div>
  )
}
