/** What says that the house itself may be the reason why nobody hears an alarm, or that nobody comes. */
import type { Alarm, Cause } from '../../shared/domain/alarm.ts'
import type { FaultFound } from './placed-event.ts'

/** While one of these stands, no other alarm may come, be stored, be heard or be told to the centre. */
export const HOUSE_IS_DEAF: ReadonlySet<Cause> = new Set<Cause>([
  'port-lost',
  'adapter-lost',
  'centre-lost',
  'database',
  'no-sound',
])

/** Raised anew, these ring however soon after the last time: over means that somebody was heard again, and now is not. */
export const NEW_CASE_RINGS: ReadonlySet<Cause> = new Set<Cause>([...HOUSE_IS_DEAF, 'no-duty', 'uncovered'])

/** Causes whose number (`figure`) is that of the people who are left without an alarm. */
const COUNTS_PEOPLE: ReadonlySet<Cause> = new Set<Cause>(['port-lost', 'adapter-lost'])

/** True where this report of an open alarm's fault leaves more people without an alarm than the alarm says. */
export function reachesMore(fault: FaultFound | undefined, alarm: Alarm): boolean {
  return COUNTS_PEOPLE.has(alarm.cause) && (fault?.figure ?? 0) > (alarm.figure ?? 0)
}
