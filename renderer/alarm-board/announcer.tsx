import { memo, useEffect, useRef } from 'react'
import type { AlarmCard, CardEscalation } from '../../shared/api/board.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { speak } from '../ui/speak.ts'
import { SpokenRegions } from '../ui/spoken-regions.tsx'
import { PatchedMap } from '../patched-map.ts'
import type { BoardState } from './board-store.ts'
import { compareCards, isSetAside } from './board-selectors.ts'
import { ownerWords, personWords, whereWords, whoWords } from './card-words.ts'
import { causeWords } from './cause-words.ts'

interface AnnouncerProps extends Pick<BoardState, 'alarms' | 'closed'> {
  /** A notice says that this alarm has ended, and is read out itself. Stays the same from drawing to drawing. */
  readonly isTold?: (was: AlarmCard) => boolean
}

const NEVER_TOLD = () => false

/** Tells screen readers of new rings: critical ones at once, the others when there is a pause (WCAG 4.1.3). */
export const Announcer = memo(function Announcer({ alarms, closed, isTold = NEVER_TOLD }: AnnouncerProps) {
  const { t } = useWords()
  const before = useRef<BoardState['alarms']>(PatchedMap.of<AlarmCard>([]))
  const criticalRegion = useRef<HTMLDivElement>(null)
  const otherRegion = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const known = before.current
    before.current = alarms
    const critical: string[] = []
    const other: string[] = []
    const touched = [...alarms.changedSince(known)]
    const changed = touched.map((id) => alarms.get(id)).filter((card) => card !== undefined)
    for (const card of changed.sort(compareCards)) {
      const was = known.get(card.alarmId)
      if (was === card) continue
      if (card.ringing && card.ringRevision !== was?.ringRevision) {
        const key = card.count > 1 ? 'announce.ringAgain' : 'announce.ring'
        const words = t(key, {
          cause: causeWords(card, t),
          who: whoWords(card, t),
          where: whereWords(card, t),
        })
        ;(card.priority === 'critical' ? critical : other).push(words)
      } else if (card.ringing && isCalledSince(was, card)) {
        const { level, calls } = card.escalation
        const words = t('announce.called', { who: whoWords(card, t), level, calls: t(`calls.${calls}`) })
        ;(card.priority === 'critical' ? critical : other).push(words)
      } else if (was !== undefined && isTakenSince(was, card)) other.push(takenWords(was, card, t))
    }
    for (const id of touched) {
      const was = known.get(id)
      if (was !== undefined && !alarms.has(id) && !isTold(was))
        other.push(closedWords(closed.get(id) ?? was, t))
    }
    speak(criticalRegion.current, critical)
    speak(otherRegion.current, other)
  }, [alarms, closed, isTold, t])

  return <SpokenRegions critical={criticalRegion} other={otherRegion} />
})

function isCalledSince(
  was: AlarmCard | undefined,
  card: AlarmCard,
): card is AlarmCard & { readonly escalation: CardEscalation } {
  const calledAt = card.escalation?.calledAt ?? null
  return calledAt !== null && calledAt !== (was?.escalation?.calledAt ?? null)
}

/** Somebody else has it, has gone further with it, or has answered its last ring. */
function isTakenSince(was: AlarmCard, card: AlarmCard): boolean {
  if (card.owner === null || isSetAside(card)) return false
  return was.owner?.id !== card.owner.id || was.state !== card.state || (was.ringing && !card.ringing)
}

/** By name: names of colleagues are for everybody at the board, also before sign-in. */
function takenWords(was: AlarmCard, card: AlarmCard, t: Words): string {
  const who = whoWords(card, t)
  const { owner } = card
  if (owner !== null && was.owner !== null && was.owner.id !== owner.id && was.state === card.state)
    return t('announce.handedOver', { who, name: personWords(owner, t) })
  return t('announce.taken', { who, owner: ownerWords(card, t) })
}

function closedWords(card: AlarmCard, t: Words): string {
  const who = whoWords(card, t)
  if (card.state === 'cancelled') return t('announce.cancelled', { who })
  if (card.owner === null) return t('announce.closed', { who })
  return t('announce.closedBy', { who, name: personWords(card.owner, t) })
}
