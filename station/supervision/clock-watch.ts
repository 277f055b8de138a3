/** Whether the clock on the wall jumped against the monotonic one. */
import type { Instant, MonotonicMs } from '../../shared/domain/time.ts'

/**
 * Time synchronisation turns both clocks gently; more than this at once is a clock that was wrong by as much, or a
 * machine that slept. More than 1 s is a warning, more than 30 s a fault (alarm-standards.md, section 8).
 */
const WARNING_MS = 1_000
const FAULT_MS = 30_000

/** Seconds of the last jump of each size in this run; null where there was none, or its alarm is open. */
export interface ClockJumps {
  readonly warning: number | null
  readonly fault: number | null
}

export class ClockWatch {
  #offset: number | undefined
  #jumps: ClockJumps = { warning: null, fault: null }

  /** To be called often; the difference of the two clocks should stay what it was. */
  look(wall: Instant, mono: MonotonicMs): void {
    const offset = wall - mono
    const moved = offset - (this.#offset ?? offset)
    this.#offset = offset
    const seconds = Math.round(moved / 1000)
    if (Math.abs(moved) > FAULT_MS) this.#jumps = { ...this.#jumps, fault: seconds }
    else if (Math.abs(moved) > WARNING_MS) this.#jumps = { ...this.#jumps, warning: seconds }
  }

  get jumps(): ClockJumps {
    return this.#jumps
  }

  /** Its alarm is open: what comes next is a new one. */
  seen(which: keyof ClockJumps): void {
    this.#jumps = { ...this.#jumps, [which]: null }
  }
}
