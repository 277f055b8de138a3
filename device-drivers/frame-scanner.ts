/**
 * Splits a byte stream into frames and what belongs to none, by the rules that hold for all serial parsers
 * (protocols/README, "Five rules"): the outcome does not depend on how the bytes are cut into reads, a refused
 * candidate costs exactly one byte, and nothing that is thrown away goes unseen. What a frame looks like is
 * the `Judge`'s business.
 */
export type Verdict<Reason extends string> =
  /** May still become a frame; more bytes are needed. Only while fewer than `maxFrameBytes` are there. */
  | { readonly type: 'wait' }
  | { readonly type: 'frame'; readonly length: number }
  /** Began like a frame and is none; `length` bytes were looked at. */
  | { readonly type: 'refused'; readonly reason: Reason; readonly length: number }
  /** Not even a start. */
  | { readonly type: 'noise' }

/** Judges the candidate that begins at `from`; bytes up to `to` (exclusive) have arrived. */
export type Judge<Reason extends string> = (bytes: Uint8Array, from: number, to: number) => Verdict<Reason>

export type ScanOutput<Reason extends string> =
  | { readonly type: 'frame'; readonly bytes: Uint8Array }
  | {
      readonly type: 'discard'
      readonly reason: Reason | 'noise' | 'truncated'
      /** What was dropped: a run of noise, or the one byte that a refused candidate costs. */
      readonly bytes: Uint8Array
      /** The whole refused candidate, for evidence; null for noise and for bytes given up. */
      readonly candidate: Uint8Array | null
    }

export class FrameScanner<Reason extends string> {
  // Twice the longest frame: what waits is always shorter than one frame, so there is room to read on.
  private readonly store: Uint8Array
  private start = 0
  private end = 0

  constructor(
    private readonly judge: Judge<Reason>,
    maxFrameBytes: number,
  ) {
    this.store = new Uint8Array(2 * maxFrameBytes)
  }

  /** Bytes that wait for the rest of their frame; never more than one frame's worth. */
  get pendingBytes(): number {
    return this.end - this.start
  }

  push(chunk: Uint8Array): ScanOutput<Reason>[] {
    const outputs: ScanOutput<Reason>[] = []
    for (let at = 0; at < chunk.length;) {
      if (this.end === this.store.length) this.compact()
      const taken = Math.min(this.store.length - this.end, chunk.length - at)
      this.store.set(chunk.subarray(at, at + taken), this.end)
      this.end += taken
      at += taken
      this.scan(outputs)
    }
    return outputs
  }

  /**
   * The line is silent, so what waits will not be completed. Gives up the first byte, searches again in what
   * follows, and so on until nothing waits.
   */
  giveUp(): ScanOutput<Reason>[] {
    return this.giveUpWhile(() => this.start < this.end)
  }

  /** As `giveUp`, but only until no whole frame stands behind the first byte any more; what is left waits on. */
  lookBehind(): ScanOutput<Reason>[] {
    return this.giveUpWhile(() => this.hidesFrame())
  }

  /** What these bytes are where nothing stands before them. */
  judgeAlone(bytes: Uint8Array): Verdict<Reason>['type'] {
    return this.judge(bytes, 0, bytes.length).type
  }

  private hidesFrame(): boolean {
    for (let from = this.start + 1; from < this.end; from += 1) {
      if (this.judge(this.store, from, this.end).type === 'frame') return true
    }
    return false
  }

  private giveUpWhile(goOn: () => boolean): ScanOutput<Reason>[] {
    const outputs: ScanOutput<Reason>[] = []
    while (goOn()) {
      outputs.push({
        type: 'discard',
        reason: 'truncated',
        bytes: this.store.slice(this.start, this.start + 1),
        candidate: null,
      })
      this.start += 1
      this.scan(outputs)
    }
    return outputs
  }

  private scan(outputs: ScanOutput<Reason>[]): void {
    let noiseFrom = this.start
    const flushNoise = () => {
      if (noiseFrom < this.start) {
        const bytes = this.store.slice(noiseFrom, this.start)
        outputs.push({ type: 'discard', reason: 'noise', bytes, candidate: null })
      }
    }
    while (this.start < this.end) {
      const verdict = this.judge(this.store, this.start, this.end)
      if (verdict.type === 'noise') {
        this.start += 1
        continue
      }
      flushNoise()
      noiseFrom = this.start
      if (verdict.type === 'wait') break
      const bytes = this.store.slice(this.start, this.start + verdict.length)
      if (verdict.type === 'frame') {
        outputs.push({ type: 'frame', bytes })
        this.start += verdict.length
      } else {
        outputs.push({
          type: 'discard',
          reason: verdict.reason,
          bytes: bytes.slice(0, 1),
          candidate: bytes,
        })
        this.start += 1
      }
      noiseFrom = this.start
    }
    flushNoise()
    if (this.start === this.end) this.start = this.end = 0
  }

  private compact(): void {
    this.store.copyWithin(0, this.start, this.end)
    this.end -= this.start
    this.start = 0
  }
}
