/** Who is on call by the plan, in the order in which they are called. By the clock on the wall in Norway. Pure. */
import type { OnCallTurn } from '../../shared/api/house.ts'
import { isWithinHours, osloTime, weekdayOf } from '../../shared/domain/oslo-time.ts'
import type { Instant } from '../../shared/domain/time.ts'

/** Ids, each once, the first one first. A turn over midnight is that of the day on which it begins. */
export function onCallAt(plan: readonly OnCallTurn[], now: Instant): readonly string[] {
  const { day, minutes } = osloTime(now)
  const isOn = ({ days, hours }: OnCallTurn): boolean => {
    if (hours.from !== hours.to && !isWithinHours(hours, minutes)) return false
    const beganYesterday = hours.from >= hours.to && minutes < hours.to
    return days.includes(weekdayOf(beganYesterday ? day - 1 : day))
  }
  return [...new Set(plan.filter(isOn).map(({ personId }) => personId))]
}
