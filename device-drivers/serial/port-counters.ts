import type { PortStatus } from '../../shared/api/board.ts'

type Counts = Pick<
  PortStatus,
  'framesGood' | 'bytesGood' | 'bytesDiscarded' | 'discardReasons' | 'reconnects'
>

/** Good and discarded bytes of one port since the start; `discardReasons` adds up to `bytesDiscarded`. */
export class PortCounters {
  private framesGood = 0
  private bytesGood = 0
  private bytesDiscarded = 0
  private reconnects = 0
  private readonly discardReasons = new Map<string, number>()

  good(frames: number, bytes: number): void {
    this.framesGood += frames
    this.bytesGood += bytes
  }

  discarded(bytes: number, reason: string): void {
    this.bytesDiscarded += bytes
    this.discardReasons.set(reason, (this.discardReasons.get(reason) ?? 0) + bytes)
  }

  reconnected(): void {
    this.reconnects += 1
  }

  read(): Counts {
    return {
      framesGood: this.framesGood,
      bytesGood: this.bytesGood,
      bytesDiscarded: this.bytesDiscarded,
      discardReasons: Object.fromEntries(this.discardReasons),
      reconnects: this.reconnects,
    }
  }
}
