/** The care centre's store on PostgreSQL: its tables, and what the database itself refuses. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { judgeBody } from '../../../care-centre/intake/judge-message.ts'
import { storeBodies } from '../../../care-centre/intake/store-bodies.ts'
import { MIGRATIONS } from '../../../care-centre/store/migrations/index.ts'
import { APPEND_ONLY, migration } from '../../../care-centre/store/migrations/migration.ts'
import { openStore } from '../../../care-centre/store/open-store.ts'
import { migratingSource } from '../../../care-centre/store/postgres/driver.ts'
import { openPostgres } from '../../../care-centre/store/postgres/open-postgres.ts'
import type { Store } from '../../../care-centre/store/store.ts'
import { message, temporaryFolder } from '../../integration/care-centre/centre-harness.ts'
import { CleanUp } from '../../support/clean-up.ts'
import { Postgres } from '../../support/postgres.ts'
import { waitUntil } from '../../support/wait-until.ts'

const cleanUp = new CleanUp()
let server: Postgres

beforeAll(async () => {
  server = await Postgres.started(cleanUp)
})
afterAll(() => cleanUp.run())

async function open(database: string, migrations = MIGRATIONS): Promise<Store> {
  const store = await openPostgres(server.url(database), () => undefined, migrations)
  onTestFinished(() => store.close())
  return store
}

/** One that is closed before the test ends. */
async function once(database: string, migrations = MIGRATIONS): Promise<void> {
  await (await openPostgres(server.url(database), () => undefined, migrations)).close()
}

/** As an older program left it: so many steps done. */
async function brought(database: string, steps: number): Promise<void> {
  const source = await migratingSource(server.url(database), MIGRATIONS.slice(0, steps)).initialize()
  await source.runMigrations()
  await source.destroy()
}

async function tell(store: Store, ...messages: unknown[]) {
  const body = judgeBody({ messages })
  if (body === undefined) throw new Error('a body has messages')
  return store.writes.run((transaction) => storeBodies(transaction, [{ station: 'st-1', body }], [], 1))
}

test('every step on an older schema keeps the rows of the one before', async () => {
  const database = await server.newDatabase()
  await brought(database, 1)
  await server.sql(
    `INSERT INTO message VALUES (1,'st-1','m-1','f','a-1','i-1',1,'alarm.raised','critical','care','fall',NULL,NULL,NULL,'t','t',1,'{}')`,
    database,
  )
  await server.sql(
    `INSERT INTO alarm VALUES (1,'st-1','a-1','i-1','raised',1,'critical','care','fall',NULL,NULL,NULL,1,NULL,'t','t',1)`,
    database,
  )
  await server.sql(`INSERT INTO station VALUES ('st-1', 1)`, database)
  for (let step = 2; step < MIGRATIONS.length; step += 1) await brought(database, step)
  await once(database)
  for (const table of ['message', 'alarm', 'station']) {
    expect(await server.sql(`SELECT count(*)::int AS rows FROM ${table}`, database)).toEqual([{ rows: 1 }])
  }
})

test('both databases have the same tables with the same columns', async () => {
  const database = await server.newDatabase()
  await once(database)
  const columns = await server.sql<{ table: string; column: string }>(
    `SELECT table_name AS table, column_name AS column FROM information_schema.columns WHERE table_schema = 'public'`,
    database,
  )
  const sqlite = await openStore(await temporaryFolder())
  onTestFinished(() => sqlite.close())
  const theirs = await sqlite.reading.query<{ table: string; column: string }>(
    `SELECT m.name AS "table", c.name AS "column" FROM sqlite_master AS m, pragma_table_info(m.name) AS c
     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`,
  )
  const names = (rows: readonly { table: string; column: string }[]): string[] =>
    rows
      .filter(({ table }) => table !== 'change')
      .map(({ table, column }) => `${table}.${column}`)
      .sort()
  expect(names(columns)).toEqual(names(theirs))
})

test('what is only ever added to can be neither changed, deleted nor emptied', async () => {
  const database = await server.newDatabase()
  const store = await open(database)
  await tell(store, message('a-1', 1, 'raised'))
  await store.writes.run(async ({ query }) => {
    await query(
      `INSERT INTO command (id, station, alarm, type, "givenBy", at) VALUES ('c-1', 'st-1', 'a-1', 'note', 'op', 1)`,
    )
    await query(`INSERT INTO command_result (command, result, at) VALUES ('c-1', 'done', 1)`)
  })
  for (const table of ['message', 'command', 'command_result']) {
    for (const sql of [`UPDATE ${table} SET station = 'x'`, `DELETE FROM ${table}`]) {
      const said = table === 'command_result' ? sql.replace('station', 'code') : sql
      await expect(store.writes.run(({ query }) => query(said))).rejects.toThrow(/append-only/)
    }
  }
  for (const table of APPEND_ONLY) {
    await expect(store.writes.run(({ query }) => query(`TRUNCATE ${table} CASCADE`))).rejects.toThrow(
      /append-only/,
    )
  }
})

test('a transaction that fails leaves nothing, and one whose error was passed over does not pass for stored', async () => {
  const store = await open(await server.newDatabase())
  const insert = `INSERT INTO station (id, "lastHeardAt") VALUES (?, 1)`
  const stations = async () =>
    (await store.reading.query<{ id: string }>('SELECT id FROM station')).map(({ id }) => id)
  await expect(
    store.writes.run(async ({ query }) => {
      await query(insert, ['lost'])
      throw new Error('changed its mind')
    }),
  ).rejects.toThrow('changed its mind')
  await expect(
    store.writes.run(async ({ query }) => {
      await query(insert, ['lost'])
      await query(insert, ['lost']).catch(() => undefined)
    }),
  ).rejects.toThrow(/ROLLBACK/)
  await store.writes.run(({ query }) => query(insert, ['kept']))
  expect(await stations()).toEqual(['kept'])
})

test('an alarm is looked for by its id and not among all of its station, also while the tables are new', async () => {
  const database = await server.newDatabase()
  const store = await openPostgres(server.url(database), () => undefined)
  for (let body = 0; body < 8; body += 1) {
    await tell(store, ...Array.from({ length: 20 }, (_, at) => message(`a-${body}-${at}`, 1, 'raised')))
  }
  await tell(store, message('a-0-0', 2, 'acknowledged'))
  await store.close()
  // A session adds what it has counted when it ends, which is after it was let go.
  const sessions = `SELECT pid FROM pg_stat_activity WHERE datname = '${database}'`
  await waitUntil(async () => (await server.sql(sessions)).length === 0, 'its sessions do not end')
  const read = await server.sql<{ index: string; rows: number }>(
    `SELECT indexrelname AS index, idx_tup_read::int AS rows FROM pg_stat_user_indexes
      WHERE relname = 'alarm' AND idx_tup_read > 0`,
    database,
  )
  expect(read.map(({ index }) => index)).toEqual(['alarm_id_station_key'])
})

test('two that wait for each other: one gives way and does it again', async () => {
  const store = await open(await server.newDatabase())
  const touch = async (first: string, second: string, meet: () => Promise<void>): Promise<void> => {
    let tries = 0
    await store.writes.run(async ({ lock }) => {
      tries += 1
      await lock([first])
      if (tries === 1) await meet()
      await lock([second])
    })
  }
  let here = 0
  let both: () => void = () => undefined
  const met = new Promise<void>((resolve) => {
    both = resolve
  })
  const meet = (): Promise<void> => {
    here += 1
    if (here === 2) both()
    return met
  }
  await Promise.all([touch('st-1', 'st-2', meet), touch('st-2', 'st-1', meet)])
  expect(here).toBe(2)
})

test('characters that PostgreSQL cannot hold are stored as unreadable, and the message is taken', async () => {
  const store = await open(await server.newDatabase())
  const odd = message('a-1', 1, 'raised', {
    placement: 'b\0th \uD800',
    data: { note: '\0 \uDC00', name: 'Ingvild Ås 👵' },
  })
  expect((await tell(store, odd)).replies[0]?.acknowledged).toEqual(['a-1-1'])
  expect((await tell(store, odd)).replies[0]?.acknowledged).toEqual(['a-1-1'])
  const [alarm] = await store.reads.find('a-1', undefined)
  expect(alarm?.placement).toBe('b\uFFFDth \uFFFD')
})

test('changes are told whole, of a station and of none, alone and among others, whatever their words', async () => {
  const database = await server.newDatabase()
  const store = await open(database)
  const ofNone = { type: 'session', station: '', data: { reason: 'over' } }
  const ofOne = {
    type: 'alarm',
    station: 'st-1',
    data: { note: 'a\nb\r\n\u2028 \0 \uDC00 👵', holder: null },
  }
  const groups = [[ofNone], [ofOne], [ofNone, ofOne, ofNone], [ofNone, ofNone]]
  for (const group of groups) {
    await store.writes.run(({ announce }) => {
      for (const change of group) announce(change)
      return Promise.resolve()
    })
  }
  const rows = await server.sql<{ type: string; station: string; data: string }>(
    'SELECT type, station, data FROM change ORDER BY number',
    database,
  )
  const told = rows.map(({ type, station, data }) => ({ type, station, data: JSON.parse(data) as unknown }))
  expect(told).toEqual(groups.flat())
})

test('numbers that were lost hold up no change of this node, and the order stays', async () => {
  const database = await server.newDatabase()
  const store = await open(database)
  const heard: unknown[] = []
  store.changes.listen({ onChange: ({ data }) => heard.push(data), onGap: () => heard.push('gap') })
  const told = Array.from({ length: 12 }, (_, at) => ({ at }))
  for (const data of told) {
    // As a transaction does that is rolled back after its changes have been written.
    if (data.at % 4 === 1)
      await server.sql(`SELECT nextval(pg_get_serial_sequence('change', 'number'))`, database)
    await store.writes.run(({ announce }) => {
      announce({ type: 'alarm', station: 'st-1', data })
      return Promise.resolve()
    })
  }
  await waitUntil(() => heard.length >= told.length, 'what came after lost numbers was not told')
  expect(heard).toEqual(told)
})

test('a newer database, a missing trigger and a step that fails stop the start', async () => {
  const database = await server.newDatabase()
  await once(database)
  await expect(
    once(database, [
      ...MIGRATIONS,
      migration(9000, 'Broken', [
        'CREATE TABLE half_made (id TEXT) STRICT',
        'CREATE TABLE message (id TEXT) STRICT',
      ]),
    ]),
  ).rejects.toMatchObject({ code: 'migration-failed' })
  expect(await server.sql(`SELECT to_regclass('half_made') AS made`, database)).toEqual([{ made: null }])

  await server.sql('ALTER TABLE message DISABLE TRIGGER message_never_deleted', database)
  await expect(once(database)).rejects.toMatchObject({ code: 'not-durable' })
  await server.sql('ALTER TABLE message ENABLE TRIGGER message_never_deleted', database)

  await server.sql(`INSERT INTO migrations (timestamp, name) VALUES (9990, 'Future0000000009990')`, database)
  await expect(once(database)).rejects.toMatchObject({ code: 'database-newer' })
})

test('a commit waits for the disk, whatever the database says of it', async () => {
  const database = await server.newDatabase()
  await server.sql(`ALTER DATABASE ${database} SET synchronous_commit = off`)
  const store = await open(database)
  const [row] = await store.writes.run(({ query }) =>
    query<{ value: string }>(`SELECT current_setting('synchronous_commit') AS value`),
  )
  expect(row?.value).toBe('on')
})

test('where nobody answers, the start says so and does not repeat the password', async () => {
  const words = await openPostgres('postgres://centre:secret@127.0.0.1:1/centre', () => undefined).catch(
    String,
  )
  expect(words).toMatch(/cannot be reached/)
  expect(words).not.toMatch(/secret/)
})
