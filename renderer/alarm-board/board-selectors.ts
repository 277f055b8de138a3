/** What the board shows, as pure functions of its state. */
import type { AlarmCard } from '../../shared/api/board.ts'
import { PRIORITIES, priorityRank, type Priority } from '../../shared/domain/priority.ts'
import type { Sounding } from '../sound/sound-rules.ts'
import type { BoardState } from './board-store.ts'

/** The other alarms on the card of this one; read often, so only its own are put in order. */
export function selectBeside(alarms: BoardState['alarms'], card: AlarmCard): readonly AlarmCard[] {
  if (card.category !== 'care' || card.shelf !== undefined) return []
  const others = [...alarms.values()].filter(
    ({ alarmId, incidentId, category, shelf }) =>
      incidentId === card.incidentId &&
      alarmId !== card.alarmId &&
      category === 'care' &&
      shelf === undefined,
  )
  return others.sort(compareCards)
}

export function compareCards(a: AlarmCard, b: AlarmCard): number {
  if (a.priority !== b.priority) return priorityRank(a.priority) - priorityRank(b.priority)
  if (a.ringing !== b.ringing) return a.ringing ? -1 : 1
  if (a.openedAt !== b.openedAt) return a.openedAt - b.openedAt
  return a.alarmId < b.alarmId ? -1 : 1
}

export interface BoardCounts {
  readonly open: number
  readonly ringing: number
  readonly ringingCritical: number
  /** When one of them rang or called the next level last; 0 where none rings. */
  readonly lastCriticalRingAt: number
  readonly technical: number
  /** Set aside until a time; not among the open ones. */
  readonly shelved: number
  readonly byPriority: Readonly<Record<Priority, number>>
}

export function selectCounts(alarms: BoardState['alarms']): BoardCounts {
  const byPriority: Record<Priority, number> = { critical: 0, high: 0, medium: 0, low: 0 }
  let ringing = 0
  let ringingCritical = 0
  let lastCriticalRingAt = 0
  let technical = 0
  let shelved = 0
  for (const card of alarms.values()) {
    if (card.shelf !== undefined) {
      shelved += 1
      continue
    }
    byPriority[card.priority] += 1
    if (card.category === 'technical') technical += 1
    if (!card.ringing) continue
    ringing += 1
    if (card.priority !== 'critical') continue
    ringingCritical += 1
    lastCriticalRingAt = Math.max(lastCriticalRingAt, card.lastRangAt, card.escalation?.calledAt ?? 0)
  }
  const open = alarms.size - shelved
  return { open, ringing, ringingCritical, lastCriticalRingAt, technical, shelved, byPriority }
}

export function sameCounts(a: BoardCounts, b: BoardCounts): boolean {
  return (
    a.open === b.open &&
    a.ringing === b.ringing &&
    a.ringingCritical === b.ringingCritical &&
    a.technical === b.technical &&
    a.shelved === b.shelved &&
    PRIORITIES.every((priority) => a.byPriority[priority] === b.byPriority[priority])
  )
}

/** What rings now: one for each alarm and ring of it. A card that did not change gives the same ring: with thousands open, nearly all of them. */
export function selectRings(alarms: BoardState['alarms']): readonly Sounding[] {
  const rings: Sounding[] = []
  for (const card of alarms.values()) {
    if (card.ringing) rings.push(ringOf(card))
  }
  return rings
}

const RINGS = new WeakMap<AlarmCard, Sounding>()

function ringOf(card: AlarmCard): Sounding {
  const known = RINGS.get(card)
  if (known !== undefined) return known
  const { alarmId, ringRevision, priority, escalation, carer } = card
  const ring: Sounding = {
    id: alarmId,
    ringRevision,
    priority,
    // What sounds once and no more does not sound anew.
    calledAt: priority === 'low' ? null : (escalation?.calledAt ?? null),
    ...(carer === undefined ? {} : { isCarersCall: true as const }),
  }
  RINGS.set(card, ring)
  return ring
}

/** Priorities that have open alarms, most urgent first, for the counts in the head of the board. */
export function selectPrioritiesPresent(counts: BoardCounts): readonly Priority[] {
  return PRIORITIES.filter((priority) => counts.byPriority[priority] > 0)
}
