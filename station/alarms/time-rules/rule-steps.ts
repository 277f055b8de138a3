/** What a rule that came due, or is over, means for alarms and rows. */
import type { AlarmStep } from '../../../shared/domain/alarm-input.ts'
import { decideStep } from '../../../shared/domain/alarm-lifecycle.ts'
import type { Alarm } from '../../../shared/domain/alarm.ts'
import type { Instant } from '../../../shared/domain/time.ts'
import type { RuleDeadline } from '../../store/rule-rows.ts'
import type { Transaction } from '../../store/write-queue.ts'
import type { TakenStep } from '../intake-decision.ts'
import type { DeviceStanding, Occasion } from '../placed-event.ts'
import type { Fire } from './home-watch.ts'

/**
 * It is over: told once, and ended where nobody has taken it. Whoever is on the way decides for themselves, and what
 * they gave back after that is somebody else's to look at.
 */
export function endSteps(alarm: Alarm, key: string, now: Instant): readonly TakenStep[] {
  if (alarm.restoredAt !== null) return []
  const actor = { kind: 'rule', id: key.split(' ')[0] ?? key } as const
  const restored = decideStep(alarm, { type: 'restored', actor, ended: alarm.cause }, now)
  if (!restored.ok) return []
  const steps = [taken(restored, now)]
  if (restored.alarm.state !== 'raised' || restored.alarm.shelf !== null) return steps
  const cancelled = decideStep(restored.alarm, { type: 'cancelled', actor, reason: 'condition-ended' }, now)
  return cancelled.ok ? [...steps, taken(cancelled, now)] : steps
}

function taken({ alarm, action }: AlarmStep & { readonly ok: true }, now: Instant): TakenStep {
  return { alarm, action, occurredAt: now }
}

/** `key` as `rule episode`. */
export function markOver(
  transaction: Transaction,
  residentId: string,
  key: string,
  at: Instant,
): Promise<void> {
  const [ruleId = '', episode = ''] = key.split(' ')
  return transaction.run(
    'UPDATE rule_deadlines SET over_at = ? WHERE resident_id = ? AND rule_id = ? AND episode = ?',
    [at, residentId, ruleId, episode],
  )
}

/** The row of what was said follows its episode to another day; `before` and `after` as `rule episode`. */
export function renameEpisode(
  transaction: Transaction,
  residentId: string,
  before: string,
  after: string,
): Promise<void> {
  const [ruleId = '', episode = ''] = before.split(' ')
  const [, renamed = ''] = after.split(' ')
  return transaction.run(
    'UPDATE OR REPLACE rule_deadlines SET episode = ? WHERE resident_id = ? AND rule_id = ? AND episode = ?',
    [renamed, residentId, ruleId, episode],
  )
}

/** The row of what is waited for. */
export function rowOf(
  residentId: string,
  { rule, episode, dueAt }: Fire,
): Omit<RuleDeadline, 'firedAt' | 'alarmId' | 'heldBack'> {
  return { residentId, ruleId: rule.id, episode, dueAt, overAt: null }
}

/** A rule that came due, as the stages take it. */
export function occasionOf(
  residentId: string,
  { rule, since, basedOn, dueAt, watched }: Fire,
  now: Instant,
  standingOf: (deviceId: string) => DeviceStanding | undefined,
): Occasion {
  // What comes due while its device is tested began before: it is no test.
  const isSuspended = since !== null && standingOf(since.deviceId) === 'suspended'
  return {
    id: basedOn,
    deviceId: since?.deviceId ?? null,
    residentId,
    kind: rule.kind,
    value: true,
    occurredAt: dueAt,
    receivedAt: now,
    raw: null,
    placement: since?.placement ?? null,
    watched,
    ...(isSuspended ? { standing: 'suspended' } : {}),
  }
}
