/** Migration 160 on alarms of before it: whose word "on the way" was is read from their steps. */
import { join } from 'node:path'
import { DataSource } from 'typeorm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MIGRATIONS } from '../../../../station/store/migrations/index.ts'
import { OwnWord0000000000160 } from '../../../../station/store/migrations/0160-own-word.ts'
import { DATABASE_FILE, openStore } from '../../../../station/store/open-store.ts'
import { newFolder, removeFolder } from '../station-core.ts'

let folder: string

beforeEach(async () => {
  folder = await newFolder()
})
afterEach(() => removeFolder(folder))

type Step = readonly [type: string, actor: string, to?: string]

const LIVES: Readonly<Record<string, readonly Step[]>> = {
  given: [
    ['on-the-way', 'kari'],
    ['handed-over', 'kari'],
    ['note', 'ola'],
  ],
  'given-and-got-back': [
    ['on-the-way', 'kari'],
    ['handed-over', 'kari', 'ola'],
    ['handed-over', 'ola', 'kari'],
  ],
  'given-back': [
    ['on-the-way', 'kari'],
    ['released', 'kari'],
  ],
  'on-site': [
    ['on-the-way', 'kari'],
    ['on-site', 'kari'],
  ],
  taken: [['acknowledged', 'kari']],
}

test('an alarm that is on the way keeps who said so', async () => {
  const before = new DataSource({
    type: 'sqlite',
    database: join(folder, DATABASE_FILE),
    migrations: MIGRATIONS.slice(0, MIGRATIONS.indexOf(OwnWord0000000000160)),
    migrationsTransactionMode: 'each',
  })
  await before.initialize()
  await before.runMigrations()
  for (const [id, steps] of Object.entries(LIVES)) {
    await before.query(
      `INSERT INTO alarms (id, incident_id, cause, category, priority, state, count, opened_at, last_rang_at,
         ring_revision, ringing, revision, owner_id)
       VALUES (?, ?, 'fall', 'care', 'critical', 'raised', 1, 5, 5, 1, 1, 1, 'kari')`,
      [id, id],
    )
    for (const [index, [type, actor, to]] of steps.entries()) {
      await before.query(
        `INSERT INTO alarm_actions (alarm_id, sequence, type, actor_kind, actor_id, at, reason, data)
         VALUES (?, ?, ?, 'person', ?, 6, 'step-taken', ?)`,
        [id, index + 2, type, actor, JSON.stringify({ to })],
      )
    }
  }
  await before.destroy()
  const store = await openStore(folder)
  try {
    const rows = await store.reader.query<{ id: string; who: string | null }[]>(
      'SELECT id, on_the_way_id AS who FROM alarms ORDER BY id',
    )
    expect(rows).toEqual([
      { id: 'given', who: 'kari' },
      { id: 'given-and-got-back', who: null },
      { id: 'given-back', who: null },
      { id: 'on-site', who: null },
      { id: 'taken', who: null },
    ])
  } finally {
    await store.close()
  }
})
