/** The few differences of two long lists, found by comparing references only. Pure. */
import type { ListDifference, Placed } from './list-difference.ts'

/** So many differences are looked for one after the other: four alarms that changed and moved. */
const FEW = 8

/** How far one comes through the list before with these differences; in the list after it is `at` less the diagonal. */
interface Way<One> {
  readonly at: number
  readonly steps: Step<One> | undefined
}

interface Step<One> extends Placed<One> {
  readonly isGone: boolean
  readonly before: Step<One> | undefined
}

/**
 * The usual case without a set of thousands: the greedy search of Myers ("An O(ND) difference algorithm", 1986), which
 * finds the fewest differences; undefined where there are more than a few.
 */
export function fewDifferences<One>(
  before: readonly One[],
  after: readonly One[],
  from: number,
): ListDifference<One> | undefined {
  /** By diagonal the way that comes furthest. */
  const ways = new Map<number, Way<One>>()
  for (let number = 0; number <= FEW; number += 1) {
    for (let diagonal = -number; diagonal <= number; diagonal += 2) {
      const way = number === 0 ? { at: 0, steps: undefined } : furthest(ways, diagonal, before, after, from)
      if (way === undefined) {
        ways.delete(diagonal)
        continue
      }
      let { at } = way
      while (at < before.length && at - diagonal < after.length && before[at] === after[at - diagonal])
        at += 1
      if (at === before.length && at - diagonal === after.length) return inOrder(way.steps)
      ways.set(diagonal, { at, steps: way.steps })
    }
  }
  return undefined
}

/** The way onto this diagonal by one more that is gone or that has come. */
function furthest<One>(
  ways: ReadonlyMap<number, Way<One>>,
  diagonal: number,
  before: readonly One[],
  after: readonly One[],
  from: number,
): Way<One> | undefined {
  const goes = ways.get(diagonal - 1)
  const comes = ways.get(diagonal + 1)
  const lost = goes === undefined ? undefined : before[goes.at]
  const to = comes === undefined ? -1 : comes.at - diagonal - 1
  const found = after[to]
  const isGone = goes !== undefined && lost !== undefined
  if (isGone && (comes === undefined || found === undefined || goes.at >= comes.at))
    return { at: goes.at + 1, steps: { one: lost, at: from + goes.at, isGone: true, before: goes.steps } }
  if (comes === undefined || found === undefined) return undefined
  return { at: comes.at, steps: { one: found, at: from + to, isGone: false, before: comes.steps } }
}

function inOrder<One>(last: Step<One> | undefined): ListDifference<One> {
  const gone: Placed<One>[] = []
  const come: Placed<One>[] = []
  for (let step = last; step !== undefined; step = step.before)
    (step.isGone ? gone : come).unshift({ one: step.one, at: step.at })
  return { gone, come }
}
