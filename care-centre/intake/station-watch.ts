/** Which stations have been heard, and which have gone quiet (design: "Silence is proven"). */
import type { Instant, MonotonicMs } from '../../shared/domain/time.ts'
import type { StationWord, StationsHeard } from '../store/station-store.ts'

/** One and a half of the heartbeat's default interval of 60 s: by then a loss is known and told. */
export const STATION_SILENT_MS = 90_000
/** How often a node looks. */
export const LOOK_EVERY_MS = 2_000
/** The last look before the 90 s are over must find it, and a second is left to write it down. */
const QUIET_MS = STATION_SILENT_MS - LOOK_EVERY_MS - 1_000

/** A stop on purpose is no silence for so long; after that somebody forgot to start it again. */
export const PLANNED_STOP_MS = 15 * 60_000

/** A word is written down so long after it was heard at most: a row that is younger by less tells of no later word. */
const WRITTEN_WITHIN_MS = 5_000

export interface StationHeard {
  readonly id: string
  /** Wall clock, for people; `null` for a configured station that never came. */
  readonly lastHeardAt: Instant | null
  readonly silent: boolean
  /** It said that it stops on purpose, a short while ago. */
  readonly stopped: boolean
}

/** A station that has spoken once and then not for 87 s. Both readings are of the same monotonic clock. */
export function isStationSilent(lastHeard: MonotonicMs | null, now: MonotonicMs): boolean {
  return lastHeard !== null && now - lastHeard >= QUIET_MS
}

interface Heard {
  readonly at: Instant
  /** Of the last word; where it is said to be `silent`, of the moment when that was said. */
  readonly monotonic: MonotonicMs
  readonly said: StationWord | null
  /** Last word, at whichever node, that came by no broker; null for none. */
  readonly elsewhere: MonotonicMs | null
}

/** Which way a word of a station came: through a broker, or straight. */
export type HeardBy = 'broker' | 'straight'

export interface Clock {
  /** Wall clock, UTC milliseconds. */
  readonly now: () => Instant
  /** Monotonic milliseconds; a wall clock that is set must not make a station silent. */
  readonly monotonic: () => MonotonicMs
}

export class StationWatch {
  readonly #clock: Clock
  readonly #heard = new Map<string, Heard | null>()
  /** As the database had it at the last look. */
  readonly #stored = new Map<string, StationsHeard['stations'][number]>()
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
  hear(station: string, said: StationWord | null = null, by: HeardBy = 'straight'): void {
    const monotonic = this.#clock.monotonic()
    const elsewhere = by === 'straight' ? monotonic : (this.#heard.get(station)?.elsewhere ?? null)
    this.#heard.set(station, { at: this.#clock.now(), monotonic, said, elsewhere })
  }

  /**
   * Its broker says that it is gone: silent, whichever node heard it last over the broker. One that has another way, and
   * was heard by it within the 90 s, may have lost the broker alone: the 90 s tell.
   */
  lost(station: string): void {
    const heard = this.#heard.get(station) ?? null
    const monotonic = this.#clock.monotonic()
    if (heard === null || heard.said === 'stopping') return
    if (heard.elsewhere !== null && !isStationSilent(heard.elsewhere, monotonic)) return
    this.#heard.set(station, { ...heard, monotonic, said: 'silent' })
  }

  /** Its broker has it again; what it says there may go to another node. */
  found(station: string): void {
    if (this.#heard.get(station)?.said === 'silent') this.hear(station, null, 'broker')
  }

  /**
   * What the database knows, from whichever node heard it. A row that changed since the last look was heard since
   * then, whatever the clocks say of it; how long before the first look is told by the database's own clock.
   */
  observe({ now, stations }: StationsHeard): void {
    const monotonic = this.#clock.monotonic()
    const longest = this.#lookedAt === null ? Number.POSITIVE_INFINITY : monotonic - this.#lookedAt
    this.#lookedAt = monotonic
    const monotonicOf = (at: Instant): MonotonicMs => monotonic - Math.min(longest, Math.max(0, now - at))
    for (const station of stations) {
      const { id, lastHeardAt, said, straightAt } = station
      const before = this.#stored.get(id)
      if (before?.lastHeardAt === lastHeardAt && before.straightAt === straightAt) continue
      this.#stored.set(id, station)
      const own = this.#heard.get(id) ?? null
      const isNewWay = straightAt !== null && before?.straightAt !== straightAt
      const elsewhere = laterOf(own?.elsewhere ?? null, isNewWay ? monotonicOf(straightAt) : null)
      const row: Heard = { at: lastHeardAt, monotonic: monotonicOf(lastHeardAt), said, elsewhere }
      this.#heard.set(id, own !== null && !tellsMore(row, own, isNewWay) ? { ...own, elsewhere } : row)
    }
  }

  /** When it was last heard, at whichever node; null for never. */
  lastContact(id: string): MonotonicMs | null {
    return this.#heard.get(id)?.monotonic ?? null
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

/**
 * Whether the database's word is a later one than what is known here. A broker's word that a station is gone is not
 * ended by the row of a word before it, but by that of another way.
 */
function tellsMore(row: Heard, own: Heard, isNewWay: boolean): boolean {
  if (own.said !== 'silent') return row.monotonic > own.monotonic
  const hasOtherWay = isNewWay && row.elsewhere !== null && !isStationSilent(row.elsewhere, own.monotonic)
  return hasOtherWay || row.monotonic > own.monotonic + WRITTEN_WITHIN_MS
}

function laterOf(one: MonotonicMs | null, other: MonotonicMs | null): MonotonicMs | null {
  if (one === null || other === null) return one ?? other
  return Math.max(one, other)
}
