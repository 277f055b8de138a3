/** Which stations have been heard, and which have gone quiet (design: "Silence is proven"). */
import type { Instant, MonotonicMs } from '../../shared/domain/time.ts'

/** One and a half of the heartbeat's default interval of 60 s. */
export const STATION_SILENT_MS = 90_000

/** A stop on purpose is no silence for so long; after that somebody forgot to start it again. */
export const PLANNED_STOP_MS = 15 * 60_000

export interface StationHeard {
  readonly id: string
  /** Wall clock, for people; `null` for a configured station that never came. */
  readonly lastHeardAt: Instant | null
  readonly silent: boolean
  /** It said that it stops on purpose, a short while ago. */
  readonly stopped: boolean
}

/** A station that has spoken once and then not for 90 s. Both readings are of the same monotonic clock. */
export function isStationSilent(lastHeard: MonotonicMs | null, now: MonotonicMs): boolean {
  return lastHeard !== null && now - lastHeard >= STATION_SILENT_MS
}

interface Heard {
  readonly at: Instant
  readonly monotonic: MonotonicMs
  /** It was the last word before a stop on purpose. */
  readonly isStop: boolean
}

export interface Clock {
  /** Wall clock, UTC milliseconds. */
  readonly now: () => Instant
  /** Monotonic milliseconds; a wall clock that is set must not make a station silent. */
  readonly monotonic: () => MonotonicMs
}

export class StationWatch {
  readonly #clock: Clock
  readonly #heard = new Map<string, Heard | null>()

  /** `known`: configured stations (`null`) and those that the database remembers. */
  constructor(clock: Clock, known: ReadonlyMap<string, Instant | null>) {
    this.#clock = clock
    for (const [id, at] of known) {
      const ago = at === null ? 0 : Math.max(0, clock.now() - at)
      this.#heard.set(id, at === null ? null : { at, monotonic: clock.monotonic() - ago, isStop: false })
    }
  }

  /** Any contact that showed the station's token counts, a heartbeat as much as a message. */
  hear(station: string, isStop = false): void {
    this.#heard.set(station, { at: this.#clock.now(), monotonic: this.#clock.monotonic(), isStop })
  }

  list(): StationHeard[] {
    const now = this.#clock.monotonic()
    return [...this.#heard].map(([id, heard]) => {
      const stopped = heard !== null && heard.isStop && now - heard.monotonic < PLANNED_STOP_MS
      return {
        id,
        lastHeardAt: heard?.at ?? null,
        silent: !stopped && isStationSilent(heard?.monotonic ?? null, now),
        stopped,
      }
    })
  }
}
