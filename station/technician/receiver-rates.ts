/** Bytes and frames a second of each receiver over the last ten seconds, from its counters. */
import type { MonotonicMs } from '../../shared/domain/time.ts'

const WINDOW_MS = 10_000

export interface ReceiverCounts {
  readonly name: string
  readonly bytes: number
  readonly frames: number
}

interface Sample extends Omit<ReceiverCounts, 'name'> {
  readonly at: MonotonicMs
}

export class ReceiverRates {
  #samples = new Map<string, readonly Sample[]>()

  /** To be called once a second; receivers that are gone are forgotten. */
  note(receivers: readonly ReceiverCounts[], now: MonotonicMs): void {
    this.#samples = new Map(
      receivers.map(({ name, bytes, frames }) => {
        const kept = (this.#samples.get(name) ?? []).filter(({ at }) => now - at <= WINDOW_MS)
        return [name, [...kept, { at: now, bytes, frames }]]
      }),
    )
  }

  of(name: string): { readonly bytesPerSecond: number; readonly framesPerSecond: number } {
    const samples = this.#samples.get(name) ?? []
    const [first] = samples
    const last = samples.at(-1)
    if (first === undefined || last === undefined || last.at === first.at) {
      return { bytesPerSecond: 0, framesPerSecond: 0 }
    }
    const seconds = (last.at - first.at) / 1000
    return {
      bytesPerSecond: tenth((last.bytes - first.bytes) / seconds),
      framesPerSecond: tenth((last.frames - first.frames) / seconds),
    }
  }
}

/** A rate that trembles in its third digit would be news every second. */
function tenth(rate: number): number {
  return Math.max(0, Math.round(rate * 10) / 10)
}
