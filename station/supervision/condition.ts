/** Something that may be wrong with the house's own equipment, as it stands at one moment. */
import type { Cause } from '../../shared/domain/alarm.ts'
import type { Priority } from '../../shared/domain/priority.ts'
import type { MonotonicMs } from '../../shared/domain/time.ts'

/** Causes that supervision raises and ends; all others are those of devices and rules. */
export const SUPERVISED_CAUSES = [
  'port-lost',
  'adapter-lost',
  'centre-lost',
  'database',
  'disk',
  'clock',
  'uncovered',
  'battery',
  'no-duty',
  'no-sound',
] as const satisfies readonly Cause[]
export type SupervisedCause = (typeof SUPERVISED_CAUSES)[number]

/** What a condition and its alarm have in common: one fault, one card. */
export interface FaultSource {
  readonly cause: SupervisedCause
  /** Path of a port, name of an adapter; null where a person or a device says enough. */
  readonly subject: string | null
  readonly deviceId: string | null
  readonly residentId: string | null
}

export interface Condition extends FaultSource {
  readonly placement: string | null
  readonly priority: Priority
  /** `unknown`: it can neither be raised nor ended, as of a port that has not been tried yet. */
  readonly standing: 'yes' | 'no' | 'unknown'
  /** What is wrong, from the closed list of its cause. */
  readonly code: string
  /** The number that belongs to the code: people without an alarm, days, seconds. */
  readonly figure?: number
  /** The event that told it, where one did. */
  readonly eventId?: string
  /** When it began, where that is known. */
  readonly since?: MonotonicMs
  /** How long it must last before it is an alarm, in milliseconds. */
  readonly afterMs: number
  /** How long it must be over before its alarm ends, in milliseconds. */
  readonly clearAfterMs: number
  /** False where a person must have seen it, as of a clock that has jumped. */
  readonly endsByItself: boolean
  /** An alarm of the same incident, so that both are one card. */
  readonly incidentOf?: FaultSource
}

export function faultKey({ cause, subject, deviceId, residentId }: FaultSource): string {
  return JSON.stringify([cause, subject, deviceId, deviceId === null ? residentId : null])
}
