/** When it is night and when it is day for a resident, by the clock on the wall in Norway. Pure. */
import { isHoliday } from '../../../shared/domain/norwegian-holidays.ts'
import { osloInstant, osloTime, type Day, type Hours } from '../../../shared/domain/oslo-time.ts'
import type { Instant } from '../../../shared/domain/time.ts'

/** Day is what is between two nights. */
export interface NightHours {
  readonly night: Hours
  /** Of nights that end on a Sunday or a public holiday: people sleep longer then. */
  readonly holidayNight: Hours
}

export const USUAL_HOURS: NightHours = {
  night: { from: 22 * 60, to: 7 * 60 },
  holidayNight: { from: 23 * 60, to: 9 * 60 },
}

const DAY_MINUTES = 24 * 60

/** Begins where it was asked for or where the one before it ended, and has an end that is later. */
export interface Stretch {
  readonly profile: 'day' | 'night'
  readonly to: Instant
}

/** The night that ends on this day. */
function nightOf({ night, holidayNight }: NightHours, day: Day): { from: Instant; to: Instant } {
  const hours = isHoliday(day) ? holidayNight : night
  return { from: osloInstant(day, beginningOf(hours)), to: osloInstant(day, hours.to) }
}

/** In minutes of the day on which it ends: a night that begins before midnight begins on the day before. */
function beginningOf({ from, to }: Hours): number {
  return from < to ? from : from - DAY_MINUTES
}

/** Stretches that were asked for, by their hours: every rule of every home asks each second for the same few. */
const known = new WeakMap<NightHours, { from: Instant; readonly stretch: Stretch }[]>()
const MOST_KNOWN = 64

/** What `at` lies in. */
export function stretchAt(hours: NightHours, at: Instant): Stretch {
  const ofHours = known.get(hours) ?? []
  const found = ofHours.find(({ from, stretch }) => at >= from && at < stretch.to)
  if (found !== undefined) return found.stretch
  const stretch = stretchFrom(hours, at)
  const same = ofHours.find((one) => one.stretch.to === stretch.to && one.stretch.profile === stretch.profile)
  if (same !== undefined) same.from = Math.min(same.from, at)
  else known.set(hours, [{ from: at, stretch }, ...ofHours.slice(0, MOST_KNOWN - 1)])
  return stretch
}

/** The hour that a March night lacks, or an October night has twice, is the clock's own. */
function stretchFrom(hours: NightHours, at: Instant): Stretch {
  const { day } = osloTime(at)
  const night = [day - 1, day, day + 1].map((one) => nightOf(hours, one)).find(({ to }) => at < to)
  const { from, to } = night ?? nightOf(hours, day + 2)
  return at < from ? { profile: 'day', to: from } : { profile: 'night', to }
}

/** How many minutes the shortest night and the shortest day have; no day is left where this is 0 or less. */
export function shortestOf({ night, holidayNight }: NightHours): {
  readonly night: number
  readonly day: number
} {
  const both = [night, holidayNight]
  const days = both.flatMap((before) => both.map((next) => beginningOf(next) + DAY_MINUTES - before.to))
  return { night: Math.min(...both.map((one) => one.to - beginningOf(one))), day: Math.min(...days) }
}
