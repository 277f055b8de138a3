/** Wrong codes cost time: five tries, then a wait that doubles with each further one. Pure. */
import type { Instant, MonotonicMs } from './time.ts'

/** Wrong tries in a row without a wait. */
export const FREE_TRIES = 5
const FIRST_WAIT_MS = 30_000
/** Longer would keep the only caregiver of a night from her alarms because somebody played with the pad. */
const LONGEST_WAIT_MS = 15 * 60_000

export interface Failures {
  readonly count: number
  /** By the steady clock: a wall clock that is set neither opens nor prolongs it. Null: not locked. */
  readonly lockedUntil: MonotonicMs | null
}

/** How long nobody may try after this many wrong codes in a row, in milliseconds; 0: at once again. */
export function waitAfter(failures: number): number {
  if (failures < FREE_TRIES) return 0
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(20, failures - FREE_TRIES))
}

/** Tries left before the next wait. Of a person who has waited it is one: the next wrong code locks again. */
export function triesLeft(failures: number): number {
  return Math.max(1, FREE_TRIES - failures)
}

export function afterWrongPin(before: Failures | undefined, now: MonotonicMs): Failures {
  const count = (before?.count ?? 0) + 1
  const wait = waitAfter(count)
  return { count, lockedUntil: wait === 0 ? null : now + wait }
}

/** Milliseconds until the next try; 0 when one may be made now. */
export function lockLeft(failures: Failures | undefined, now: MonotonicMs): number {
  return Math.max(0, (failures?.lockedUntil ?? now) - now)
}

/** After a restart: what is left by the wall clock, but never more than the wait was. */
export function recovered(
  stored: { readonly failures: number; readonly lockedUntil: Instant | null },
  wall: Instant,
  mono: MonotonicMs,
): Failures {
  const { failures: count, lockedUntil } = stored
  if (lockedUntil === null) return { count, lockedUntil: null }
  const left = Math.min(Math.max(0, lockedUntil - wall), waitAfter(count))
  return { count, lockedUntil: mono + left }
}
