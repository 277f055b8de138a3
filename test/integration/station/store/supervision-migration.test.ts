/** Migration 30 on a database of schema 20 with an open alarm in it: nothing changes but what is added. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DataSource } from 'typeorm'
import { FirstSchema0000000000010 } from '../../../../station/store/migrations/0010-first-schema.ts'
import { PairedDevices0000000000020 } from '../../../../station/store/migrations/0020-paired-devices.ts'
import { openAlarms } from '../../../../station/store/alarm-rows.ts'
import { DATABASE_FILE, openStore } from '../../../../station/store/open-store.ts'
import { newFolder, removeFolder } from '../station-core.ts'

let folder: string

beforeEach(async () => {
  folder = await newFolder()
})
afterEach(() => removeFolder(folder))

test('an alarm from before has no subject and stays open', async () => {
  const before = new DataSource({
    type: 'sqlite',
    database: join(folder, DATABASE_FILE),
    migrations: [FirstSchema0000000000010, PairedDevices0000000000020],
    migrationsTransactionMode: 'each',
  })
  await before.initialize()
  await before.runMigrations()
  await before.query(
    `INSERT INTO alarms (id, incident_id, cause, category, priority, state, count, opened_at, last_rang_at,
       ring_revision, ringing, revision)
     VALUES ('old', 'old', 'fault', 'technical', 'medium', 'raised', 1, 5, 5, 1, 1, 1)`,
  )
  await before.destroy()

  const store = await openStore(folder)
  try {
    const [alarm] = await openAlarms(store.reader.manager)
    expect(alarm).toMatchObject({ id: 'old', state: 'raised', openedAt: 5 })
    expect(alarm).not.toHaveProperty('subject')
    await store.writer.query("INSERT INTO port_identities (path, by_id) VALUES ('/dev/ttyUSB0', 'usb-A1')")
    expect(await store.reader.query('SELECT path, serial_number, by_id FROM port_identities')).toEqual([
      { path: '/dev/ttyUSB0', serial_number: null, by_id: 'usb-A1' },
    ])
  } finally {
    await store.close()
  }
})
