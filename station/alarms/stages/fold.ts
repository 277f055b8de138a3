/**
 * Same source and type join the open alarm. Within 15 min of its last ring they join without a ring; a press, a fall,
 * smoke and gas ring each time (contract: "One message per fall"; alarm-standards.md, section 5).
 */
import { ALWAYS_RINGS, isOpen, type Alarm } from '../../../shared/domain/alarm.ts'
import { isMoreUrgent } from '../../../shared/domain/priority.ts'
import type { AlarmRule } from '../rules.ts'
import type { Verdict, World } from '../verdict.ts'

export const FOLD_MS = 15 * 60_000

export function fold(verdict: Verdict, world: World): Verdict {
  const { event, act, candidates } = verdict
  if (act === 'none') return verdict
  const openFor = ({ cause, category }: AlarmRule): Alarm | undefined => {
    const alarm = world.openFor({ ...event, cause, category })
    return alarm !== undefined && isOpen(alarm) ? alarm : undefined
  }
  const rule = candidates.find((candidate) => openFor(candidate) !== undefined) ?? candidates[0]
  if (rule === undefined) return { ...verdict, act: 'none' }
  const alarm = openFor(rule)
  // What ends nothing that is open still tells that its source went off.
  if (alarm === undefined) return { ...verdict, rule, act: act === 'raise' ? 'raise' : 'none' }
  if (act !== 'raise') return { ...verdict, rule, alarm }
  const joins = !ALWAYS_RINGS.has(rule.cause) && isRecent(alarm, event.receivedAt)
  const isQuiet = joins && !isMoreUrgent(rule.priority, alarm.priority)
  return { ...verdict, rule, alarm, act: 'repeat', isQuiet, reason: isQuiet ? 'joined' : null }
}

/** A clock that was set back makes no ring look recent: then it rings. */
function isRecent({ lastRangAt }: Alarm, now: number): boolean {
  return lastRangAt <= now && now - lastRangAt < FOLD_MS
}
