/** Whether the clock on the wall jumped against the monotonic one. */
import type { Instant, MonotonicMs } from '../../shared/domain/time.ts'

/** Time synchronisation turns a clock gently; more than this at once is a jump, or a machine that slept. */
const JUMP_MS = 10_000

export class ClockWatch {
  #offset: number | undefined
  #jumpSeconds: number | null = null

  /** To be called often; the difference of the two clocks should stay what it was. */
  look(wall: Instant, mono: MonotonicMs): void {
    const offset = wall - mono
    const moved = offset - (this.#offset ?? offset)
    this.#offset = offset
    if (Math.abs(moved) >= JUMP_MS) this.#jumpSeconds = Math.round(moved / 1000)
  }

  /** Seconds of the last jump in this run; null where there was none, or a person has seen it. */
  get jumpSeconds(): number | null {
    return this.#jumpSeconds
  }

  /** Its alarm is open: what comes next is a new one. */
  seen(): void {
    this.#jumpSeconds = null
  }
}
