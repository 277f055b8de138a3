/**
 * A source that chatters rings once for all of it and is marked; in a flood lesser alarms come without a ring under
 * one banner. What must always ring, every critical or high alarm of a flood, and what says that the house itself may
 * not be heard, goes through untouched.
 */
import { ALWAYS_RINGS } from '../../../shared/domain/alarm.ts'
import { isMoreUrgent } from '../../../shared/domain/priority.ts'
import { cameOn, chatters, isRestless, wentOff } from '../activity.ts'
import { HOUSE_IS_DEAF } from '../house-is-deaf.ts'
import { sourceKey } from '../source.ts'
import type { Verdict, World } from '../verdict.ts'

export function chatterAndFlood(verdict: Verdict, world: World): Verdict {
  const { event, rule, act } = verdict
  if (rule === null || act === 'keep' || act === 'take-back') return verdict
  if (ALWAYS_RINGS.has(rule.cause) || rule.category === 'test') return verdict
  const key = sourceKey({ ...event, ...rule })
  return heard(flood(chatter(verdict, world, key, event.receivedAt), world), event.receivedAt)
}

function chatter(verdict: Verdict, world: World, key: string, at: number): Verdict {
  const { act, alarm, rule } = verdict
  const before = world.activityOf(key)
  const isOff = verdict.event.kind === 'restored'
  const after = isOff ? wentOff(before, at) : cameOn(before, at)
  const followed = { ...verdict, activity: { key, after } }
  const isWorse = rule !== null && alarm !== null && isMoreUrgent(rule.priority, alarm.priority)
  if (alarm?.chattering === true && isRestless(before, at) && !isWorse) {
    return { ...followed, act: 'keep', keptWith: alarm.id, reason: 'chattering' }
  }
  if (isOff || act === 'none' || !chatters(after)) return followed
  const isSetAside = alarm !== null && alarm.shelf !== null && !isWorse
  return { ...followed, isChattering: true, isQuiet: isSetAside, reason: 'chattering' }
}

/** Remembers the ring with its source. */
function heard(verdict: Verdict, at: number): Verdict {
  const { activity, act, rule, isQuiet, confirmedAs } = verdict
  if (activity === null || rule === null || isQuiet || (act !== 'raise' && act !== 'repeat')) return verdict
  const rang = { at, as: confirmedAs ?? rule.priority }
  return { ...verdict, activity: { ...activity, after: { ...activity.after, rang } } }
}

function flood(verdict: Verdict, { isFlood }: World): Verdict {
  const { act, rule, confirmedAs, isChattering } = verdict
  if (!isFlood || act !== 'raise' || rule === null || isChattering) return verdict
  if (HOUSE_IS_DEAF.has(rule.cause)) return verdict
  const priority = confirmedAs ?? rule.priority
  if (priority === 'critical' || priority === 'high') return verdict
  return { ...verdict, isQuiet: true, reason: 'flood' }
}
