/**
 * What differs between two lists of thousands that share most of their objects, found by comparing references only. An
 * object that moved is named twice, as gone and as come. Pure.
 */

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

/** Looks at each object once: an alarm that goes from one end of the list to the other is one gone and one come. */
export function listDifference<One extends object>(
  before: readonly One[],
  after: readonly One[],
): ListDifference<One> {
  const gone: Placed<One>[] = []
  const come: Placed<One>[] = []
  let from = 0
  let to = 0
  for (;;) {
    const was = before[from]
    const is = after[to]
    if (was === undefined && is === undefined) return { gone, come }
    if (was === is) {
      from += 1
      to += 1
      continue
    }
    // Where the next one fits again, one has gone or one has come; else one stands in the place of another.
    const hasGone = was !== undefined && (is === undefined || before[from + 1] === is)
    const hasCome = is !== undefined && (was === undefined || (!hasGone && after[to + 1] === was))
    if (was !== undefined && !hasCome) gone.push({ one: was, at: from++ })
    if (is !== undefined && !hasGone) come.push({ one: is, at: to++ })
  }
}

/** Maps one list after the other; of an object that stays in its order the answer is the very one of before. */
export function steadyMap<One extends object, Answer>(
  map: (one: One) => Answer,
): (list: readonly One[]) => readonly Answer[] {
  let before: readonly One[] = []
  let answers: readonly Answer[] = []
  return (list) => {
    const { gone, come } = listDifference(before, list)
    if (gone.length + come.length > PLACED_ONE_BY_ONE) answers = list.map(map)
    else {
      const next = [...answers]
      for (const { at } of gone.toReversed()) next.splice(at, 1)
      for (const { one, at } of come) next.splice(at, 0, map(one))
      answers = next
    }
    before = list
    return answers
  }
}
