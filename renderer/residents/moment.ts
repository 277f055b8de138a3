/** A moment as a `datetime-local` field holds it, by the clock on the wall in Norway wherever the screen stands. */
import { dayOf, osloInstant, osloTime } from '../../shared/domain/oslo-time.ts'
import type { Instant } from '../../shared/domain/time.ts'

const DAY_MS = 24 * 60 * 60_000
const WRITTEN = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2})?$/

/** `2026-11-24T14:00`. */
export function writeMoment(at: Instant): string {
  const { day, minutes } = osloTime(at)
  return new Date(day * DAY_MS + minutes * 60_000).toISOString().slice(0, 16)
}

/** Null for what is no moment. */
export function readMoment(written: string): Instant | null {
  const parts = WRITTEN.exec(written)
  if (parts === null) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.slice(1).map(Number)
  return osloInstant(dayOf(year, month, day), hour * 60 + minute)
}
