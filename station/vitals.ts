/** How the station is: the proof behind a calm board and `/healthz`, refreshed once a second. */
import type { RowSource } from './store/row-source.ts'
import type { CalmProof, PortStatus } from '../shared/api/board.ts'
import type { HeartbeatMessage } from '../shared/wire/centre-messages.ts'
import { isoInstant, type Instant } from '../shared/domain/time.ts'
import type { StationHealth } from './api/health.ts'
import type { Clock } from './clock.ts'
import type { HeardLog } from './devices/heard-log.ts'
import type { BoardPublisher, ProofSource } from './services.ts'
import { outboxDepth, type OutboxDepth } from './store/outbox-rows.ts'
import type { StoreHealth } from './store/store-health.ts'
import type { Ways } from './sync/ways.ts'

const REFRESH_MS = 1_000
/** Most paths that a heartbeat may name. */
const MOST_PATHS_TOLD = 16

export interface VitalsParts {
  readonly reader: RowSource
  readonly heard: HeardLog
  readonly ports: () => PortStatus[]
  readonly openAlarms: () => number
  readonly flood: () => NonNullable<CalmProof['flood']> | null
  /** Residents who are away. */
  readonly away: () => number
  readonly storeHealth: StoreHealth
  /** None where no centre is configured. */
  readonly ways: Ways
  readonly publisher: BoardPublisher
  readonly clock: Clock
}

export class Vitals implements ProofSource {
  #depth: OutboxDepth = { waiting: 0, oldestAt: null, oldestCriticalAt: null }
  #published = ''
  #stoppingAt: number | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(private readonly parts: VitalsParts) {}

  async start(): Promise<void> {
    await this.refresh()
    this.#timer = setInterval(() => void this.refresh(), REFRESH_MS)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** Whoever looks is told that what follows is no failure. */
  async announceStop(): Promise<void> {
    this.#stoppingAt = this.parts.clock.wall()
    await this.refresh()
  }

  /** Tells the clients when the proof changed. */
  async refresh(): Promise<void> {
    await this.#readDepth()
    const proof = this.proof()
    const text = JSON.stringify(proof)
    if (text === this.#published) return
    this.#published = text
    this.parts.publisher.publishProof(proof)
  }

  proof(): CalmProof {
    const { heard, ways, ports, storeHealth } = this.parts
    const { link, lastContactAt } = ways.contact
    const { oldestCriticalAt } = this.#depth
    const flood = this.parts.flood()
    const away = this.parts.away()
    return {
      ...heard.proof(),
      centre: {
        link,
        lastContactAt,
        waiting: this.#depth.waiting,
        oldestWaitingAt: this.#depth.oldestAt,
        ...(link === 'none' || oldestCriticalAt === null ? {} : { criticalWaitingSince: oldestCriticalAt }),
      },
      ports: ports(),
      database: storeHealth.state,
      ...(flood === null ? {} : { flood }),
      ...(this.#stoppingAt === undefined ? {} : { stoppingAt: this.#stoppingAt }),
      ...(away === 0 ? {} : { away }),
    }
  }

  get waiting(): number {
    return this.#depth.waiting
  }

  /** For whoever asks from outside: what waits is counted anew, not up to a second old. */
  async freshHealth(): Promise<StationHealth> {
    await this.#readDepth()
    return this.health()
  }

  async #readDepth(): Promise<void> {
    try {
      this.#depth = await outboxDepth(this.parts.reader)
    } catch {
      // The depth stays the last one known; that the database fails is told by StoreHealth.
    }
  }

  health(): StationHealth {
    const { database, ports, centre, devices } = this.proof()
    const { clock, openAlarms, ways } = this.parts
    const portsOpen = ports.every(({ state }) => state === 'open')
    // Also of a way that has never been answered: a wrong token is no better than a cut cable.
    const centreFails = ways.all.some(({ state }) => state.failingSince !== null)
    const isOk = database === 'ok' && portsOpen && !centreFails && devices.silent.length === 0
    const { oldestAt, waiting } = this.#depth
    return {
      status: isOk ? 'ok' : 'degraded',
      database,
      ports: ports.map(({ path, protocol, state }) => ({ path, protocol, state })),
      centre: {
        link: centre.link,
        lastContactAt: textOf(centre.lastContactAt),
        paths: ways.all.map(({ name, kind, state }) => ({
          name,
          kind,
          state: state.standing(clock.mono()),
          lastContactAt: textOf(state.lastContactAt),
          failure: state.lastFailure,
        })),
      },
      openAlarms: openAlarms(),
      outbox: {
        waiting,
        oldestSeconds: oldestAt === null ? 0 : Math.max(0, Math.round((clock.wall() - oldestAt) / 1000)),
      },
    }
  }

  heartbeatData(): HeartbeatMessage['data'] {
    const { openAlarms, status, outbox } = this.health()
    const stopping = this.#stoppingAt === undefined ? {} : { stopping: true as const }
    const { ways, clock } = this.parts
    const paths = ways.standings(clock.mono()).slice(0, MOST_PATHS_TOLD)
    return { openAlarms, waiting: outbox.waiting, status, paths, ...stopping }
  }
}

function textOf(at: Instant | null): string | null {
  return at === null ? null : isoInstant(at)
}
