/** When a pendant is tried again: soon after it was lost, at once when it is heard, seldom while it is away. */
import type { MonotonicMs } from '../../shared/domain/time.ts'

/** After these the pendant is away, not slow: tries without hearing it hold up those of others. */
const LADDER_MS = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000] as const
const AWAY_MS = 300_000
/** One that advertises but cannot be connected to is not tried without a pause. */
const HEARD_PAUSE_MS = 1_000
const LONGEST_HEARD_PAUSE_MS = 10_000
/** A connection that held so long was a good one. */
const STEADY_MS = 10_000

export class Reconnect {
  private rung = 0
  private endedAt: MonotonicMs | null = null
  private openedAt: MonotonicMs | null = null
  private retryAt: MonotonicMs | undefined

  /** When to try; undefined while connected, or when only hearing it brings the next try. */
  get dueAt(): MonotonicMs | undefined {
    return this.retryAt
  }

  /** The adapter is there: what BlueZ knows already can be tried, heard or not. */
  start(now: MonotonicMs): void {
    this.rung = 0
    this.endedAt = null
    this.retryAt = now
  }

  stop(): void {
    this.retryAt = undefined
    this.openedAt = null
  }

  trying(): void {
    this.retryAt = undefined
  }

  opened(now: MonotonicMs): void {
    this.openedAt = now
  }

  /** A try failed or a connection ended. `byItself`: try again without having heard the pendant. */
  ended(now: MonotonicMs, byItself: boolean): void {
    if (this.openedAt !== null && now - this.openedAt >= STEADY_MS) this.rung = 0
    this.openedAt = null
    this.endedAt = now
    this.retryAt = byItself ? now + (LADDER_MS[this.rung] ?? AWAY_MS) : undefined
    this.rung = Math.min(this.rung + 1, LADDER_MS.length)
  }

  /** An advertisement came while not connected. */
  heard(now: MonotonicMs): void {
    const pause = Math.min(HEARD_PAUSE_MS * Math.max(1, this.rung), LONGEST_HEARD_PAUSE_MS)
    const soonest = this.endedAt === null ? now : Math.max(now, this.endedAt + pause)
    this.retryAt = Math.min(soonest, this.retryAt ?? Infinity)
  }
}
