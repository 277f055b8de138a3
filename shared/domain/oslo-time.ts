/** The clock on the wall in Norway, with its changes in March and October. Pure: instants in, instants out. */
import type { Instant } from './time.ts'

const ZONE = 'Europe/Oslo'
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** A calendar day as the number of days since 1970-01-01, so that days can be counted. */
export type Day = number

export interface OsloTime {
  readonly day: Day
  /** Minutes since midnight by the clock on the wall, 0–1439. */
  readonly minutes: number
}

const format = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
})

export function osloTime(at: Instant): OsloTime {
  const parts: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(at)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts
  return { day: dayOf(year, month, day), minutes: hour * 60 + minute }
}

/** `month` 1–12. */
export function dayOf(year: number, month: number, day: number): Day {
  return Math.round(Date.UTC(year, month - 1, day) / DAY_MS)
}

/**
 * When the clock on the wall shows this. A time that a change skips is the instant of the change; one that comes
 * twice is the first of the two. `minutes` may lie beyond midnight.
 */
export function osloInstant(day: Day, minutes: number): Instant {
  const asUtc = day * DAY_MS + minutes * MINUTE_MS
  const candidates = [asUtc - 2 * 60 * MINUTE_MS, asUtc - 60 * MINUTE_MS]
  const exact = candidates.find((at) => wallOf(at) === asUtc)
  if (exact !== undefined) return exact
  // Skipped: the hour that is not there begins an hour before its own time in winter.
  const [early = asUtc] = candidates
  return Math.ceil(early / (60 * MINUTE_MS)) * 60 * MINUTE_MS
}

function wallOf(at: Instant): number {
  const { day, minutes } = osloTime(at)
  return day * DAY_MS + minutes * MINUTE_MS
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** From the first to the second minute of the day, over midnight where the second is not later. */
export interface Hours {
  readonly from: number
  readonly to: number
}

export function isWithinHours({ from, to }: Hours, minutes: number): boolean {
  return from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to
}
