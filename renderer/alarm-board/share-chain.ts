/** A chain that is asked for again and again: what has not changed stays the same object. Pure. */
import type { Chain } from '../../shared/api/alarm-calls.ts'

/**
 * `next` with the steps and events of `before` wherever they say the same, so that a line that has not changed is
 * not drawn again. Both lists are as short as the station's answer allows.
 */
export function sharedChain(before: Chain, next: Chain): Chain {
  return {
    ...next,
    steps: shared(before.steps, next.steps, (step) => step.sequence),
    events: shared(before.events, next.events, (event) => event.id),
  }
}

function shared<Part>(
  before: readonly Part[],
  next: readonly Part[],
  keyOf: (part: Part) => unknown,
): Part[] {
  const known = new Map(before.map((part) => [keyOf(part), part]))
  return next.map((part) => {
    const was = known.get(keyOf(part))
    return was !== undefined && JSON.stringify(was) === JSON.stringify(part) ? was : part
  })
}
