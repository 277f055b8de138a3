import { performance } from 'node:perf_hooks'
import type { Instant, MonotonicMs } from '../shared/domain/time.ts'

/** The two clocks. Everything that decides gets their readings as arguments; tests bring their own. */
export interface Clock {
  wall(): Instant
  mono(): MonotonicMs
}

export const systemClock: Clock = {
  wall: () => Date.now(),
  mono: () => performance.now(),
}
