/**
 * How often a device is heard without anything having happened: the ground of its supervision (bthome-v2.md,
 * section 6; each model's interval is unconfirmed, so it is learnt).
 */
import type { MonotonicMs } from '../../shared/domain/time.ts'

/** Closer together they are one beacon said several times. */
const SAME_BEACON_MS = 5_000
/** Longer it was away. */
const LONGEST_MS = 86_400_000
/** The middle one of these counts, so that one missed beacon changes nothing. */
const REMEMBERED = 5
const ENOUGH = 3
/** A learnt interval is kept until it is this much off. */
const TOLERANCE = 0.2

export class BeaconInterval {
  #heardAt: MonotonicMs | null = null
  #gaps: number[] = []

  /** Whole seconds when they are learnt or have changed, else null. `learnt`: what was remembered before. */
  heard(now: MonotonicMs, learnt: number | null): number | null {
    const gap = this.#heardAt === null ? null : now - this.#heardAt
    if (gap !== null && gap < SAME_BEACON_MS) return null
    this.#heardAt = now
    if (gap === null || gap > LONGEST_MS) return null
    this.#gaps = [...this.#gaps, gap].slice(-REMEMBERED)
    if (this.#gaps.length < ENOUGH) return null
    const middle = [...this.#gaps].sort((a, b) => a - b)[this.#gaps.length >> 1] ?? gap
    const seconds = Math.max(1, Math.round(middle / 1000))
    const isOff = learnt === null || Math.abs(seconds - learnt) > learnt * TOLERANCE
    return isOff ? seconds : null
  }

  /** Nothing could be heard for a while: the gap says nothing. */
  interrupted(): void {
    this.#heardAt = null
  }
}

/** Silence may last 2.5 beacons (section 6), but never so short that a passer-by's shadow is a silence. */
const BEACONS_MISSED = 2.5
const SHORTEST_SECONDS = 60

/** Null without a learnt interval: a button without beacon mode cannot be supervised. */
export function supervisionSeconds(memory: Readonly<Record<string, string>>): number | null {
  const seconds = learntSeconds(memory)
  return seconds === null ? null : Math.max(SHORTEST_SECONDS, Math.ceil(seconds * BEACONS_MISSED))
}

export function learntSeconds(memory: Readonly<Record<string, string>>): number | null {
  return wholeNumber(memory['beaconSeconds'])
}

/** A remembered number; null for none and for what is none. */
export function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : null
}
