/** How one way to the centre fares: when it last answered, how often it failed since, how long it pauses. */
import type { Instant, MonotonicMs } from '../../shared/domain/time.ts'
import { pauseAfter } from './backoff.ts'
import type { SendFailure } from './transport.ts'

/** A new critical alarm ends a pause, but not more often than this: a dead centre is not hammered. */
const SHORTEST_PAUSE_MS = 1_000

export class PathState {
  #failures = 0
  #pausedUntil: MonotonicMs = 0
  #lastTryAt: MonotonicMs = Number.NEGATIVE_INFINITY
  #lastContactAt: Instant | null = null
  #lastFailure: SendFailure | null = null
  #failingSince: MonotonicMs | null = null

  tried(now: MonotonicMs): void {
    this.#lastTryAt = now
  }

  succeeded(wall: Instant): void {
    this.#failures = 0
    this.#pausedUntil = 0
    this.#lastContactAt = wall
    this.#lastFailure = null
    this.#failingSince = null
  }

  failed(code: SendFailure, retryAfterMs: number | undefined, now: MonotonicMs, random: number): void {
    this.#failures += 1
    this.#lastFailure = code
    this.#failingSince ??= now
    this.#pausedUntil = now + pauseAfter(this.#failures, random, retryAfterMs)
  }

  /** A critical alarm has come: try it now, at most once a second. */
  hurry(): void {
    this.#pausedUntil = Math.min(this.#pausedUntil, this.#lastTryAt + SHORTEST_PAUSE_MS)
  }

  pauseLeftMs(now: MonotonicMs): number {
    return Math.max(0, this.#pausedUntil - now)
  }

  get link(): 'never' | 'ok' | 'lost' {
    if (this.#lastFailure !== null) return this.#lastContactAt === null ? 'never' : 'lost'
    return this.#lastContactAt === null ? 'never' : 'ok'
  }

  get lastContactAt(): Instant | null {
    return this.#lastContactAt
  }

  /** When the first try failed of those that have all failed since; null where the last one did not. */
  get failingSince(): MonotonicMs | null {
    return this.#failingSince
  }

  get lastFailure(): SendFailure | null {
    return this.#lastFailure
  }
}
