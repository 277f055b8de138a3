/**
 * What differs between two lists of thousands that share most of their objects, found by comparing references only. An
 * object that moved is named twice, as gone and as come. Pure.
 */

import { fewDifferences } from './few-differences.ts'

export interface Placed<One> {
  readonly one: One
  /** Where it stands in its list. */
  readonly at: number
}

export interface ListDifference<One> {
  /** Not where they were before, in the order of that list. */
  readonly gone: readonly Placed<One>[]
  /** In the order of the list after. */
  readonly come: readonly Placed<One>[]
}

/** So many differences are put into a mapped list one by one; beyond that it is mapped anew. */
const PLACED_ONE_BY_ONE = 64

/**
 * As few as can be: of what both lists have, the longest run that is in one order stays. Each object is in a list once;
 * what both begin and end with is only looked at.
 */
export function listDifference<One extends object>(
  before: readonly One[],
  after: readonly One[],
): ListDifference<One> {
  const shorter = Math.min(before.length, after.length)
  let from = 0
  while (from < shorter && before[from] === after[from]) from += 1
  let ends = 0
  while (ends < shorter - from && before.at(-1 - ends) === after.at(-1 - ends)) ends += 1
  const was = before.slice(from, before.length - ends)
  const is = after.slice(from, after.length - ends)
  const few = fewDifferences(was, is, from)
  if (few !== undefined) return few
  const stay = longestInOrder(was, is)
  return { gone: placedBut(stay, was, from), come: placedBut(stay, is, from) }
}

interface Run<One> {
  readonly one: One
  readonly at: number
  readonly before: Run<One> | undefined
}

/** Of those that are in both lists the most that stand in the same order in both. */
function longestInOrder<One extends object>(before: readonly One[], after: readonly One[]): ReadonlySet<One> {
  const places = new Map(before.map((one, at) => [one, at] as const))
  /** Of each length the run that ends furthest up, so that most can follow it. */
  const runs: Run<One>[] = []
  for (const one of after) {
    const at = places.get(one)
    if (at === undefined) continue
    const length = followed(runs, at)
    runs[length] = { one, at, before: runs[length - 1] }
  }
  const stay = new Set<One>()
  for (let run = runs.at(-1); run !== undefined; run = run.before) stay.add(run.one)
  return stay
}

/** How many of the runs end above this place; mostly all of them. */
function followed(runs: readonly { readonly at: number }[], at: number): number {
  const last = runs.at(-1)
  if (last === undefined || last.at < at) return runs.length
  let low = 0
  let high = runs.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((runs[middle]?.at ?? at) < at) low = middle + 1
    else high = middle
  }
  return low
}

function placedBut<One>(stay: ReadonlySet<One>, list: readonly One[], from: number): readonly Placed<One>[] {
  return list.flatMap((one, index) => (stay.has(one) ? [] : [{ one, at: from + index }]))
}

/** The answers for the list after, made of those for the list before. */
export function mapDifference<One, Answer>(
  answers: readonly Answer[],
  after: readonly One[],
  { gone, come }: ListDifference<One>,
  map: (one: One) => Answer,
): readonly Answer[] {
  if (gone.length + come.length > PLACED_ONE_BY_ONE) return after.map(map)
  const next = [...answers]
  for (const { at } of gone.toReversed()) next.splice(at, 1)
  for (const { one, at } of come) next.splice(at, 0, map(one))
  return next
}

/** Maps one list after the other; of an object that stays in its order the answer is the very one of before. */
export function steadyMap<One extends object, Answer>(
  map: (one: One) => Answer,
): (list: readonly One[]) => readonly Answer[] {
  let before: readonly One[] = []
  let answers: readonly Answer[] = []
  return (list) => {
    answers = mapDifference(answers, list, listDifference(before, list), map)
    before = list
    return answers
  }
}
