/**
 * Intake, one fall at a time, each committed and synced before the next: the station's own intake against
 * the same rows written by hand through sqlite3 in one bare transaction, in the same run and folder.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sqlite3 from 'sqlite3'
import { v7 as newId } from 'uuid'
import { AlarmBook } from '../../station/alarms/alarm-book.ts'
import { DeadlineBook } from '../../station/alarms/deadline-book.ts'
import { Intake, type Arrival } from '../../station/alarms/intake.ts'
import { DEFAULT_LADDER } from '../../station/alarms/ladder.ts'
import { AuditLog } from '../../station/audit/audit-log.ts'
import { systemClock } from '../../station/clock.ts'
import { openStore, type OpenedStore } from '../../station/store/open-store.ts'
import { WriterConnection } from '../../station/store/sqlite.ts'
import { WriteQueue } from '../../station/store/write-queue.ts'
import { heading, print, spreadLine, spreadOf } from './figures.ts'

const FALLS = 2_000
const WARM_UP = 200
/** Ours and bare in turn, so that a machine that slows down slows both. */
const TURNS = 3
const DEVICES = Array.from({ length: 8 }, (_, index) => `radar-${String(index)}`)
const RAW = '53598301000101325443'

export async function benchIntake(): Promise<void> {
  heading(`Intake, one fall a transaction (${String(FALLS)} falls)`)
  const folder = await mkdtemp(join(tmpdir(), 'tryggvakt-bench-'))
  try {
    const recorded: Recorded[] = []
    await runOurs(join(folder, 'recorded'), (statement) => recorded.push(statement))
    const ours: number[] = []
    const bare: number[] = []
    for (let turn = 0; turn < TURNS; turn += 1) {
      ours.push(...(await runOurs(join(folder, `ours-${String(turn)}`))))
      bare.push(...(await runBare(join(folder, `bare-${String(turn)}`), recorded)))
    }
    print(spreadLine('station intake', spreadOf(ours)))
    print(spreadLine('bare sqlite3, same rows, one transaction', spreadOf(bare)))
    const rate = (samples: readonly number[]): number =>
      (1000 * samples.length) / samples.reduce((sum, sample) => sum + sample, 0)
    print(
      `rate: station ${rate(ours).toFixed(0)}/s, bare ${rate(bare).toFixed(0)}/s, ` +
        `ratio ${(rate(ours) / rate(bare)).toFixed(2)} (goal ≥ 0.60)`,
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function fall(index: number): Arrival {
  const now = Date.now()
  return {
    receivedAt: performance.now(),
    remember: null,
    event: {
      id: newId(),
      deviceId: DEVICES[index % DEVICES.length] ?? '',
      residentId: null,
      kind: 'fall',
      value: true,
      occurredAt: now,
      receivedAt: now,
      raw: RAW,
      placement: 'bathroom',
    },
  }
}

/** `record` is told every statement, or nothing is recorded, so that recording costs the figures nothing. */
async function runOurs(folder: string, record?: (statement: Recorded) => void): Promise<number[]> {
  await mkdir(folder)
  const store = await openStore(folder)
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const writeQueue = new WriteQueue(store.writer, () => undefined)
  await addDevices(store)
  const intake = new Intake({
    writeQueue,
    book: new AlarmBook([]),
    audit: await AuditLog.load(store.writer.manager),
    deadlines: new DeadlineBook(DEFAULT_LADDER, systemClock),
    effects: { alarmsChanged: () => undefined },
    metrics: {
      observeIntake: () => undefined,
      observeBoard: () => undefined,
      observeCentre: () => undefined,
    },
    clock: systemClock,
    log: quiet,
    keepRefused: (_arrival, error) => {
      throw error
    },
  })
  const run = Reflect.get<WriterConnection, 'run'>(WriterConnection.prototype, 'run')
  if (record !== undefined) {
    WriterConnection.prototype.run = function (this: WriterConnection, sql, values = []) {
      record({ sql, values })
      return run.call(this, sql, values)
    }
  }
  const samples: number[] = []
  for (let index = 0; index < WARM_UP + FALLS; index += 1) {
    const startedAt = performance.now()
    await intake.take([fall(index)])
    if (index >= WARM_UP) samples.push(performance.now() - startedAt)
  }
  WriterConnection.prototype.run = run
  await writeQueue.close()
  await store.close()
  return samples
}

/** One statement as the station ran it: `BEGIN IMMEDIATE`, inserts, `COMMIT`. */
interface Recorded {
  readonly sql: string
  readonly values: readonly (string | number | null)[]
}

/** The very statements and rows of the station, through bare sqlite3: prepared once, one after the other. */
async function runBare(folder: string, recorded: readonly Recorded[]): Promise<number[]> {
  await mkdir(folder)
  const store = await openStore(folder)
  await addDevices(store)
  await store.close()
  const database = new sqlite3.Database(join(folder, 'station.sqlite'))
  await new Promise<void>((resolve, reject) => {
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON',
      (error) => {
        if (error === null) resolve()
        else reject(error)
      },
    )
  })
  const prepared = new Map<string, sqlite3.Statement>()
  const run = ({ sql, values }: Recorded): Promise<void> =>
    new Promise((resolve, reject) => {
      const statement = prepared.get(sql) ?? database.prepare(sql)
      prepared.set(sql, statement)
      statement.run(values, (error: Error | null) => {
        if (error === null) resolve()
        else reject(error)
      })
    })
  const samples: number[] = []
  let startedAt = 0
  for (const statement of recorded) {
    if (statement.sql.startsWith('BEGIN')) startedAt = performance.now()
    await run(statement)
    if (statement.sql === 'COMMIT') samples.push(performance.now() - startedAt)
  }
  for (const statement of prepared.values()) statement.finalize()
  await new Promise((resolve) => {
    database.close(resolve)
  })
  return samples.slice(WARM_UP)
}

async function addDevices(store: OpenedStore): Promise<void> {
  for (const id of DEVICES) {
    await store.writer.query(
      "INSERT INTO devices (id, protocol, lifecycle) VALUES (?, 'mr60fda', 'commissioned')",
      [id],
    )
  }
}
