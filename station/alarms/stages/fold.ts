/**
 * Same source and type join the open alarm. Within 15 min of its last ring they join without a ring, also where the
 * alarm had ended by itself and is raised anew. A press, a fall, smoke and gas ring each time (contract: "One message per
 * fall"; alarm-standards.md, section 5); a house that is deaf rings with each new case, and where more people are behind it.
 */
import { ALWAYS_RINGS, isOpen, type Alarm } from '../../../shared/domain/alarm.ts'
import { isMoreUrgent } from '../../../shared/domain/priority.ts'
import { FOLD_MS, hasJustRung, isWithin } from '../activity.ts'
import { NEW_CASE_RINGS, reachesMore } from '../house-is-deaf.ts'
import type { AlarmRule } from '../rules.ts'
import { sourceKey } from '../source.ts'
import type { Verdict, World } from '../verdict.ts'

export function fold(verdict: Verdict, world: World): Verdict {
  const { event, act, candidates } = verdict
  if (act === 'none' || act === 'keep') return verdict
  const openFor = (rule: AlarmRule): Alarm | undefined => {
    const alarm = world.openFor({ ...event, ...rule })
    return alarm !== undefined && isOpen(alarm) ? alarm : undefined
  }
  const rule = candidates.find((candidate) => openFor(candidate) !== undefined) ?? candidates[0]
  if (rule === undefined) return { ...verdict, act: 'none' }
  const alarm = openFor(rule)
  // What ends nothing that is open still tells that its source went off.
  if (alarm === undefined)
    return act === 'raise' ? raised({ ...verdict, rule }, rule, world) : { ...verdict, rule, act: 'none' }
  if (act !== 'raise') return { ...verdict, rule, alarm }
  const joins = !ALWAYS_RINGS.has(rule.cause) && isWithin(alarm.lastRangAt, event.receivedAt, FOLD_MS)
  const isWorse = isMoreUrgent(rule.priority, alarm.priority) || reachesMore(event.fault, alarm)
  const isQuiet = joins && !isWorse
  return { ...verdict, rule, alarm, act: 'repeat', isQuiet, reason: isQuiet ? 'joined' : null }
}

function raised(verdict: Verdict, rule: AlarmRule, world: World): Verdict {
  const { event } = verdict
  if (!rule.endsWithCondition || ALWAYS_RINGS.has(rule.cause) || rule.category === 'test') return verdict
  if (NEW_CASE_RINGS.has(rule.cause)) return verdict
  const activity = world.activityOf(sourceKey({ ...event, ...rule }))
  const isQuiet = hasJustRung(activity, event.receivedAt, rule.priority)
  return { ...verdict, isQuiet, reason: isQuiet ? 'joined' : null }
}
