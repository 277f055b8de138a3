/** The core of a station over a real database in a folder of its own: what stores, decides and remembers. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import type { Alarm } from '../../../shared/domain/alarm.ts'
import type { EventKind, EventValue } from '../../../shared/domain/device-event.ts'
import { AlarmBook } from '../../../station/alarms/alarm-book.ts'
import { Desk, type DeskParts } from '../../../station/alarms/desk.ts'
import { Intake, type Arrival } from '../../../station/alarms/intake.ts'
import { recoverDeadlines } from '../../../station/assembly/deadlines.ts'
import { recoverLoad } from '../../../station/assembly/stored-state.ts'
import { AuditLog } from '../../../station/audit/audit-log.ts'
import type { Log } from '../../../station/services.ts'
import { openStore, type OpenedStore } from '../../../station/store/open-store.ts'
import { waitingMessageIds } from '../../../station/store/outbox-rows.ts'
import { recoverOpenAlarms } from '../../../station/store/recover.ts'
import { StoreHealth } from '../../../station/store/store-health.ts'
import { WriteQueue } from '../../../station/store/write-queue.ts'
import { DeliveryBook } from '../../../station/sync/delivery-book.ts'

/** Two clocks that go only when told to. */
export class ManualClock {
  wallNow = Date.parse('2026-11-21T03:40:00Z')
  monoNow = 1_000
  wall = (): number => this.wallNow
  mono = (): number => this.monoNow

  pass(ms: number): void {
    this.wallNow += ms
    this.monoNow += ms
  }
}

export const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

export interface StationCore {
  readonly store: OpenedStore
  readonly health: StoreHealth
  readonly writeQueue: WriteQueue
  readonly book: AlarmBook
  readonly deliveries: DeliveryBook
  readonly parts: DeskParts
  readonly desk: Desk
  readonly intake: Intake
  readonly clock: ManualClock
  /** Every alarm that screens and centre were told of, in order. */
  readonly told: Alarm[]
  /** Events that the schema refused. */
  readonly refused: string[]
  rows<Row = Record<string, unknown>>(sql: string): Promise<Row[]>
  close(): Promise<void>
}

export function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'tryggvakt-core-'))
}

export function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true })
}

/** Opens the folder as a start of the station does; two radars hang at two residents in it. */
export async function openCore(
  folder: string,
  onWritten: () => void = () => undefined,
  startsAt?: number,
): Promise<StationCore> {
  const store = await openStore(folder)
  const clock = new ManualClock()
  if (startsAt !== undefined) clock.wallNow = startsAt
  const health = new StoreHealth(() => undefined)
  const writeQueue = new WriteQueue(store.writer, (error) => {
    health.noteOutcome(error)
  })
  await hangRadars(store)
  const told: Alarm[] = []
  const refused: string[] = []
  const audit = await AuditLog.load(store.writer.manager)
  const load = await recoverLoad(store.reader.manager, clock.wall())
  const book = new AlarmBook(await recoverOpenAlarms(store.reader.manager, quiet), load)
  const deliveries = new DeliveryBook(true)
  for (const row of await waitingMessageIds(store.reader.manager)) {
    deliveries.added(row.alarm_id, row.id, row.created_at)
  }
  const effects: DeskParts['effects'] = {
    alarmsChanged: (alarms, messages) => {
      for (const { id, alarm, createdAt } of messages) deliveries.added(alarm.id, id, createdAt)
      told.push(...alarms)
      onWritten()
    },
  }
  const deadlines = await recoverDeadlines({
    reader: store.reader.manager,
    writeQueue,
    audit,
    open: book.open(),
    clock,
    log: quiet,
  })
  const parts = { writeQueue, book, audit, deadlines, effects, clock }
  const intake = new Intake({
    ...parts,
    metrics: {
      observeIntake: () => undefined,
      observeBoard: () => undefined,
      observeCentre: () => undefined,
    },
    log: quiet,
    keepRefused: ({ event }) => refused.push(event.id),
  })
  return {
    store,
    health,
    writeQueue,
    book,
    deliveries,
    parts,
    desk: new Desk(parts),
    intake,
    clock,
    told,
    refused,
    rows: (sql) => store.reader.query(sql),
    close: async () => {
      await writeQueue.close()
      await store.close()
    },
  }
}

async function hangRadars({ writer }: OpenedStore): Promise<void> {
  for (const unit of ['204', '205']) {
    await writer.query("INSERT OR IGNORE INTO residents (id, name) VALUES (?, 'Ingrid Solberg')", [
      `r-${unit}`,
    ])
    await writer.query(
      "INSERT OR IGNORE INTO devices (id, protocol, lifecycle) VALUES (?, 'mr60fda', 'commissioned')",
      [`radar-${unit}`],
    )
  }
}

/** What the radar of a unit says, as the device hub hands it in. */
export function says(
  unit: string,
  kind: EventKind,
  value: EventValue = true,
  resident: string | null = `r-${unit}`,
): Arrival {
  const now = Date.parse('2026-11-21T03:40:18Z')
  return {
    receivedAt: 1_000,
    remember: null,
    event: {
      id: newId(),
      deviceId: `radar-${unit}`,
      residentId: resident,
      kind,
      value,
      occurredAt: now,
      receivedAt: now,
      raw: '53598301000101325443',
      placement: 'bathroom',
    },
  }
}
