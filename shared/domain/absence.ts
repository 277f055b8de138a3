/** A resident who is away: why, and what is silent meanwhile. */
import type { Cause } from './alarm.ts'
import type { Instant } from './time.ts'

export const ABSENCE_REASONS = ['hospital', 'holiday', 'family', 'other'] as const
export type AbsenceReason = (typeof ABSENCE_REASONS)[number]

/**
 * What may be silent while somebody is away: what only says that nobody is there. Smoke, fire, gas, water, falls and
 * presses are not in the list, so nothing can silence them.
 */
export const SILENT_WHEN_AWAY = [
  'inactivity',
  'bed',
  'bathroom',
  'door',
  'medicine',
] as const satisfies Cause[]
export type SilentWhenAway = (typeof SILENT_WHEN_AWAY)[number]

/** A door that moves in an empty home is worth a look, unless somebody says otherwise. */
export const USUALLY_SILENT: readonly SilentWhenAway[] = ['inactivity', 'bed', 'bathroom', 'medicine']

export const LONGEST_ABSENCE_MS = 366 * 24 * 60 * 60_000

/** Runs from `from` until its time, until somebody ends it or until the first sign of life. */
export interface Absence {
  readonly absenceId: string
  readonly residentId: string
  readonly reason: AbsenceReason
  readonly from: Instant
  readonly until: Instant
  readonly silences: readonly SilentWhenAway[]
  /** The person who said so. */
  readonly by: string
}
