/** Which stations have been heard, and which have gone quiet (design: "Silence is proven"). */
import type { Instant, MonotonicMs } from '../../shared/domain/time.ts'
import type { StationWord, StationsHeard } from '../store/station-store.ts'

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
  readonly said: StationWord | null
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
  /** `lastHeardAt` as the database had it at the last look. */
  readonly #stored = new Map<string, Instant>()
  #lookedAt: MonotonicMs | null = null

  /** `configured`: stations that may never have come. */
  constructor(clock: Clock, configured: readonly string[]) {
    this.#clock = clock
    this.expect(configured)
  }

  /** Stations that may never have come; what is known of others stays. */
  expect(configured: readonly string[]): void {
    for (const id of configured) if (!this.#heard.has(id)) this.#heard.set(id, null)
  }

  /** Any contact that showed the station's token counts, a heartbeat as much as a message. */
  hear(station: string, said: StationWord | null = null): void {
    this.#heard.set(station, { at: this.#clock.now(), monotonic: this.#clock.monotonic(), said })
  }

  /** Its broker says that it is gone: silent, unless it was heard after `since` (monotonic) by another way. */
  lost(station: string, since: MonotonicMs): void {
    const heard = this.#heard.get(station) ?? null
    if (heard === null || heard.monotonic > since || heard.said === 'stopping') return
    this.#heard.set(station, { ...heard, said: 'silent' })
  }

  /**
   * What the database knows, from whichever node heard it. A row that changed since the last look was heard since
   * then, whatever the clocks say of it; how long before the first look is told by the database's own clock.
   */
  observe({ now, stations }: StationsHeard): void {
    const monotonic = this.#clock.monotonic()
    const longest = this.#lookedAt === null ? Number.POSITIVE_INFINITY : monotonic - this.#lookedAt
    this.#lookedAt = monotonic
    for (const { id, lastHeardAt, said } of stations) {
      if (this.#stored.get(id) === lastHeardAt) continue
      this.#stored.set(id, lastHeardAt)
      const heardAt = monotonic - Math.min(longest, Math.max(0, now - lastHeardAt))
      const own = this.#heard.get(id)
      if (own !== undefined && own !== null && own.monotonic >= heardAt) continue
      this.#heard.set(id, { at: lastHeardAt, monotonic: heardAt, said })
    }
  }

  /** All that are configured or were ever heard. */
  ids(): string[] {
    return [...this.#heard.keys()]
  }

  list(): StationHeard[] {
    const now = this.#clock.monotonic()
    return [...this.#heard].map(([id, heard]) => {
      const stopped = heard?.said === 'stopping' && now - heard.monotonic < PLANNED_STOP_MS
      const isGone = heard?.said === 'silent'
      return {
        id,
        lastHeardAt: heard?.at ?? null,
        silent: isGone || (!stopped && isStationSilent(heard?.monotonic ?? null, now)),
        stopped,
      }
    })
  }
}
