/** Opening: order, refusals that leave the file as it was, migrations, triggers (style pitfalls 3–8). */
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SCHEMA_VERSION, MIGRATIONS } from '../../../../station/store/migrations/index.ts'
import { DATABASE_FILE, openStore } from '../../../../station/store/open-store.ts'
import { openWriter } from '../../../../station/store/sqlite.ts'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tryggvakt-store-'))
  file = join(folder, DATABASE_FILE)
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function digest(): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
}

/** Makes a database of today, lets `change` at it, and closes it. */
async function databaseWith(...statements: string[]): Promise<void> {
  await (await openStore(folder)).close()
  const source = await openWriter(file)
  for (const statement of statements) await source.query(statement)
  await source.query('PRAGMA wal_checkpoint(TRUNCATE)')
  await source.destroy()
}

describe('a new database', () => {
  test('has write-ahead logging, full sync and foreign keys', async () => {
    const store = await openStore(folder)
    try {
      expect(await store.writer.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }])
      expect(await store.writer.query('PRAGMA synchronous')).toEqual([{ synchronous: 2 }])
      expect(await store.writer.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }])
      expect(await store.writer.query('PRAGMA user_version')).toEqual([{ user_version: SCHEMA_VERSION }])
    } finally {
      await store.close()
    }
  })

  test('has every table, index and trigger that the migration names', async () => {
    const store = await openStore(folder)
    try {
      const rows: { type: string; name: string }[] = await store.reader.query(
        "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name <> 'migrations' ORDER BY 1, 2",
      )
      expect(rows.map(({ type, name }) => `${type} ${name}`)).toMatchInlineSnapshot(`
        [
          "index alarm_deadlines_waiting",
          "index alarms_open",
          "index alarms_opened",
          "index alarms_resident",
          "index centre_commands_unreported",
          "index device_assignments_current",
          "index device_events_alarm",
          "index device_events_device_kind",
          "index device_events_received",
          "index device_tests_device",
          "index device_tests_running",
          "index former_placements_device",
          "index outbox_messages_waiting",
          "index outbox_messages_waiting_by_alarm",
          "index resident_absences_running",
          "index shifts_ended",
          "index shifts_running",
          "index suppressed_events_alarm",
          "table action_words",
          "table alarm_actions",
          "table alarm_deadlines",
          "table alarm_sounds",
          "table alarms",
          "table audit_entries",
          "table centre_commands",
          "table device_assignments",
          "table device_events",
          "table device_keys",
          "table device_memory",
          "table device_readings",
          "table device_settings",
          "table device_tests",
          "table devices",
          "table duty_check",
          "table escalation_levels",
          "table former_placements",
          "table outbox_messages",
          "table people",
          "table pin_failures",
          "table port_identities",
          "table resident_absences",
          "table resident_hours",
          "table resident_rules",
          "table residents",
          "table rule_deadlines",
          "table sessions",
          "table settings",
          "table shift_remarks",
          "table shifts",
          "table suppressed_events",
          "table wire_evidence",
          "trigger alarm_actions_no_delete",
          "trigger alarm_actions_no_update",
          "trigger alarms_no_delete",
          "trigger audit_entries_no_delete",
          "trigger audit_entries_no_update",
          "trigger device_events_no_delete",
          "trigger device_events_no_update",
          "trigger outbox_messages_body_fixed",
          "trigger outbox_messages_no_delete",
          "trigger outbox_messages_stay_acknowledged",
          "trigger suppressed_events_no_delete",
          "trigger suppressed_events_no_update",
        ]
      `)
    } finally {
      await store.close()
    }
  })

  test('matches the entities, column by column', async () => {
    const store = await openStore(folder)
    try {
      for (const entity of store.writer.entityMetadatas) {
        const columns: { name: string }[] = await store.reader.query(`PRAGMA table_info(${entity.tableName})`)
        expect([entity.tableName, ...entity.columns.map(({ databaseName }) => databaseName)]).toEqual([
          entity.tableName,
          ...columns.map(({ name }) => name),
        ])
      }
    } finally {
      await store.close()
    }
  })
})

describe('append-only', () => {
  const ALARM = `INSERT INTO alarms (id, incident_id, cause, category, priority, state, count, opened_at,
    last_rang_at, ring_revision, ringing, revision) VALUES ('a', 'i', 'fall', 'care', 'critical', 'raised', 1, 1, 1, 1, 1, 1)`
  const ROWS = [
    ALARM,
    "INSERT INTO devices (id, protocol, lifecycle) VALUES ('d', 'mr60fda', 'commissioned')",
    "INSERT INTO device_events (id, device_id, kind, value, occurred_at, received_at) VALUES ('e', 'd', 'fall', 'true', 1, 1)",
    "INSERT INTO alarm_actions (alarm_id, sequence, type, actor_kind, actor_id, at, reason, data) VALUES ('a', 1, 'raised', 'rule', 'fall', 1, 'rule-matched', '{}')",
    "INSERT INTO audit_entries (at, actor_kind, actor_id, action, subject, data, previous_hash, hash) VALUES (1, 'rule', 'fall', 'x', 'a', '{}', '0', '1')",
    "INSERT INTO outbox_messages (id, alarm_id, sequence, type, priority, priority_rank, body, created_at, acknowledged_at) VALUES ('m', 'a', 1, 'alarm.raised', 'critical', 0, '{}', 1, 5)",
  ]
  test.each([
    ["UPDATE device_events SET kind = 'presence'", 'append-only'],
    ['DELETE FROM device_events', 'append-only'],
    ["UPDATE alarm_actions SET type = 'note'", 'append-only'],
    ['DELETE FROM alarm_actions', 'append-only'],
    ["UPDATE audit_entries SET actor_id = 'somebody else'", 'append-only'],
    ['DELETE FROM audit_entries', 'append-only'],
    ['DELETE FROM alarms', 'never deleted'],
    ['DELETE FROM outbox_messages', 'never deleted'],
    ["UPDATE outbox_messages SET body = '[]'", 'never changed'],
    ['UPDATE outbox_messages SET acknowledged_at = NULL', 'never taken back'],
  ])('%s is refused', async (statement, words) => {
    await databaseWith(...ROWS)
    const source = await openWriter(file)
    try {
      await expect(source.query(statement)).rejects.toThrow(words)
    } finally {
      await source.destroy()
    }
  })
})

describe('refused, and the file stays as it is', () => {
  test('a database newer than the program', async () => {
    await databaseWith(`PRAGMA user_version = ${String(SCHEMA_VERSION + 10)}`)
    const before = await digest()
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'newer' })
    expect(await digest()).toBe(before)
  })

  test('a file that is no database', async () => {
    await writeFile(file, 'this was a shopping list once'.repeat(200))
    const before = await digest()
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'damaged' })
    expect(await digest()).toBe(before)
  })

  test('a database with garbage over a page', async () => {
    await databaseWith()
    const bytes = await readFile(file)
    bytes.fill(0xa5, 4096 * 3, 4096 * 6)
    await writeFile(file, bytes)
    const before = await digest()
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'damaged' })
    expect(await digest()).toBe(before)
  })

  test.each([
    'audit_entries_no_delete',
    'suppressed_events_no_update',
    'alarms_no_delete',
    'outbox_messages_stay_acknowledged',
  ])('a database whose trigger %s was taken away', async (trigger) => {
    await databaseWith(`DROP TRIGGER ${trigger}`)
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'damaged' })
  })

  test('a folder that another station holds; free again when it ends', async () => {
    const first = await openStore(folder)
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'locked' })
    await first.close()
    await (await openStore(folder)).close()
  })
})

describe('migrations', () => {
  test('rise in number, and their names carry it', () => {
    const numbers = MIGRATIONS.map((migration) => Number(/\d{13}$/.exec(migration.name)?.[0]))
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
    expect(numbers.at(-1)).toBe(SCHEMA_VERSION)
  })

  test('a second start migrates nothing and keeps every row', async () => {
    await databaseWith("INSERT INTO people (id, name, role) VALUES ('kari', 'Kari Nordmann', 'caregiver')")
    const store = await openStore(folder)
    try {
      expect(await store.reader.query('SELECT count(*) AS rows FROM people')).toEqual([{ rows: 1 }])
      expect((await readdir(folder)).filter((name) => name.includes('before-migration'))).toEqual([])
    } finally {
      await store.close()
    }
  })

  test('sqlite3 runs only the first of several statements in one call, so each has a call of its own', async () => {
    const source = await openWriter(join(folder, 'scratch.sqlite'))
    try {
      await source.query('CREATE TABLE one (id INTEGER); CREATE TABLE two (id INTEGER)')
      const rows: { name: string }[] = await source.query(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('one', 'two')",
      )
      expect(rows).toEqual([{ name: 'one' }])
    } finally {
      await source.destroy()
    }
  })
})
