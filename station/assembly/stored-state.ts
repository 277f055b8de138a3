/** What a station finds in its database, or puts there of its configuration, before anything of it runs. */
import type { DeviceMemory } from '../../device-drivers/protocol-driver.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { CHATTER_WINDOW_MS, FOLD_MS } from '../alarms/activity.ts'
import { AlarmBook } from '../alarms/alarm-book.ts'
import type { DeadlineBook } from '../alarms/deadline-book.ts'
import { FLOOD_LOOK_BACK_MS } from '../alarms/flood.ts'
import { LoadBook } from '../alarms/load-book.ts'
import { AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../clock.ts'
import type { Configuration } from '../config/configuration.ts'
import { provision, readSetup } from '../config/provision.ts'
import type { ConfigurationFile } from '../config/read-configuration-file.ts'
import { LEVEL_KINDS } from '../devices/levels.ts'
import { Registry } from '../devices/registry.ts'
import { AbsenceBook } from '../residents/absence-book.ts'
import type { Log } from '../services.ts'
import { readRecentActs, readRecentAlarms, readRecentEvents, readRecentRings } from '../store/load-rows.ts'
import { readRecentChanges } from '../store/recent-change-rows.ts'
import { readLastLevels, type LevelsByDevice } from '../store/level-rows.ts'
import { readMemory } from '../store/memory-rows.ts'
import type { OpenedStore } from '../store/open-store.ts'
import { recoverOpenAlarms } from '../store/recover.ts'
import { readRegistry } from '../store/registry-rows.ts'
import type { RowSource } from '../store/row-source.ts'
import { StoreHealth, type StoreState } from '../store/store-health.ts'
import { WriteQueue } from '../store/write-queue.ts'
import { recoverDeadlines } from './deadlines.ts'

export interface StoredState {
  readonly health: StoreHealth
  readonly writeQueue: WriteQueue
  readonly audit: AuditLog
  readonly setup: Configuration
  readonly registry: Registry
  readonly levels: LevelsByDevice
  readonly memory: ReadonlyMap<string, DeviceMemory>
  readonly book: AlarmBook
  readonly absences: AbsenceBook
  readonly deadlines: DeadlineBook
}

export interface StateSources {
  readonly store: OpenedStore
  /** Null: what an earlier file or the screens have set up. */
  readonly configuration: ConfigurationFile | null
  readonly clock: Clock
  readonly log: Log
  readonly newId: () => string
}

export async function loadState(
  sources: StateSources,
  onStoreState: (state: StoreState) => void,
): Promise<StoredState> {
  const { store, clock, log } = sources
  const { manager: reader } = store.reader
  const health = new StoreHealth((state, error) => {
    const fields = { state, reason: error?.message ?? null }
    log[state === 'ok' ? 'info' : 'error'](fields, 'whether alarms can be stored')
    onStoreState(state)
  })
  const writeQueue = new WriteQueue(store.writer, (error) => {
    health.noteOutcome(error)
  })
  const audit = await AuditLog.load(store.writer.manager)
  const setup = await setUp(writeQueue, audit, sources)
  const now = clock.wall()
  const load = await recoverLoad(reader, now)
  const registry = new Registry(await readRegistry(reader))
  const absences = new AbsenceBook(registry, clock)
  const book = new AlarmBook(await recoverOpenAlarms(reader, log), load, (residentId) =>
    absences.silencedFor(residentId),
  )
  return {
    health,
    writeQueue,
    audit,
    setup,
    registry,
    levels: await readLastLevels(reader, LEVEL_KINDS),
    memory: await readMemory(reader),
    book,
    absences,
    deadlines: await recoverDeadlines({ reader, writeQueue, audit, open: book.open(), clock, log }),
  }
}

/** How busy sources and house were just before the start. */
export async function recoverLoad(reader: RowSource, now: Instant): Promise<LoadBook> {
  return new LoadBook({
    events: await readRecentEvents(reader, now - CHATTER_WINDOW_MS),
    changes: await readRecentChanges(reader, now - CHATTER_WINDOW_MS),
    acts: await readRecentActs(reader, now - FOLD_MS),
    rings: await readRecentRings(reader, now - FOLD_MS),
    alarms: await readRecentAlarms(reader, now - FLOOD_LOOK_BACK_MS),
    now,
  })
}

/** Where a start fails the writer is closed too: its statements would keep the database from closing. */
async function setUp(
  writeQueue: WriteQueue,
  audit: AuditLog,
  { configuration: file, clock, newId }: StateSources,
): Promise<Configuration> {
  try {
    if (file !== null) await provision(writeQueue, audit, file.configuration, file.digest, clock.wall())
    return await readSetup(writeQueue, newId)
  } catch (error) {
    await writeQueue.close()
    throw error
  }
}
