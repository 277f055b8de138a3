/**
 * Two causes of one resident within minutes are one incident: one card, one key for both. Some pairs confirm each
 * other and are more urgent together than each alone. Never across residents (design, promise 3).
 */
import { isCarersCall, isOpen, type Alarm, type Cause } from '../../../shared/domain/alarm.ts'
import { isMoreUrgent, type Priority } from '../../../shared/domain/priority.ts'
import { hasJustRung } from '../activity.ts'
import { sourceKey } from '../source.ts'
import type { Confirmed, Verdict, World } from '../verdict.ts'

/** A fall is told 60–90 s after it by a ceiling radar, and people call when they have tried to get up. */
export const INCIDENT_MS = 5 * 60_000

/** Both open for one resident within the time above: as urgent as this. Each pair in either order. */
export const CONFIRMING: readonly {
  readonly causes: readonly [Cause, Cause]
  readonly priority: Priority
}[] = [
  { causes: ['bed', 'inactivity'], priority: 'critical' },
  { causes: ['bathroom', 'inactivity'], priority: 'critical' },
  { causes: ['bed', 'bathroom'], priority: 'critical' },
  { causes: ['bed', 'door'], priority: 'critical' },
  { causes: ['bathroom', 'water'], priority: 'critical' },
]

export function correlate(verdict: Verdict, world: World): Verdict {
  const { event, act, rule } = verdict
  const ofFault = event.fault?.incidentOf
  if (act === 'raise' && ofFault !== undefined) return sameIncident(verdict, ofFault)
  if (act !== 'raise' || rule?.category !== 'care' || event.residentId === null) return verdict
  // A carer who needs help there is not the resident: the key that answers the one must not answer the other.
  if (isCarersCall({ ...event, cause: rule.cause })) return verdict
  const recent = recentCare(world.openOfResident(event.residentId), event.receivedAt)
  const other = recent.reduce<Alarm | undefined>(newerOf, undefined)
  if (other === undefined) return verdict
  // Not the newest alone: what came in between must not hide what confirms.
  const confirms = recent.flatMap((alarm) => confirmation(rule.cause, alarm))
  const most = confirms.map(({ priority }) => priority).reduce(moreUrgentOf, rule.priority)
  const joined = { ...verdict, confirms }
  if (most === rule.priority) return sameIncident(joined, other)
  // More urgent than what rang a moment ago: it joins that without a ring no more.
  const activity = world.activityOf(sourceKey({ ...event, ...rule }))
  const isQuiet = verdict.isQuiet && hasJustRung(activity, event.receivedAt, most)
  return {
    ...joined,
    incidentOf: other,
    confirmedAs: most,
    isQuiet,
    reason: isQuiet ? verdict.reason : 'confirmed',
  }
}

/** What makes no sound keeps the reason of that. */
function sameIncident(verdict: Verdict, other: Alarm): Verdict {
  return { ...verdict, incidentOf: other, reason: verdict.isQuiet ? verdict.reason : 'same-incident' }
}

/** Both directions of time: a clock that was set must not part what belongs together. */
function recentCare(open: Iterable<Alarm>, now: number): readonly Alarm[] {
  return [...open].filter(
    (alarm) =>
      alarm.category === 'care' &&
      isOpen(alarm) &&
      !isCarersCall(alarm) &&
      Math.abs(now - alarm.lastReportedAt) <= INCIDENT_MS,
  )
}

function newerOf(newest: Alarm | undefined, alarm: Alarm): Alarm {
  return newest !== undefined && newest.lastReportedAt > alarm.lastReportedAt ? newest : alarm
}

function moreUrgentOf(one: Priority, other: Priority): Priority {
  return isMoreUrgent(other, one) ? other : one
}

function confirmation(cause: Cause, alarm: Alarm): readonly Confirmed[] {
  return CONFIRMING.filter(
    ({ causes }) => cause !== alarm.cause && causes.includes(cause) && causes.includes(alarm.cause),
  ).map(({ priority }) => ({ alarm, priority }))
}
