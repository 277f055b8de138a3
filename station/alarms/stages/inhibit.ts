/** A cause that is on the board hides its consequence: kept with the cause's alarm, and told again when that ends. */
import type { Verdict } from '../verdict.ts'

export function inhibit(verdict: Verdict): Verdict {
  const { inhibitedBy } = verdict.event
  if (inhibitedBy === undefined) return verdict
  return { ...verdict, act: 'keep', keptWith: inhibitedBy, reason: 'explained-by-cause' }
}
