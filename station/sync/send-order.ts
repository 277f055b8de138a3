/** What goes next (design: "Order of sending"): a pure choice among the messages that wait. */

/** A message that waits, as far as the order needs it. */
export interface Candidate {
  readonly position: number
  readonly alarmId: string
  readonly sequence: number
  readonly priorityRank: number
  readonly bytes: number
}

/** Most messages and bytes of one request: small enough that a critical alarm never waits long behind one. */
export const MOST_MESSAGES = 50
export const MOST_BYTES = 256 * 1024
/** Of a way that takes one message at a time, so that the next look is never far. */
const MOST_ONE_BY_ONE = 5

/** Most messages of one turn over a way that carries so many in a body. */
export function mostAtOnce(mostMessages: number): number {
  return Math.max(mostMessages, MOST_ONE_BY_ONE)
}

/**
 * The next request: most urgent first, then oldest, and within an alarm strictly by sequence. Alarms with a
 * message under way are left out, so an update never overtakes its alarm. Messages of one alarm carry rising
 * positions; where a later one is more urgent, its earlier ones are drawn along to its place.
 */
export function selectNext<T extends Candidate>(waiting: readonly T[], underWay: ReadonlySet<string>): T[] {
  const byAlarm = new Map<string, T[]>()
  for (const candidate of waiting) {
    if (underWay.has(candidate.alarmId)) continue
    const queue = byAlarm.get(candidate.alarmId)
    if (queue === undefined) byAlarm.set(candidate.alarmId, [candidate])
    else queue.push(candidate)
  }
  const placed = [...byAlarm.values()].flatMap((queue) => {
    queue.sort((a, b) => a.sequence - b.sequence)
    return queue.map((candidate, index) => ({
      candidate,
      rank: Math.min(...queue.slice(index).map(({ priorityRank }) => priorityRank)),
    }))
  })
  placed.sort((a, b) => (a.rank === b.rank ? a.candidate.position - b.candidate.position : a.rank - b.rank))
  return upToLimits(placed.map(({ candidate }) => candidate))
}

function upToLimits<T extends Candidate>(ordered: readonly T[]): T[] {
  const next: T[] = []
  let bytes = 0
  for (const candidate of ordered) {
    if (next.length === MOST_MESSAGES || (next.length > 0 && bytes + candidate.bytes > MOST_BYTES)) break
    next.push(candidate)
    bytes += candidate.bytes
  }
  return next
}
