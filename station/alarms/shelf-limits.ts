/** How long an alarm may be set aside: 30 min at night, 8 h by day (alarm-standards.md, section 5). Pure. */
import { isWithinHours, osloInstant, osloTime, type Hours } from '../../shared/domain/oslo-time.ts'
import type { Instant } from '../../shared/domain/time.ts'

/** The night shift of the station; a resident's own night is another thing. */
export const NIGHT: Hours = { from: 22 * 60, to: 7 * 60 }
const AT_NIGHT_MS = 30 * 60_000
export const BY_DAY_MS = 8 * 60 * 60_000

/** The latest end of a shelf that begins now: set aside by day it does not last into the night. */
export function latestShelfEnd(now: Instant): Instant {
  const { day, minutes } = osloTime(now)
  if (isWithinHours(NIGHT, minutes)) return now + AT_NIGHT_MS
  return Math.min(now + BY_DAY_MS, osloInstant(day, NIGHT.from) + AT_NIGHT_MS)
}
