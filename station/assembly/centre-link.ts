/** The way to the care centre and back: outbox, answers, commands. */
import type { PathHealth, PathTest } from '../../shared/api/centre-paths.ts'
import { CentreCommands } from '../alarms/centre-commands.ts'
import { raiseStationFault } from '../alarms/station-fault.ts'
import type { Clock } from '../clock.ts'
import type { CentrePath } from '../config/configuration.ts'
import type { NextWays } from '../house/house-desk.ts'
import type { Log, StationMetrics } from '../services.ts'
import { seenByCentre, unreportedCommands } from '../store/command-rows.ts'
import { waitingMessageIds } from '../store/outbox-rows.ts'
import type { RowSource } from '../store/row-source.ts'
import { DeliveryBook } from '../sync/delivery-book.ts'
import { Outbox, type OutboxParts } from '../sync/outbox.ts'
import { Settlement } from '../sync/settlement.ts'
import type { TransportContext } from '../sync/open-transport.ts'
import { openWays } from '../sync/open-ways.ts'
import type { Ways } from '../sync/ways.ts'
import type { AlarmParts } from './alarms.ts'
import type { BoardParts } from './board.ts'
import type { StoredState } from './stored-state.ts'

/** Seconds between two heartbeats where the configuration says nothing (design: "Order of sending"). */
const USUAL_HEARTBEAT_S = 60

/** What every way to the centre is opened with; the id is the one that the station has then. */
export function transportContext(
  { setup, registry }: Pick<StoredState, 'setup' | 'registry'>,
  clock: Clock,
  log: Log,
): TransportContext {
  return {
    get stationId() {
      return setup.station.id
    },
    registry: () => registry,
    clock,
    log,
  }
}

/** What of each alarm the centre has not acknowledged yet; nothing waits where no centre is configured. */
export async function readDeliveries(reader: RowSource, hasCentre: boolean): Promise<DeliveryBook> {
  const deliveries = new DeliveryBook(hasCentre)
  if (hasCentre) await addWaiting(deliveries, reader)
  return deliveries
}

async function addWaiting(deliveries: DeliveryBook, reader: RowSource): Promise<void> {
  for (const row of await waitingMessageIds(reader)) {
    deliveries.added(row.alarm_id, row.id, row.created_at)
    if (row.rejected_code !== null) deliveries.rejected(row.alarm_id, row.id)
  }
}

export interface CentreLink {
  readonly settlement: Settlement
  /** Without a way where no centre is configured. */
  readonly outbox: Outbox
  /** Commands of the centre in this run, by what became of them. */
  commandCounts(): CentreCommands['counts']
  /** The paths are others from now on; what is under way over one that is gone waits again. */
  change(paths: readonly CentrePath[]): Promise<void>
  /** The same ways for the station under another id: in use at once, or closed without having been. */
  under(stationId: string): Promise<NextWays>
  health(): readonly PathHealth[]
  /** Undefined where there is no way of this key. */
  test(key: string): Promise<PathTest | undefined>
}

export interface CentreLinkParts extends Pick<OutboxParts, 'reader' | 'heartbeatData'> {
  readonly alarms: AlarmParts
  readonly board: BoardParts
  readonly deliveries: DeliveryBook
  readonly ways: Ways
  readonly context: TransportContext
  readonly metrics: StationMetrics
  readonly clock: Clock
  readonly log: Log
}

export async function createCentreLink(
  { writeQueue, registry, setup, book, audit }: StoredState,
  parts: CentreLinkParts,
): Promise<CentreLink> {
  const { alarms, board, deliveries, ways, context, reader, metrics, clock, log } = parts
  const settlement = new Settlement({
    writeQueue,
    deliveries,
    clock,
    metrics,
    log,
    onDelivered: (alarmIds) => board.publishAnswered(alarmIds),
    onRejected: ({ body }) => {
      // A rejected message of this very alarm, open or closed, must not raise the next one.
      if (body !== null && body.deviceId === null) return
      void raiseStationFault(alarms.deskParts, 'fault', 'centre-rejected').catch((error: unknown) => {
        log.error(
          { reason: error instanceof Error ? error.name : 'unknown' },
          'a rejection could not be shown',
        )
      })
    },
  })
  const commands = new CentreCommands(
    {
      writeQueue,
      desk: alarms.desk,
      registry: () => registry,
      audit,
      clock,
      log,
      seenByCentre: ({ manager }, alarmId) => seenByCentre(manager, alarmId),
      onResultWaiting: () => outbox.heartbeats.wake(),
    },
    await unreportedCommands(reader),
  )
  const outbox: Outbox = new Outbox({
    reader,
    ways,
    settlement,
    commands,
    clock,
    log,
    random: Math.random,
    heartbeatMs: () => (setup.careCentre?.heartbeatSeconds ?? USUAL_HEARTBEAT_S) * 1000,
    heartbeatData: parts.heartbeatData,
  })
  return {
    settlement,
    outbox,
    commandCounts: () => commands.counts,
    change: async (paths) => {
      const hadCentre = ways.all.length > 0
      await outbox.changeWays(await openWays(paths, context, ways.all))
      const hasCentre = ways.all.length > 0
      if (hasCentre === hadCentre) return
      if (hasCentre) {
        deliveries.begin()
        await addWaiting(deliveries, reader)
      } else deliveries.end()
      board.publish([...book.open()], [])
    },
    under: async (stationId) => {
      const next = await openWays(setup.careCentre?.paths ?? [], { ...context, stationId })
      return {
        take: () => void outbox.changeWays(next),
        drop: async () => {
          await Promise.all(next.map(({ transport }) => transport.close()))
        },
      }
    },
    health: () => ways.health(clock.mono()),
    test: async (key) => {
      const way = ways.of(key)
      return way === undefined ? undefined : await outbox.heartbeats.prove(way)
    },
  }
}
