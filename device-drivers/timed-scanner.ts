/**
 * A frame scanner that also knows what silence means for the bytes that wait for the rest of their frame
 * (mr60fda.md, section 3, rule 4; protocols/README, rule 4). A cut frame may have swallowed a whole one: that one
 * comes out after 100 ms. What hides nothing may itself be the first half of a fall whose second half a USB hub or
 * a busy machine holds back: it waits on, and only then counts as lost. Where a whole frame begins right behind the
 * silence, the line has begun anew: a checksum of eight bits would else take its bytes for the missing half once in
 * 256 times.
 */
import { concatBytes } from './bytes.ts'
import type { MonotonicMs } from '../shared/domain/time.ts'
import type { FrameScanner, ScanOutput } from './frame-scanner.ts'

export const LOOK_BEHIND_MS = 100
/** Longer than a hub or a busy machine holds bytes back. */
const LATE_HALF_MS = 2000

const NOTHING = new Uint8Array(0)

export class TimedScanner<Reason extends string> {
  private lastByteAt: MonotonicMs = 0
  private hasLooked = false
  /** Since the silence, while it may still become a frame of its own; shorter than the longest frame. */
  private anew: Uint8Array = NOTHING

  constructor(
    private readonly scanner: FrameScanner<Reason>,
    /** The silence after which no second half is expected; at least `LOOK_BEHIND_MS`. */
    private readonly giveUpMs = LATE_HALF_MS,
  ) {}

  /** The line fell silent in the middle of what may be a frame: the rest is late, or lost. */
  get missesBytes(): boolean {
    return this.hasLooked && this.scanner.pendingBytes > 0
  }

  push(chunk: Uint8Array, now: MonotonicMs): ScanOutput<Reason>[] {
    this.lastByteAt = now
    if (!this.missesBytes) {
      this.hasLooked = false
      return this.scanner.push(chunk)
    }
    this.anew = concatBytes([this.anew, chunk])
    const verdict = this.scanner.judgeAlone(this.anew)
    if (verdict === 'wait') return []
    return [...(verdict === 'frame' ? this.scanner.giveUp() : []), ...this.joined()]
  }

  /** The line is gone: nothing waits any more. */
  giveUp(): ScanOutput<Reason>[] {
    return [...this.scanner.giveUp(), ...this.joined(), ...this.scanner.giveUp()]
  }

  /** What comes out by now; nothing while the rest may still come. */
  due(now: MonotonicMs): ScanOutput<Reason>[] {
    const silentMs = now - this.lastByteAt
    if (this.scanner.pendingBytes === 0 || silentMs < LOOK_BEHIND_MS) return []
    if (silentMs >= this.giveUpMs) return this.giveUp()
    if (this.hasLooked && this.anew.length === 0) return []
    const outputs = this.joined()
    this.hasLooked = true
    return [...outputs, ...this.scanner.lookBehind()]
  }

  /** Infinity while nothing waits. */
  nextDueAt(): MonotonicMs {
    if (this.scanner.pendingBytes === 0) return Infinity
    const hasLookedAtAll = this.hasLooked && this.anew.length === 0
    return this.lastByteAt + (hasLookedAtAll ? this.giveUpMs : LOOK_BEHIND_MS)
  }

  private joined(): ScanOutput<Reason>[] {
    const { anew } = this
    this.anew = NOTHING
    this.hasLooked = false
    return this.scanner.push(anew)
  }
}
