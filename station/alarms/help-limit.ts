/**
 * How often a locked screen may make the house ring: the first calls at once, then one a minute. A leaking bucket for
 * each address and one for the house. Pure but for what it keeps; times are of the steady clock.
 */
import type { MonotonicMs } from '../../shared/domain/time.ts'

interface Bucket {
  readonly left: number
  readonly at: MonotonicMs
}

export interface HelpLimits {
  /** Calls at once, and after how long each of them is there again. */
  readonly most: number
  readonly backAfterMs: number
}

/** Whoever needs help presses again, and again; who plays is slowed. Nobody waits longer than a minute. */
export const ONE_SCREEN: HelpLimits = { most: 5, backAfterMs: 60_000 }
/** A program that changes its address wakes the house no oftener than this. */
export const WHOLE_HOUSE: HelpLimits = { most: 20, backAfterMs: 15_000 }
/** More addresses than a house has screens; a forgotten one starts full, and the house's own bucket holds. */
const MOST_KEPT = 200

export class HelpLimit {
  readonly #screens = new Map<string, Bucket>()
  #house: Bucket | undefined

  /** Milliseconds until this address may ring; 0: now. */
  waitMs(address: string, now: MonotonicMs): number {
    const screen = waitOf(this.#screens.get(address), ONE_SCREEN, now)
    return Math.max(screen, waitOf(this.#house, WHOLE_HOUSE, now))
  }

  /** It rang, and that is stored. */
  rang(address: string, now: MonotonicMs): void {
    const screen = afterOne(this.#screens.get(address), ONE_SCREEN, now)
    this.#screens.delete(address)
    this.#screens.set(address, screen)
    for (const [oldest] of this.#screens) {
      if (this.#screens.size <= MOST_KEPT) break
      this.#screens.delete(oldest)
    }
    this.#house = afterOne(this.#house, WHOLE_HOUSE, now)
  }
}

function filled(bucket: Bucket | undefined, { most, backAfterMs }: HelpLimits, now: MonotonicMs): number {
  return bucket === undefined ? most : Math.min(most, bucket.left + (now - bucket.at) / backAfterMs)
}

function waitOf(bucket: Bucket | undefined, limits: HelpLimits, now: MonotonicMs): number {
  const missing = 1 - filled(bucket, limits, now)
  // Fractions of a call are floating point: a thousandth of a second is neither kept nor lost.
  return missing <= 0 ? 0 : Math.ceil(Math.round(missing * limits.backAfterMs * 1000) / 1000)
}

function afterOne(bucket: Bucket | undefined, limits: HelpLimits, now: MonotonicMs): Bucket {
  return { left: Math.max(0, filled(bucket, limits, now) - 1), at: now }
}
