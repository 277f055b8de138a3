/** Migration 60 on a database of schema 50 with people and a resident in it: nobody is lost, codes are first-use codes. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DataSource } from 'typeorm'
import { MIGRATIONS } from '../../../../station/store/migrations/index.ts'
import { DATABASE_FILE, openStore } from '../../../../station/store/open-store.ts'
import { newFolder, removeFolder } from '../station-core.ts'

let folder: string

beforeEach(async () => {
  folder = await newFolder()
})
afterEach(() => removeFolder(folder))

test('a code from before was never used to sign in, so it is changed at the first sign-in', async () => {
  const at = MIGRATIONS.findIndex(({ name }) => name === 'People0000000000060')
  const before = new DataSource({
    type: 'sqlite',
    database: join(folder, DATABASE_FILE),
    migrations: MIGRATIONS.slice(0, at),
    migrationsTransactionMode: 'each',
  })
  await before.initialize()
  await before.runMigrations()
  await before.query("INSERT INTO residents (id, name) VALUES ('r-204', 'Ingrid Solberg')")
  await before.query(
    `INSERT INTO people (id, name, role, pin, left_at) VALUES
       ('kari', 'Kari Nordmann', 'caregiver', 'scrypt$…', NULL),
       ('ola', 'Ola Hansen', 'technician', NULL, NULL),
       ('per', 'Per Holm', 'caregiver', NULL, 5)`,
  )
  await before.destroy()

  const store = await openStore(folder)
  try {
    expect(await store.reader.query('SELECT * FROM people ORDER BY id')).toEqual([
      {
        id: 'kari',
        name: 'Kari Nordmann',
        role: 'caregiver',
        pin: 'scrypt$…',
        left_at: null,
        pin_first_use: 1,
        provisioned_pin: 'scrypt$…',
        origin: 'file',
        phone: null,
      },
      expect.objectContaining({ id: 'ola', pin: null, pin_first_use: 0, provisioned_pin: null }),
      expect.objectContaining({ id: 'per', left_at: 5, origin: 'file' }),
    ])
    expect(await store.reader.query('SELECT id FROM residents')).toEqual([{ id: 'r-204' }])
    for (const table of ['pin_failures', 'sessions', 'shifts']) {
      expect(await store.reader.query(`SELECT count(*) AS rows FROM ${table}`)).toEqual([{ rows: 0 }])
    }
    const shift = `INSERT INTO shifts (id, person_id, started_at, sound_check) VALUES (?, 'kari', 5, 'heard')`
    await store.writer.query(shift, ['s-1'])
    await expect(store.writer.query(shift, ['s-2'])).rejects.toThrow(/UNIQUE/)
  } finally {
    await store.close()
  }
})
