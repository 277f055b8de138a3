import type { MonotonicMs } from '../../shared/domain/time.ts'

const WINDOW_MS = 60_000
/** More than this many damaged frames within the window are a fault (mr60fda.md, section 5). */
const TOLERATED = 5
/** Where the length cannot be believed: the shortest FDA2 frame with data, which is what it streams. */
const SHORTEST_MESSAGE = 10

/**
 * Counts damaged frames and says when they are a fault: cable, ground or supply. A start byte found inside a
 * candidate that was just refused is the same damage, not one more.
 */
export class ChecksumWatch {
  private damagedAt: MonotonicMs[] = []
  private faultAt: MonotonicMs | null = null
  private isTold: boolean
  /** Bytes still to come that belong to the refused candidate. */
  private insideBytes = 0

  /** `isKnown`: the fault was told before, and not yet that it ended. */
  constructor(isKnown: boolean) {
    this.isTold = isKnown
  }

  /** True from the fault until the line is good again. */
  get isFault(): boolean {
    return this.isTold
  }

  /** These bytes left the parser, in order: a frame, noise or a refused start. */
  passed(byteCount: number): void {
    this.insideBytes = Math.max(0, this.insideBytes - byteCount)
  }

  /** A checksum was wrong; true when a fault is to be reported now (at most once a minute). */
  refused(candidateLength: number, now: MonotonicMs): boolean {
    if (this.insideBytes > 0) return false
    this.insideBytes = Math.max(candidateLength, SHORTEST_MESSAGE)
    this.damagedAt = [...this.damagedAt.filter((at) => now - at < WINDOW_MS), now].slice(-(TOLERATED + 1))
    if (this.damagedAt.length <= TOLERATED) return false
    if (this.faultAt !== null && now - this.faultAt < WINDOW_MS) return false
    this.faultAt = now
    this.isTold = true
    return true
  }

  /** A whole frame came; true when the fault ends with it: for a minute nothing was damaged. */
  heals(now: MonotonicMs): boolean {
    const damagedAt = this.damagedAt.at(-1)
    if (!this.isTold || (damagedAt !== undefined && now - damagedAt < WINDOW_MS)) return false
    this.isTold = false
    return true
  }
}
