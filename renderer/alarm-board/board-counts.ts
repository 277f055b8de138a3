/** What is open in numbers, kept from change to change. Pure. */
import type { AlarmCard } from '../../shared/api/board.ts'
import { PRIORITIES, type Priority } from '../../shared/domain/priority.ts'
import { isSetAside } from './board-selectors.ts'

export interface BoardCounts {
  readonly open: number
  readonly ringing: number
  readonly ringingCritical: number
  readonly technical: number
  /** Set aside until a time; not among the open ones. */
  readonly shelved: number
  readonly byPriority: Readonly<Record<Priority, number>>
}

const NOTHING_OPEN: BoardCounts = {
  open: 0,
  ringing: 0,
  ringingCritical: 0,
  technical: 0,
  shelved: 0,
  byPriority: { critical: 0, high: 0, medium: 0, low: 0 },
}

/** All at once, for a snapshot; of open alarms. */
export function countCards(cards: Iterable<AlarmCard>): BoardCounts {
  let counts = NOTHING_OPEN
  for (const card of cards) counts = recount(counts, undefined, card)
  return counts
}

/** The counts after one open alarm became another; undefined: it was or is not open. */
export function recount(
  counts: BoardCounts,
  was: AlarmCard | undefined,
  is: AlarmCard | undefined,
): BoardCounts {
  const without = was === undefined ? counts : counted(counts, was, -1)
  return is === undefined ? without : counted(without, is, 1)
}

function counted(counts: BoardCounts, card: AlarmCard, by: 1 | -1): BoardCounts {
  if (isSetAside(card)) return { ...counts, shelved: counts.shelved + by }
  const { priority } = card
  return {
    open: counts.open + by,
    ringing: counts.ringing + (card.ringing ? by : 0),
    ringingCritical: counts.ringingCritical + (card.ringing && priority === 'critical' ? by : 0),
    technical: counts.technical + (card.category === 'technical' ? by : 0),
    shelved: counts.shelved,
    byPriority: { ...counts.byPriority, [priority]: counts.byPriority[priority] + by },
  }
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

/** Priorities that have open alarms, most urgent first, for the counts in the head of the board. */
export function selectPrioritiesPresent(counts: BoardCounts): readonly Priority[] {
  return PRIORITIES.filter((priority) => counts.byPriority[priority] > 0)
}
