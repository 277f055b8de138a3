/** A moment as people write it, `24.11.2026 14:00`, by the clock on the wall in Norway wherever the screen stands. */
import { dayOf, osloInstant, osloTime } from '../../shared/domain/oslo-time.ts'
import type { Instant } from '../../shared/domain/time.ts'

const DAY_MS = 24 * 60 * 60_000
const WRITTEN = /^(\d{1,2})[./](\d{1,2})[./](\d{4})[, ]+(\d{1,2})[:.](\d{2})$/

export function writeMoment(at: Instant): string {
  const { day, minutes } = osloTime(at)
  const wall = new Date(day * DAY_MS + minutes * 60_000)
  const twoDigits = (value: number) => String(value).padStart(2, '0')
  const date = [twoDigits(wall.getUTCDate()), twoDigits(wall.getUTCMonth() + 1), wall.getUTCFullYear()].join(
    '.',
  )
  return `${date} ${twoDigits(wall.getUTCHours())}:${twoDigits(wall.getUTCMinutes())}`
}

/** Null for what is no moment, such as 31.2. or 24:00. */
export function readMoment(written: string): Instant | null {
  const parts = WRITTEN.exec(written.trim())
  if (parts === null) return null
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = parts.slice(1).map(Number)
  const date = new Date(dayOf(year, month, day) * DAY_MS)
  if (date.getUTCDate() !== day || date.getUTCMonth() + 1 !== month || hour > 23 || minute > 59) return null
  return osloInstant(dayOf(year, month, day), hour * 60 + minute)
}
