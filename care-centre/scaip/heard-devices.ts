/**
 * How long ago controllers were heard, by the monotonic clock of this node: a wall clock that is set makes none of them
 * silent, and none of them heard. Pure but for what it remembers.
 */
import type { Instant, MonotonicMs } from '../../shared/domain/time.ts'
import type { Pulse } from './silence.ts'

type Moments = Pick<Pulse, 'cid' | 'heardAt' | 'beatAt'>

interface Heard {
  readonly heardAt: Instant
  readonly beatAt: Instant
  readonly heard: MonotonicMs
  /** Of the last heartbeat; undefined: not known by this clock. */
  readonly beat: MonotonicMs | undefined
}

export class HeardDevices {
  readonly #heard = new Map<string, Heard>()
  #lookedAt: MonotonicMs | undefined

  constructor(readonly monotonic: () => MonotonicMs) {}

  /** This node heard it at `at`, and it is stored. */
  note({ cid, heardAt, beatAt }: Moments, at: MonotonicMs): void {
    const before = this.#heard.get(cid)
    const beat = beatAt === heardAt ? at : this.#beatOf(before, beatAt)
    this.#heard.set(cid, { heardAt, beatAt, heard: at, beat })
  }

  /** Whole milliseconds from the heartbeat that is stored until `at`; undefined: not known by this clock. */
  sinceBeat({ cid, beatAt }: Moments, at: MonotonicMs): number | undefined {
    const beat = this.#beatOf(this.#heard.get(cid), beatAt)
    return beat === undefined ? undefined : Math.round(at - beat)
  }

  /**
   * How long ago each was heard, in whole milliseconds, at whichever node. A row that changed since the last look was heard since then, whatever
   * the clocks say of it; how long before the first look is told by the wall clock alone.
   */
  look(pulses: readonly Moments[], now: Instant): number[] {
    const monotonic = this.monotonic()
    const longest = this.#lookedAt === undefined ? Number.POSITIVE_INFINITY : monotonic - this.#lookedAt
    this.#lookedAt = monotonic
    return pulses.map((pulse) => {
      const known = this.#heard.get(pulse.cid)
      if (known?.heardAt === pulse.heardAt) return Math.round(monotonic - known.heard)
      const ago = Math.min(longest, Math.max(0, now - pulse.heardAt))
      this.note(pulse, monotonic - ago)
      return Math.round(ago)
    })
  }

  #beatOf(known: Heard | undefined, beatAt: Instant): MonotonicMs | undefined {
    return known?.beatAt === beatAt ? known.beat : undefined
  }
}
