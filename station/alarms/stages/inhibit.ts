/**
 * A cause that is on the board hides its consequence: kept with the cause's alarm, and told again when that ends. What
 * a person must hear each time is never hidden, whatever is said to explain it.
 */
import { ALWAYS_RINGS } from '../../../shared/domain/alarm.ts'
import type { Verdict } from '../verdict.ts'

export function inhibit(verdict: Verdict): Verdict {
  const { event, rule } = verdict
  if (event.inhibitedBy === undefined || (rule !== null && ALWAYS_RINGS.has(rule.cause))) return verdict
  return { ...verdict, act: 'keep', keptWith: event.inhibitedBy, reason: 'explained-by-cause' }
}
