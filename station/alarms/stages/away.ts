/**
 * What only says that nobody is there is silent while a resident is away: marked and kept, not raised. Falls, presses
 * and smoke are not among what can be silent, and what is open already stays and counts on (issue 4, section 1).
 */
import type { Verdict, World } from '../verdict.ts'

export function away(verdict: Verdict, world: World): Verdict {
  const { event, act, rule } = verdict
  if (rule?.category !== 'care' || event.residentId === null) return verdict
  if (act !== 'raise' && act !== 'repeat') return verdict
  if (!world.silencedFor(event.residentId).includes(rule.cause)) return verdict
  if (act === 'repeat') return { ...verdict, isQuiet: true, reason: 'resident-away' }
  return { ...verdict, act: 'keep', keptWith: null, reason: 'resident-away' }
}
