/** When it is night for a resident, by the clock on the wall in Norway. Pure. */
import { isHoliday } from '../../../shared/domain/norwegian-holidays.ts'
import { osloInstant, osloTime, type Day, type Hours } from '../../../shared/domain/oslo-time.ts'
import type { Instant } from '../../../shared/domain/time.ts'

export interface Profile {
  readonly night: Hours
  /** Of nights that end on a Sunday or a public holiday: people sleep longer then. */
  readonly holidayNight: Hours
}

export const USUAL_HOURS: Profile = {
  night: { from: 22 * 60, to: 7 * 60 },
  holidayNight: { from: 23 * 60, to: 9 * 60 },
}

export interface Span {
  readonly from: Instant
  readonly to: Instant
}

/** The night that ends on this day. */
export function nightOf({ night, holidayNight }: Profile, day: Day): Span {
  const { from, to } = isHoliday(day) ? holidayNight : night
  // A night that begins after midnight begins on the day on which it ends.
  return { from: osloInstant(from < to ? day : day - 1, from), to: osloInstant(day, to) }
}

/** The night that `at` lies in, or the next one. */
export function nightAround(profile: Profile, at: Instant): Span {
  const { day } = osloTime(at)
  const nights = [day - 1, day, day + 1].map((one) => nightOf(profile, one))
  return nights.find(({ to }) => at < to) ?? nightOf(profile, day + 2)
}
