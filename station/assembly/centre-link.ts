/** The way to the care centre and back: outbox, answers, commands. */
import { CentreCommands } from '../alarms/centre-commands.ts'
import { raiseStationFault } from '../alarms/station-fault.ts'
import type { Clock } from '../clock.ts'
import type { Log, StationMetrics } from '../services.ts'
import { seenByCentre, unreportedCommands } from '../store/command-rows.ts'
import { waitingMessageIds } from '../store/outbox-rows.ts'
import type { RowSource } from '../store/row-source.ts'
import { DeliveryBook } from '../sync/delivery-book.ts'
import { Outbox, type OutboxParts } from '../sync/outbox.ts'
import { Settlement } from '../sync/settlement.ts'
import type { OutboxTransport } from '../sync/transport.ts'
import type { AlarmParts } from './alarms.ts'
import type { BoardParts } from './board.ts'
import type { StoredState } from './stored-state.ts'

/** What of each alarm the centre has not acknowledged yet; nothing waits where no centre is configured. */
export async function readDeliveries(reader: RowSource, hasCentre: boolean): Promise<DeliveryBook> {
  const deliveries = new DeliveryBook(hasCentre)
  for (const row of hasCentre ? await waitingMessageIds(reader) : []) {
    deliveries.added(row.alarm_id, row.id, row.created_at)
    if (row.rejected_code !== null) deliveries.rejected(row.alarm_id, row.id)
  }
  return deliveries
}

export interface CentreLink {
  readonly settlement: Settlement
  /** Undefined where no centre is configured. */
  readonly outbox: Outbox | undefined
}

export interface CentreLinkParts extends Pick<OutboxParts, 'reader' | 'heartbeatData'> {
  readonly alarms: AlarmParts
  readonly board: BoardParts
  readonly deliveries: DeliveryBook
  readonly transport: OutboxTransport | undefined
  readonly metrics: StationMetrics
  readonly clock: Clock
  readonly log: Log
}

export async function createCentreLink(
  { writeQueue, registry, setup }: StoredState,
  parts: CentreLinkParts,
): Promise<CentreLink> {
  const { alarms, board, deliveries, transport, reader, metrics, clock, log } = parts
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
      clock,
      log,
      seenByCentre: ({ manager }, alarmId) => seenByCentre(manager, alarmId),
      onResultWaiting: () => outbox?.wakeHeartbeat(),
    },
    await unreportedCommands(reader),
  )
  const outbox: Outbox | undefined =
    transport === undefined
      ? undefined
      : new Outbox({
          reader,
          transport,
          settlement,
          commands,
          clock,
          log,
          random: Math.random,
          heartbeatMs: (setup.careCentre?.heartbeatSeconds ?? 60) * 1000,
          heartbeatData: parts.heartbeatData,
        })
  return { settlement, outbox }
}
