/** How one way to the centre fares: when it last answered, how often it failed since, what was wrong last. */
import type { Instant, MonotonicMs } from '../../shared/domain/time.ts'
import type { PathStanding } from '../../shared/wire/centre-messages.ts'
import type { SendFailure } from './transport.ts'

/** A receiver is down after three misses in a row (scaip.md, section 7) … */
const DOWN_AFTER_MISSES = 3
/** … which are five seconds apart: three refusals within a second are one. */
const DOWN_AFTER_MS = 10_000
/** The longest that a centre may ask to be left alone (design: capped at 30 s for critical alarms). */
const LONGEST_CLOSED_MS = 30_000

/** What was wrong last, also where it is over. */
export interface PathFault {
  readonly code: SendFailure
  readonly at: Instant
}

export class PathState {
  #failures = 0
  #closedUntil: MonotonicMs = Number.NEGATIVE_INFINITY
  #lastContactAt: Instant | null = null
  #lastFailure: SendFailure | null = null
  #lastFault: PathFault | null = null
  #failingSince: MonotonicMs | null = null
  #faults = 0
  #strays = 0
  #refusals = 0

  succeeded(wall: Instant): void {
    this.#failures = 0
    this.#closedUntil = Number.NEGATIVE_INFINITY
    this.#lastContactAt = wall
    this.#lastFailure = null
    this.#failingSince = null
  }

  /** `retryAfterMs`: the centre asks to be left alone for so long. */
  failed(code: SendFailure, retryAfterMs: number | undefined, now: MonotonicMs, wall: Instant): void {
    this.#failures += 1
    this.#faults += 1
    this.#lastFailure = code
    this.#lastFault = { code, at: wall }
    this.#failingSince ??= now
    if (retryAfterMs !== undefined) this.#closedUntil = now + Math.min(retryAfterMs, LONGEST_CLOSED_MS)
  }

  standing(now: MonotonicMs): PathStanding {
    if (this.#failingSince === null) return this.#lastContactAt === null ? 'untried' : 'up'
    const isDown = this.#failures >= DOWN_AFTER_MISSES && now - this.#failingSince >= DOWN_AFTER_MS
    return isDown ? 'down' : 'failing'
  }

  get link(): 'never' | 'ok' | 'lost' {
    if (this.#lastContactAt === null) return 'never'
    return this.#lastFailure === null ? 'ok' : 'lost'
  }

  /** Failures in a row. */
  get misses(): number {
    return this.#failures
  }

  /** Failures of this run. */
  get faults(): number {
    return this.#faults
  }

  /** An answer came to what nobody asked: of another station, forged, or of nobody. */
  strayed(): void {
    this.#strays += 1
  }

  get strays(): number {
    return this.#strays
  }

  /** The centre answered that it does not take so many messages, or one body. */
  refused(count: number): void {
    this.#refusals += count
  }

  get refusals(): number {
    return this.#refusals
  }

  get closedUntil(): MonotonicMs {
    return this.#closedUntil
  }

  get lastContactAt(): Instant | null {
    return this.#lastContactAt
  }

  /** When the first try failed of those that have all failed since; null where the last one did not. */
  get failingSince(): MonotonicMs | null {
    return this.#failingSince
  }

  /** Null where the last try did not fail. */
  get lastFailure(): SendFailure | null {
    return this.#lastFailure
  }

  get lastFault(): PathFault | null {
    return this.#lastFault
  }
}
