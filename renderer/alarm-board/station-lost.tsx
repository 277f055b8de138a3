import { useEffect, useRef } from 'react'
import type { AlarmCard } from '../../shared/api/board.ts'
import { formatTime } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import { PriorityShape } from '../ui/priority-shape.tsx'
import { ownerWords, whereWords, whoWords } from './card-words.ts'

interface StationLostProps {
  /** The station's time when it was last heard; null when it never was. */
  readonly heardAt: number | null
  readonly known: readonly AlarmCard[]
  /** It was stopped on purpose a short while ago. */
  readonly isPlanned: boolean
}

/** Over everything when the station is gone: what that means, what to do, what was last known. */
export function StationLost({ heardAt, known, isPlanned }: StationLostProps) {
  const { t, language } = useWords()
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
          <li>{t('lost.restart')}</li>
          <li>{t('lost.call')}</li>
        </ol>
        <h2>{known.length > 0 ? t('lost.known') : t('lost.knownNone')}</h2>
        <ul className="lost-known">
          {known.map((card) => (
            <li key={card.alarmId}>
              <PriorityShape priority={card.priority} />
              <span>
                <strong>{whoWords(card, t)}</strong> · {whereWords(card, t)} · {t(`cause.${card.cause}`)} ·{' '}
                <span className="figures">{formatTime(card.openedAt, language)}</span> · {ownerWords(card, t)}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
