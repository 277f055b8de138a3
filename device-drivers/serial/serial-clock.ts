import type { Moment } from '../protocol-driver.ts'

/** The clocks and the timer of the serial rim; tests bring their own. */
export interface SerialClock {
  now(): Moment
  /** Calls `run` once after `delayMs`; the result cancels it. */
  after(delayMs: number, run: () => void): () => void
}

/** The machine's clocks. The monotonic one is `performance.now()` of this process. */
export const systemSerialClock: SerialClock = {
  now: () => ({ wall: Date.now(), mono: performance.now() }),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}
