/** Puts the parts of a station together over an open store, and runs them. */
import { findProtocol } from '../device-drivers/protocols.ts'
import type { OpenLink } from '../device-drivers/serial/byte-link.ts'
import type { SerialClock } from '../device-drivers/serial/serial-clock.ts'
import type { Alarm } from '../shared/domain/alarm.ts'
import { AlarmBook } from './alarms/alarm-book.ts'
import { BoardView } from './alarms/board-view.ts'
import { CentreCommands } from './alarms/centre-commands.ts'
import { Desk } from './alarms/desk.ts'
import type { AlarmEffects } from './alarms/effects.ts'
import { Intake } from './alarms/intake.ts'
import { raiseStationFault } from './alarms/station-fault.ts'
import { BoardFeed } from './api/board-feed.ts'
import { AuditLog } from './audit/audit-log.ts'
import type { Clock } from './clock.ts'
import type { Configuration } from './config/configuration.ts'
import { provision, readSetup } from './config/provision.ts'
import type { ConfigurationFile } from './config/read-configuration-file.ts'
import { DeviceHub } from './devices/device-hub.ts'
import { HeardLog } from './devices/heard-log.ts'
import { DeviceSetups } from './devices/device-setups.ts'
import { LEVEL_KINDS } from './devices/levels.ts'
import { MemoryKeeper } from './devices/memory-keeper.ts'
import { planPorts } from './devices/port-plan.ts'
import { Registry } from './devices/registry.ts'
import { watchedDevices } from './devices/watched.ts'
import { createMetrics, type MetricsPage } from './metrics.ts'
import type { Log } from './services.ts'
import { seenByCentre, unreportedCommands } from './store/command-rows.ts'
import { EvidenceKeeper } from './store/evidence.ts'
import { writeHeard } from './store/heard-rows.ts'
import type { OpenedStore } from './store/open-store.ts'
import { waitingMessageIds } from './store/outbox-rows.ts'
import { recoverOpenAlarms } from './store/recover.ts'
import { StoreError } from './store/store-error.ts'
import { readLastLevels } from './store/level-rows.ts'
import { readMemory } from './store/memory-rows.ts'
import { readRegistry } from './store/registry-rows.ts'
import { StoreHealth } from './store/store-health.ts'
import { WriteQueue } from './store/write-queue.ts'
import { DeliveryBook } from './sync/delivery-book.ts'
import { openTransport } from './sync/open-transport.ts'
import { Outbox } from './sync/outbox.ts'
import { Settlement } from './sync/settlement.ts'
import { Vitals } from './vitals.ts'

export interface StationParts {
  readonly store: OpenedStore
  /** Null: what an earlier file or the screens have set up. */
  readonly configuration: ConfigurationFile | null
  readonly clock: Clock
  readonly serialClock: SerialClock
  readonly openLink: OpenLink
  readonly log: Log
  readonly newId: () => string
  readonly training: boolean
}

/** A station put together: what its API serves, and how it is started and stopped. */
export interface AssembledStation {
  readonly run: string
  readonly identity: { id: string; name: string; locale: string; training: boolean }
  readonly desk: Desk
  readonly view: BoardView
  readonly vitals: Vitals
  readonly feed: BoardFeed
  readonly metrics: MetricsPage
  readonly log: Log
  readonly hub: DeviceHub
  readonly store: OpenedStore
  /** Resolves when every port has been tried once. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** How often "last heard" goes to disk; what a restart may forget of it. */
const WRITE_HEARD_MS = 60_000
/** Where a start fails the writer is closed too: its statements would keep the database from closing. */
async function setUp(
  writeQueue: WriteQueue,
  audit: AuditLog,
  { configuration: file, clock, newId }: StationParts,
): Promise<Configuration> {
  try {
    if (file !== null) await provision(writeQueue, audit, file.configuration, file.digest, clock.wall())
    return await readSetup(writeQueue, newId)
  } catch (error) {
    await writeQueue.close()
    throw error
  }
}

/** A large file is checked when the rush after a restart is over. */
const CHECK_AFTER_MS = 60_000

export async function assemble(parts: StationParts): Promise<AssembledStation> {
  const { store, clock, log, newId } = parts
  const { manager: reader } = store.reader
  let onStoreState: () => void = () => undefined
  const health = new StoreHealth((state, error) => {
    log[state === 'ok' ? 'info' : 'error'](
      { state, reason: error?.message ?? null },
      'whether alarms can be stored',
    )
    onStoreState()
  })
  const writeQueue = new WriteQueue(store.writer, (error) => {
    health.noteOutcome(error)
  })
  const audit = await AuditLog.load(store.writer.manager)
  const setup = await setUp(writeQueue, audit, parts)
  const registry = new Registry(await readRegistry(reader))
  const levels = await readLastLevels(reader, LEVEL_KINDS)
  const memory = await readMemory(reader)
  const book = new AlarmBook(await recoverOpenAlarms(reader, log))

  const transport = await openTransport(setup.careCentre?.paths ?? [], setup.station.id)
  const deliveries = new DeliveryBook(transport !== undefined)
  for (const row of transport === undefined ? [] : await waitingMessageIds(reader)) {
    deliveries.added(row.alarm_id, row.id, row.created_at)
    if (row.rejected_code !== null) deliveries.rejected(row.alarm_id, row.id)
  }

  const run = newId()
  const metrics = createMetrics({
    openAlarms: () => book.size,
    outboxWaiting: () => vitals.waiting,
    ports: () => hub.statuses(),
    clients: () => feed.clients,
  })
  const feed = new BoardFeed({ run, clock, metrics })
  const explain = (
    id: string,
    variant: string | null,
    raw: string,
  ): readonly { name: string; value: string }[] =>
    findProtocol(id)?.explainFrame(Buffer.from(raw, 'hex'), variant) ?? []
  const view = new BoardView({ book, deliveries, registry, reader, explain })
  const publish = (alarms: readonly Alarm[]): void => {
    feed.publishCards(
      alarms.map((alarm) => view.cardOf(alarm)),
      [],
    )
  }
  /** The last word on a closed alarm: whoever still shows it sees that the centre has its end. */
  const publishClosed = async (alarmIds: readonly string[]): Promise<void> => {
    try {
      feed.publishCards(await view.cards(alarmIds), [])
    } catch (error) {
      log.warn(
        { reason: error instanceof Error ? error.name : 'unknown' },
        'a closed alarm could not be shown again',
      )
    }
  }

  const effects: AlarmEffects = {
    alarmsChanged(alarms, messages, origins) {
      const receivedAt = new Map(origins.map((origin) => [origin.eventId, origin.receivedAt]))
      for (const { id, alarm, createdAt, eventId } of messages) {
        deliveries.added(alarm.id, id, createdAt)
        const arrival = eventId === null ? undefined : receivedAt.get(eventId)
        if (arrival !== undefined) settlement.arrived(id, arrival)
      }
      feed.publishCards(
        alarms.map((alarm) => view.cardOf(alarm)),
        origins,
      )
      const critical = alarms.some(({ priority }) => priority === 'critical')
      outbox?.wake(critical)
      if (alarms.some(({ priority }) => priority !== 'critical')) outbox?.wake(false)
    },
  }
  const evidence = new EvidenceKeeper(writeQueue, (reason) => {
    log.warn({ reason }, 'wire evidence could not be kept')
  })
  const deskParts = { writeQueue, book, audit, effects, clock }
  const desk = new Desk(deskParts)
  const intake = new Intake({
    writeQueue,
    book,
    audit,
    effects,
    metrics,
    clock,
    log,
    keepRefused: ({ event }, { code }) => {
      evidence.keepFrame(
        event.deviceId,
        event.receivedAt,
        `refused-${code}`,
        Buffer.from(event.raw ?? '', 'hex'),
      )
    },
  })
  const settlement = new Settlement({
    writeQueue,
    deliveries,
    clock,
    metrics,
    log,
    onDelivered: (alarmIds) => {
      publish([...alarmIds].flatMap((id) => book.get(id) ?? []))
      const closed = [...alarmIds].filter((id) => book.get(id) === undefined)
      if (closed.length > 0) void publishClosed(closed)
    },
    onRejected: ({ body }) => {
      // A rejected message of this very alarm, open or closed, must not raise the next one.
      if (body !== null && body.deviceId === null) return
      void raiseStationFault(deskParts, 'fault', 'centre-rejected').catch((error: unknown) => {
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
      desk,
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
          heartbeatData: () => vitals.heartbeatData(),
        })

  const heard = new HeardLog(watchedDevices(registry, findProtocol, levels, memory), clock.mono())
  const setups = new DeviceSetups(levels, memory)
  const memoryKeeper = new MemoryKeeper(writeQueue, (reason) => {
    log.error({ reason }, 'what a driver remembers could not be stored; it is tried again')
  })
  const hub = new DeviceHub(
    {
      registry,
      intake,
      evidence,
      heard,
      clock,
      serialClock: parts.serialClock,
      openLink: parts.openLink,
      log,
      canStore: () => health.state === 'ok',
      setupOf: (device) => setups.setupOf(device),
      remember: (remembered) => {
        memoryKeeper.keep(remembered)
      },
      onPortStatus: () => void vitals.refresh(),
    },
    planPorts(setup.ports, findProtocol),
  )
  const vitals: Vitals = new Vitals({
    reader,
    heard,
    ports: () => hub.statuses(),
    openAlarms: () => book.size,
    storeHealth: health,
    path: outbox?.path,
    publisher: feed,
    clock,
  })
  onStoreState = () => void vitals.refresh()
  let heardTimer: NodeJS.Timeout | undefined
  let checkTimer: NodeJS.Timeout | undefined
  const keepHeard = async (): Promise<void> => {
    try {
      await writeHeard(writeQueue, heard.heardAt())
    } catch (error) {
      log.warn(
        { reason: error instanceof Error ? error.name : 'unknown' },
        '"last heard" could not be written',
      )
    }
  }

  return {
    run,
    identity: { ...setup.station, training: parts.training },
    desk,
    view,
    vitals,
    feed,
    metrics,
    log,
    hub,
    store,
    start: async () => {
      await vitals.start()
      health.startProbing(writeQueue)
      outbox?.start()
      heardTimer = setInterval(() => void keepHeard(), WRITE_HEARD_MS)
      const { check } = store
      if (check !== undefined)
        checkTimer = setTimeout(() => void checkInBackground(check, log), CHECK_AFTER_MS)
      await hub.start()
      await vitals.refresh()
    },
    stop: async () => {
      clearInterval(heardTimer)
      clearTimeout(checkTimer)
      await hub.stop()
      await outbox?.stop()
      vitals.stop()
      health.stop()
      await evidence.flush()
      await memoryKeeper.flush()
      await keepHeard()
      await writeQueue.close()
    },
  }
}

/** A large file is checked while the station already receives alarms; a finding is loud, not an end. */
async function checkInBackground(check: () => Promise<void>, log: Log): Promise<void> {
  try {
    await check()
  } catch (error) {
    if (error instanceof StoreError && error.code === 'interrupted') return
    log.error({ reason: error instanceof Error ? error.message : 'unknown' }, 'the database is damaged')
  }
}
