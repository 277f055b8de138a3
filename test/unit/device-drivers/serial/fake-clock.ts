import type { SerialClock } from '../../../../device-drivers/serial/serial-clock.ts'

/** A clock that stands until it is told to go on. */
export class FakeClock implements SerialClock {
  private mono = 0
  private timers: { at: number; run: () => void }[] = []

  now() {
    return { wall: 1_700_000_000_000 + this.mono, mono: this.mono }
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { at: this.mono + delayMs, run }
    this.timers.push(timer)
    return () => {
      this.timers = this.timers.filter((other) => other !== timer)
    }
  }

  /** Time passes and nobody runs: the process was held up. */
  stall(ms: number): void {
    this.mono += ms
  }

  /** Lets time pass, timer by timer, and everything that follows from each run out. */
  async advance(ms: number): Promise<void> {
    const until = this.mono + ms
    await settled()
    for (;;) {
      const next = this.timers.reduce<{ at: number; run: () => void } | undefined>(
        (first, timer) => (timer.at <= until && (first === undefined || timer.at < first.at) ? timer : first),
        undefined,
      )
      if (next === undefined) break
      this.timers = this.timers.filter((timer) => timer !== next)
      this.mono = Math.max(this.mono, next.at)
      next.run()
      await settled()
    }
    this.mono = until
  }
}

/** Promises that are ready have run. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
