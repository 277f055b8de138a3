/**
 * Whether somebody is at this screen, as the station knows it: when it is told of a touch, and when it will lock. Pure;
 * times are milliseconds of the steady clock.
 */

/** A touch is told at most this often; the station locks by minutes. */
const TELL_EVERY_MS = 20_000
/** So long before the lock it is said. */
export const WARN_MS = 30_000

export interface Presence {
  /** Since when somebody is signed in here. */
  readonly since: number
  readonly toldAt: number | null
  readonly touchedAt: number | null
}

export function present(now: number): Presence {
  return { since: now, toldAt: null, touchedAt: null }
}

/** A touch that the station does not know of is told, if need be a while after it: it locks by what it knows. */
export function mustTell({ toldAt, touchedAt }: Presence, now: number): boolean {
  if (touchedAt === null) return false
  return toldAt === null || (touchedAt > toldAt && now - toldAt >= TELL_EVERY_MS)
}

/** When the screen locks, if that is soon and nobody touches it until then; null while it is not. */
export function locksSoon({ since, toldAt }: Presence, now: number, lockAfterMs: number): number | null {
  const locksAt = (toldAt ?? since) + lockAfterMs
  return locksAt - now <= WARN_MS ? locksAt : null
}
