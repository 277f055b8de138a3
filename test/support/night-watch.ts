/** One night watch with one pair of hands: how soon she is at the board, and how fast she takes what rings there. Pure. */
import { priorityRank, type Priority } from '../../shared/domain/priority.ts'

type Random = (below: number) => number

/** Seconds from a ring until she stands at the board, where she was not there already. */
export function comesAfter(random: Random): number {
  return 20 + random(41)
}

/** Seconds for one card: read, and the key pressed. */
export function readsFor(random: Random): number {
  return 4 + random(9)
}

interface Ring {
  readonly at: number
  readonly priority: Priority
}

/** When each of these rings, in order, is taken: the most urgent that has rung by then first, of these the oldest. */
export function takenInTurn(rings: readonly Ring[], random: Random): readonly number[] {
  const taken = rings.map(() => 0)
  const waiting: number[] = []
  let next = 0
  let now = -Infinity
  while (next < rings.length || waiting.length > 0) {
    if (waiting.length === 0) now = Math.max(now, (rings[next]?.at ?? now) + comesAfter(random))
    for (; (rings[next]?.at ?? Infinity) <= now; next += 1) waiting.push(next)
    // Stable: of two that are as urgent the one that rang first stays first.
    waiting.sort((a, b) => rankOf(rings[a]) - rankOf(rings[b]))
    const first = waiting.shift()
    if (first !== undefined) taken[first] = now
    now += readsFor(random)
  }
  return taken
}

function rankOf(ring: Ring | undefined): number {
  return ring === undefined ? Infinity : priorityRank(ring.priority)
}
