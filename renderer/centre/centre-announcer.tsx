import { useEffect, useRef } from 'react'
import { useWords, type Words } from '../i18n/use-words.ts'
import { speak } from '../ui/speak.ts'
import type { CentreBoard } from './centre-board.ts'
import type { CentreCard } from './centre-card.ts'
import { causeWords, placeWords, stationWords, takenWords } from './centre-words.ts'

interface AnnouncerProps {
  readonly board: CentreBoard
  readonly operatorId: string
}

/** Tells screen readers of new rings and of who took what: critical ones at once, the others when there is a pause. */
export function CentreAnnouncer({ board, operatorId }: AnnouncerProps) {
  const { t } = useWords()
  const before = useRef<CentreBoard['alarms'] | null>(null)
  const criticalRegion = useRef<HTMLDivElement>(null)
  const otherRegion = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const known = before.current
    before.current = board.alarms
    if (known === board.alarms) return
    const critical: string[] = []
    const other: string[] = []
    const keys = known === null ? board.alarms.keys() : board.alarms.changedSince(known)
    for (const key of keys) {
      const card = board.alarms.get(key)
      const was = known?.get(key)
      if (card === undefined) {
        if (was !== undefined)
          other.push(t('announce.closed', { who: stationWords(was.view.station, board.stations) }))
        continue
      }
      if (was === card) continue
      if (card.isRinging && card.ringingSince !== was?.ringingSince) {
        const words = ringWords(card, board, t)
        ;(card.view.priority === 'critical' ? critical : other).push(words)
      } else if (was !== undefined && was.view.takenBy?.id !== card.view.takenBy?.id) {
        other.push(
          `${stationWords(card.view.station, board.stations)}: ${takenWords(card.view, operatorId, t)}`,
        )
      }
    }
    speak(criticalRegion.current, critical)
    speak(otherRegion.current, other)
  }, [board, operatorId, t])
  return (
    <>
      <div ref={criticalRegion} className="hidden" role="alert" aria-live="assertive" />
      <div ref={otherRegion} className="hidden" aria-live="polite" />
    </>
  )
}

function ringWords({ view }: CentreCard, { stations }: CentreBoard, t: Words): string {
  return t(view.count > 1 ? 'announce.ringAgain' : 'announce.ring', {
    cause: causeWords(view.cause, t),
    who: stationWords(view.station, stations),
    where: placeWords(view, t),
  })
}
