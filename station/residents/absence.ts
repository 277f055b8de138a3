/** When somebody who is away counts as back. Pure. */
import type { Absence } from '../../shared/domain/absence.ts'
import type { DeviceEvent, EventKind } from '../../shared/domain/device-event.ts'
import type { Instant } from '../../shared/domain/time.ts'

/** Whoever is about to leave is still at home when the carer says so: what moves in this time is the leaving. */
export const LEAVING_MS = 30 * 60_000

const SIGNS_OF_RETURN: ReadonlySet<EventKind> = new Set([
  'fall',
  'help-call',
  'help-cancelled',
  'button',
  'motion',
  'presence',
  'bed',
  'door',
  'medicine',
])

/** A level that goes off says that nobody is there; so does a bed that nobody came to, a door left open, a dose that was missed. */
export function isSignOfReturn({ kind, value }: Pick<DeviceEvent, 'kind' | 'value'>): boolean {
  if (kind === 'bed' || kind === 'door') return value === true
  if (kind === 'medicine') return value === true || value === 'taken'
  return SIGNS_OF_RETURN.has(kind) && value !== false && value !== null && value !== 'none'
}

/** A clock that was set back makes an event look older than the absence: then it counts, which is the safe side. */
export function isBackBy(
  absence: Absence,
  event: Pick<DeviceEvent, 'kind' | 'value' | 'receivedAt'>,
): boolean {
  const since = event.receivedAt - absence.from
  return isSignOfReturn(event) && (since < 0 || since >= LEAVING_MS)
}

export function isOver({ until }: Absence, now: Instant): boolean {
  return now >= until
}
