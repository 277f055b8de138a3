import { useEffect, useRef } from 'react'
import { useWords, type Words } from '../i18n/use-words.ts'
import { speak } from '../ui/speak.ts'
import { SpokenRegions } from '../ui/spoken-regions.tsx'
import type { CentreBoard } from './centre-board.ts'
import { isOverdue, type CentreCard } from './centre-card.ts'
import { alarmWords, placeWords, stationWords, takenWords } from './centre-words.ts'

interface AnnouncerProps {
  readonly board: CentreBoard
  readonly operatorId: string
}

/** Tells screen readers of new rings and of who took what: critical ones at once, the others when there is a pause. */
export function CentreAnnouncer({ board, operatorId }: AnnouncerProps) {
  const { t } = useWords()
  const before = useRef<CentreBoard | null>(null)
  const criticalRegion = useRef<HTMLDivElement>(null)
  const otherRegion = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const last = before.current
    before.current = board
    if (last === board) return
    const known = last?.alarms ?? null
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
    for (const { view } of last === null ? [] : newlyOverdue(last, board)) {
      const words = t('centre.announce.overdue', {
        cause: alarmWords(view, t),
        who: stationWords(view.station, board.stations),
      })
      ;(view.priority === 'critical' ? critical : other).push(words)
    }
    speak(criticalRegion.current, critical)
    speak(otherRegion.current, other)
  }, [board, operatorId, t])
  return <SpokenRegions critical={criticalRegion} other={otherRegion} />
}

/** What rings and was in time at the last look. */
function newlyOverdue(last: CentreBoard, board: CentreBoard): readonly CentreCard[] {
  if (last.rings === board.rings) return []
  return [...board.rings.changedSince(last.rings)].flatMap((key) => {
    const [was, is, card] = [last.rings.get(key), board.rings.get(key), board.alarms.get(key)]
    if (was === undefined || is === undefined || card === undefined) return []
    return isOverdue(is) && !isOverdue(was) ? [card] : []
  })
}

function ringWords({ view }: CentreCard, { stations }: CentreBoard, t: Words): string {
  return t(view.count > 1 ? 'announce.ringAgain' : 'announce.ring', {
    cause: alarmWords(view, t),
    who: stationWords(view.station, stations),
    where: placeWords(view, t),
  })
}
