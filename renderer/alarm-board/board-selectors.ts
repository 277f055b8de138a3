/** What the board shows, as pure functions of its state. */
import type { AlarmCard } from '../../shared/api/board.ts'
import { PRIORITIES, priorityRank, type Priority } from '../../shared/domain/priority.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { BoardState } from './board-store.ts'

/** Ids in the order of the list, one for each incident: priority, then unanswered before answered, then the oldest. */
export function selectOrder(alarms: BoardState['alarms']): readonly string[] {
  return selectIncidents(alarms).flatMap(([lead]) => lead?.alarmId ?? [])
}

/** The alarms that share a card, the one that stands for it first; what is set aside has its own list. */
export function selectIncidents(alarms: BoardState['alarms']): readonly (readonly AlarmCard[])[] {
  const incidents = new Map<string, AlarmCard[]>()
  for (const card of [...alarms.values()].sort(compareCards)) {
    if (card.shelf !== undefined) continue
    // Faults of one incident are mended one by one.
    const key = card.category === 'care' ? card.incidentId : card.alarmId
    const cards = incidents.get(key)
    if (cards === undefined) incidents.set(key, [card])
    else cards.push(card)
  }
  return [...incidents.values()]
}

/** The other alarms on the card of this one. */
export function selectBeside(alarms: BoardState['alarms'], card: AlarmCard): readonly AlarmCard[] {
  const incident = selectIncidents(alarms).find((cards) =>
    cards.some(({ alarmId }) => alarmId === card.alarmId),
  )
  return incident?.filter(({ alarmId }) => alarmId !== card.alarmId) ?? []
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
  readonly technical: number
  /** Set aside until a time; not among the open ones. */
  readonly shelved: number
  readonly byPriority: Readonly<Record<Priority, number>>
}

export function selectCounts(alarms: BoardState['alarms']): BoardCounts {
  const byPriority: Record<Priority, number> = { critical: 0, high: 0, medium: 0, low: 0 }
  let ringing = 0
  let ringingCritical = 0
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
    if (card.priority === 'critical') ringingCritical += 1
  }
  return { open: alarms.size - shelved, ringing, ringingCritical, technical, shelved, byPriority }
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

/** One thing that rings: an alarm and which of its rings. Sound, focus and announcements all go by it. */
export interface Ring {
  readonly alarmId: string
  readonly ringRevision: number
  readonly priority: Priority
  /** When it last called the next level, which sounds anew; not of what sounds once and no more. */
  readonly calledAt: Instant | null
  /** A carer asks for help: its pause is short. */
  readonly isCarersCall?: true
}

/** What rings now, most urgent first. */
export function selectRings(alarms: BoardState['alarms']): readonly Ring[] {
  return [...alarms.values()]
    .filter((card) => card.ringing)
    .sort(compareCards)
    .map(({ alarmId, ringRevision, priority, escalation, carer }) => ({
      alarmId,
      ringRevision,
      priority,
      calledAt: priority === 'low' ? null : (escalation?.calledAt ?? null),
      ...(carer === undefined ? {} : { isCarersCall: true as const }),
    }))
}

/** Priorities that have open alarms, most urgent first, for the counts in the head of the board. */
export function selectPrioritiesPresent(counts: BoardCounts): readonly Priority[] {
  return PRIORITIES.filter((priority) => counts.byPriority[priority] > 0)
}
