import type { MonotonicMs } from '../../shared/domain/time.ts'

/** Holds our replies back until the partner can hear them: some lose what comes at once (espa-444.md, section 6). */
export class ReplyPacer {
  private readonly waiting: Uint8Array[] = []
  private earliest: MonotonicMs = -Infinity

  constructor(private readonly delayMs: number) {}

  /** Bytes of the partner came in. */
  heard(now: MonotonicMs): void {
    this.earliest = now + this.delayMs
  }

  say(bytes: Uint8Array): void {
    this.waiting.push(bytes)
  }

  /** The partner has gone on: what was still to be said would disturb it. */
  drop(): void {
    this.waiting.length = 0
  }

  takeDue(now: MonotonicMs): readonly Uint8Array[] {
    return now >= this.earliest ? this.waiting.splice(0) : []
  }

  nextDueAt(): MonotonicMs {
    return this.waiting.length === 0 ? Infinity : this.earliest
  }
}
