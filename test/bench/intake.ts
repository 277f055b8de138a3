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
import { Intake, type Arrival } from '../../station/alarms/intake.ts'
import { AuditLog } from '../../station/audit/audit-log.ts'
import { systemClock } from '../../station/clock.ts'
import { openStore } from '../../station/store/open-store.ts'
import { WriteQueue } from '../../station/store/write-queue.ts'
import { heading, print, spreadLine, spreadOf } from './figures.ts'

const FALLS = 2_000
const WARM_UP = 200
const DEVICES = Array.from({ length: 8 }, (_, index) => `radar-${String(index)}`)
const RAW = '53598301000101325443'

export async function benchIntake(): Promise<void> {
  heading(`Intake, one fall a transaction (${String(FALLS)} falls)`)
  const folder = await mkdtemp(join(tmpdir(), 'tryggvakt-bench-'))
  try {
    const ours = await runOurs(join(folder, 'ours'))
    const bare = await runBare(join(folder, 'bare'))
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

async function runOurs(folder: string): Promise<number[]> {
  await mkdir(folder)
  const store = await openStore(folder)
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const writeQueue = new WriteQueue(store.writer, () => undefined)
  for (const id of DEVICES) {
    await store.writer.query(
      "INSERT INTO devices (id, protocol, lifecycle) VALUES (?, 'mr60fda', 'commissioned')",
      [id],
    )
  }
  const intake = new Intake({
    writeQueue,
    book: new AlarmBook([]),
    audit: await AuditLog.load(store.writer.manager),
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
  const samples: number[] = []
  for (let index = 0; index < WARM_UP + FALLS; index += 1) {
    const startedAt = performance.now()
    await intake.take([fall(index)])
    if (index >= WARM_UP) samples.push(performance.now() - startedAt)
  }
  await writeQueue.close()
  await store.close()
  return samples
}

type Run = (sql: string, values?: readonly (string | number | null)[]) => Promise<void>

/** The five rows of a repeated fall, as short as sqlite3 can: begin, five prepared statements, commit. */
async function runBare(folder: string): Promise<number[]> {
  await mkdir(folder)
  const store = await openStore(folder)
  for (const id of DEVICES) {
    await store.writer.query(
      "INSERT INTO devices (id, protocol, lifecycle) VALUES (?, 'mr60fda', 'commissioned')",
      [id],
    )
  }
  await store.close()
  const database = new sqlite3.Database(join(folder, 'station.sqlite'))
  const prepared = new Map<string, sqlite3.Statement>()
  const run: Run = (sql, values = []) =>
    new Promise((resolve, reject) => {
      const statement = prepared.get(sql) ?? database.prepare(sql)
      prepared.set(sql, statement)
      statement.run(values, (error: Error | null) => {
        if (error === null) resolve()
        else reject(error)
      })
    })
  await new Promise<void>((resolve, reject) => {
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON',
      (error) => {
        if (error === null) resolve()
        else reject(error)
      },
    )
  })
  const samples: number[] = []
  for (let index = 0; index < WARM_UP + FALLS; index += 1) {
    const startedAt = performance.now()
    await bareTransaction(run, index)
    if (index >= WARM_UP) samples.push(performance.now() - startedAt)
  }
  for (const statement of prepared.values()) statement.finalize()
  await new Promise((resolve) => {
    database.close(resolve)
  })
  return samples
}

async function bareTransaction(run: Run, index: number): Promise<void> {
  const device = DEVICES[index % DEVICES.length] ?? ''
  const alarm = `alarm of ${device}`
  const sequence = Math.floor(index / DEVICES.length) + 1
  const now = Date.now()
  const body = JSON.stringify({
    id: newId(),
    alarmId: alarm,
    incidentId: alarm,
    sequence,
    type: 'alarm.repeated',
    filler: 'x'.repeat(300),
  })
  await run('BEGIN')
  await run(
    `INSERT INTO alarms (id, incident_id, device_id, cause, category, priority, state, count, opened_at, last_rang_at,
       ring_revision, ringing, revision) VALUES (?, ?, ?, 'fall', 'care', 'critical', 'raised', ?, ?, ?, ?, 1, ?)
     ON CONFLICT (id) DO UPDATE SET count = excluded.count, last_rang_at = excluded.last_rang_at,
       ring_revision = excluded.ring_revision, revision = excluded.revision`,
    [alarm, alarm, device, sequence, now, now, sequence, sequence],
  )
  await run(
    `INSERT INTO alarm_actions (alarm_id, sequence, type, actor_kind, actor_id, at, reason, data)
     VALUES (?, ?, 'repeated', 'rule', 'fall', ?, 'same-source-again', '{"eventId":"x","count":1}')`,
    [alarm, sequence, now],
  )
  await run(
    `INSERT INTO outbox_messages (id, alarm_id, sequence, type, priority, priority_rank, body, created_at)
     VALUES (?, ?, ?, 'alarm.repeated', 'critical', 0, ?, ?)`,
    [newId(), alarm, sequence, body, now],
  )
  await run(
    `INSERT INTO audit_entries (at, actor_kind, actor_id, action, subject, data, previous_hash, hash)
     VALUES (?, 'rule', 'fall', 'alarm.repeated', ?, '{}', ?, ?)`,
    [now, alarm, newId().padEnd(64, '0'), newId().padEnd(64, '0')],
  )
  await run(
    `INSERT INTO device_events (id, device_id, kind, value, occurred_at, received_at, raw, alarm_id)
     VALUES (?, ?, 'fall', 'true', ?, ?, ?, ?)`,
    [newId(), device, now, now, RAW, alarm],
  )
  await run('COMMIT')
}
