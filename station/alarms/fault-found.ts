/** What supervision found, in the words of the stages: it is no event of a device, and passes them like one. Pure. */
import type { Alarm, Cause } from '../../shared/domain/alarm.ts'
import type { Priority } from '../../shared/domain/priority.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { DueRule } from './intake-decision.ts'

/** A fault of the house's own equipment. */
export interface Fault {
  readonly cause: Cause
  readonly subject: string | null
  readonly deviceId: string | null
  readonly residentId: string | null
  readonly placement: string | null
  readonly priority: Priority
  /** False where a person must have seen it. */
  readonly endsByItself: boolean
  /** Absent: the cause's own name. */
  readonly ruleId?: string
  readonly code?: string
  readonly figure?: number
  /** The event that told it, where one did. */
  readonly eventId?: string
  /** The open alarm of the same incident. */
  readonly incidentOf?: Alarm
}

/** `fault`: it stands and has lasted; `restored`: it is over. */
export function faultFound(kind: 'fault' | 'restored', fault: Fault, now: Instant): DueRule {
  const { cause, priority, endsByItself, subject, deviceId, residentId, placement } = fault
  const { ruleId = cause, eventId = null, code, figure, incidentOf } = fault
  return {
    rule: { id: ruleId, kind, cause, category: 'technical', priority, endsWithCondition: endsByItself },
    occasion: {
      id: eventId,
      deviceId,
      residentId,
      kind,
      value: cause,
      occurredAt: now,
      receivedAt: now,
      raw: null,
      placement,
      ...(subject === null ? {} : { subject }),
      fault: {
        ...(code === undefined ? {} : { code }),
        ...(figure === undefined ? {} : { figure }),
        ...(incidentOf === undefined ? {} : { incidentOf }),
      },
    },
  }
}
