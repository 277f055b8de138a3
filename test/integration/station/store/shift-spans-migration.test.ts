/** Migration 170 on a database of schema 140: a shift from before is found by its times, one that runs goes on. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DataSource } from 'typeorm'
import { MIGRATIONS } from '../../../../station/store/migrations/index.ts'
import { DATABASE_FILE, openStore } from '../../../../station/store/open-store.ts'
import { endShift, findShift, lastShiftOf, spanOf } from '../../../../station/store/shift-rows.ts'
import { WriteQueue } from '../../../../station/store/write-queue.ts'
import { newFolder, removeFolder } from '../station-core.ts'

let folder: string

beforeEach(async () => {
  folder = await newFolder()
})
afterEach(() => removeFolder(folder))

test('shifts of an older program lie between the steps of their times', async () => {
  const at = MIGRATIONS.findIndex(({ name }) => name === 'ShiftSpans0000000000170')
  const before = new DataSource({
    type: 'sqlite',
    database: join(folder, DATABASE_FILE),
    migrations: MIGRATIONS.slice(0, at),
    migrationsTransactionMode: 'each',
  })
  await before.initialize()
  await before.runMigrations()
  await before.query("INSERT INTO people (id, name, role) VALUES ('kari', 'Kari', 'caregiver')")
  await before.query(
    `INSERT INTO alarms (id, incident_id, cause, category, priority, state, count, opened_at, last_rang_at,
       ring_revision, ringing, revision) VALUES ('a-1', 'a-1', 'fall', 'care', 'critical', 'raised', 1, 50, 50, 1, 1, 3)`,
  )
  await before.query(
    `INSERT INTO alarm_actions (alarm_id, sequence, type, actor_kind, actor_id, at, reason, data) VALUES
       ('a-1', 1, 'raised', 'rule', 'fall', 50, 'rule-matched', '{}'),
       ('a-1', 2, 'repeated', 'rule', 'fall', 150, 'same-source-again', '{}'),
       ('a-1', 3, 'repeated', 'rule', 'fall', 250, 'same-source-again', '{}')`,
  )
  await before.query(
    `INSERT INTO shifts (id, person_id, started_at, ended_at, sound_check) VALUES
       ('s-1', 'kari', 100, 200, 'heard'), ('s-2', 'kari', 220, NULL, 'heard')`,
  )
  await before.destroy()

  const store = await openStore(folder)
  const writeQueue = new WriteQueue(store.writer, () => undefined)
  const spanOfShift = async (id: string) => {
    const shift = await findShift(store.reader.manager, id)
    return shift && (await spanOf(store.reader.manager, shift))
  }
  try {
    expect(await spanOfShift('s-1')).toEqual({ startedAt: 100, after: 1, last: 2 })
    expect(await spanOfShift('s-2')).toEqual({ startedAt: 220, after: 2, last: 3 })
    expect((await lastShiftOf(store.reader.manager, 'kari'))?.shiftId).toBe('s-2')
    await writeQueue.run('routine', (transaction) => endShift(transaction, 's-2', 300))
    expect(await spanOfShift('s-2')).toEqual({ startedAt: 220, after: 2, last: 3 })
  } finally {
    await writeQueue.close()
    await store.close()
  }
})
