/** What a person says happened, as an occasion of the same stages that events go through. Pure. */
import { isOpen, type Actor, type Alarm, type ReportedCause } from '../../shared/domain/alarm.ts'
import type { EventKind } from '../../shared/domain/device-event.ts'
import { lockedSubject, type LockedCall } from '../../shared/domain/locked-call.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { DueRule } from './intake-decision.ts'

export interface Report {
  readonly cause: ReportedCause
  readonly residentId: string | null
  readonly place: string | null
}

const KINDS: Readonly<Record<ReportedCause, EventKind>> = {
  fall: 'fall',
  'help-call': 'help-call',
  assistance: 'button',
}

/** All three are critical (design: priorities), whoever says so. */
function ruleOf(cause: ReportedCause, id: string): DueRule['rule'] {
  return { id, kind: KINDS[cause], cause, category: 'care', priority: 'critical', endsWithCondition: false }
}

/** Phoned in, or found: about a resident, else about a place. Two places are two alarms. */
export function reportedByHand(report: Report, reportedBy: Actor, now: Instant): DueRule {
  const { cause, residentId, place } = report
  return {
    rule: ruleOf(cause, 'by-hand'),
    occasion: {
      ...without(now),
      kind: KINDS[cause],
      residentId,
      placement: place,
      ...(residentId === null && place !== null ? { subject: place } : {}),
      reportedBy,
      reportedAs: 'reported-by-hand',
    },
  }
}

/** A carer needs help themselves, where the alarm is that they are on. */
export function carerAsksForHelp(carer: Actor, at: Alarm | undefined, now: Instant): DueRule {
  return {
    rule: ruleOf('assistance', 'carer-needs-help'),
    occasion: {
      ...without(now),
      kind: KINDS.assistance,
      residentId: at?.residentId ?? null,
      placement: at?.placement ?? null,
      subject: carer.id,
      reportedBy: carer,
      reportedAs: 'asked-for-help',
    },
  }
}

/** Nobody had said who they are on the screen that was pressed: no person is the actor, and none is kept from answering. */
export const LOCKED_SCREEN: Actor = { kind: 'station', id: 'locked-screen' }

/** Help from a locked screen; where the alarm is that its last user has in hand. */
export function lockedScreenAsksForHelp(call: LockedCall, at: Alarm | undefined, now: Instant): DueRule {
  const { rule, occasion } = carerAsksForHelp(LOCKED_SCREEN, at, now)
  return {
    rule,
    occasion: { ...occasion, subject: lockedSubject(call), reportedAs: 'asked-for-help-locked' },
  }
}

/** The alarm that somebody took last and still has. */
export function alarmInHand(open: Iterable<Alarm>, personId: string): Alarm | undefined {
  let last: Alarm | undefined
  for (const alarm of open) {
    if (alarm.ownerId !== personId || !isOpen(alarm) || alarm.category !== 'care') continue
    if (last === undefined || alarm.lastRangAt >= last.lastRangAt) last = alarm
  }
  return last
}

function without(now: Instant) {
  return { id: null, deviceId: null, value: true, occurredAt: now, receivedAt: now, raw: null }
}
