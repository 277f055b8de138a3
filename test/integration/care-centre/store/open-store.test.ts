import { createHash } from 'node:crypto'
import { readFile, readdir, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { DataSource } from 'typeorm'
import { expect, test } from 'vitest'
import { storeBodies } from '../../../../care-centre/intake/store-bodies.ts'
import { judgeBody } from '../../../../care-centre/intake/judge-message.ts'
import { readingSource, writingSource } from '../../../../care-centre/store/data-source.ts'
import { appendOnlyTriggers } from '../../../../care-centre/store/migrations/migration.ts'
import { AlarmCodes } from '../../../../care-centre/store/migrations/0090-alarm-codes.ts'
import { MIGRATIONS } from '../../../../care-centre/store/migrations/index.ts'
import { DATABASE_NAME, openStore } from '../../../../care-centre/store/open-store.ts'
import type { Store } from '../../../../care-centre/store/store.ts'
import { message, temporaryFolder } from '../centre-harness.ts'

async function withSource<T>(
  folder: string,
  work: (source: DataSource) => Promise<T>,
  migrations = MIGRATIONS,
) {
  const source = await writingSource(path.join(folder, DATABASE_NAME), migrations).initialize()
  try {
    return await work(source)
  } finally {
    await source.destroy()
  }
}

async function tell(store: Store, ...messages: unknown[]) {
  const body = judgeBody({ messages })
  if (body === undefined) throw new Error('a body has messages')
  return store.writes.run((transaction) =>
    storeBodies(
      transaction,
      [{ station: 'st-1', body }],
      [{ station: 'st-1', said: null, isStraight: true }],
      1,
    ),
  )
}

async function namesOf(source: DataSource, type: string): Promise<string[]> {
  const rows = await source.query<{ name: string }[]>(
    `SELECT name FROM sqlite_master WHERE type = ? AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    [type],
  )
  return rows.map((row) => row.name)
}

async function digestOf(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
}

test('the migrations make every table, index and trigger', async () => {
  const folder = await temporaryFolder()
  await (await openStore(folder)).close()
  await withSource(folder, async (source) => {
    expect(await namesOf(source, 'table')).toEqual(
      expect.arrayContaining(['alarm', 'command', 'command_result', 'message', 'open_command', 'station']),
    )
    expect(await namesOf(source, 'index')).toEqual(
      expect.arrayContaining(['alarm_by_open', 'alarm_by_station', 'command_of_alarm', 'message_of_alarm']),
    )
    expect(await namesOf(source, 'trigger')).toEqual(appendOnlyTriggers('sqlite').sort())
  })
})

test('a statement that is none is refused, and the next transaction runs', async () => {
  const store = await openStore(await temporaryFolder())
  await expect(store.writes.run(({ query }) => query('SELEKT 1'))).rejects.toThrow(/syntax/)
  expect(await store.writes.run(({ query }) => query('SELECT 1 AS one'))).toEqual([{ one: 1 }])
  await store.close()
})

test('the second migration keeps every row of the first, and a copy from before stands beside', async () => {
  const folder = await temporaryFolder()
  await withSource(
    folder,
    async (source) => {
      await source.runMigrations()
      await source.query(
        `INSERT INTO message VALUES (1,'st-1','m-1','f','a-1','i-1',1,'alarm.raised','critical','care','fall',NULL,NULL,NULL,'t','t',1,'{}')`,
      )
      await source.query(
        `INSERT INTO alarm VALUES (1,'st-1','a-1','i-1','raised',1,'critical','care','fall',NULL,NULL,NULL,1,NULL,'t','t',1)`,
      )
      await source.query(`INSERT INTO station VALUES ('st-1', 1)`)
    },
    MIGRATIONS.slice(0, 1),
  )
  const store = await openStore(folder)
  expect(await store.reads.countOpen()).toBe(1)
  await store.close()
  await withSource(folder, async (source) => {
    for (const table of ['message', 'alarm', 'station']) {
      expect(await source.query(`SELECT count(*) AS rows FROM ${table}`)).toEqual([{ rows: 1 }])
    }
    expect(await source.query('PRAGMA foreign_key_check')).toEqual([])
  })
  expect(await readdir(folder)).toContain(`${DATABASE_NAME}.before-migration-2`)
})

test('a step that gives alarms their code reads it for those that are open', async () => {
  const folder = await temporaryFolder()
  const before = MIGRATIONS.slice(0, MIGRATIONS.indexOf(AlarmCodes))
  const raised = (number: number, alarm: string, data: string) =>
    `INSERT INTO message VALUES (${String(number)},'st-1','m-${alarm}','f','${alarm}','i-1',1,'alarm.raised','high','care','door',NULL,NULL,NULL,'t','t',1,'${data}')`
  const row = (alarm: string, state: string, open: number) =>
    `INSERT INTO alarm (station, id, incident, state, open, priority, category, cause, count, "openedAt", "updatedAt", sequence)
     VALUES ('st-1','${alarm}','i-1','${state}',${String(open)},'high','care','door',1,'t','t',1)`
  await withSource(
    folder,
    async (source) => {
      await source.runMigrations()
      await source.query(`INSERT INTO station (id, "lastHeardAt") VALUES ('st-1', 1)`)
      await source.query(raised(1, 'a-1', '{"code":"nobody-back"}'))
      await source.query(raised(2, 'a-2', '{}'))
      await source.query(raised(3, 'a-3', '{"code":"nobody-back"}'))
      await source.query(row('a-1', 'raised', 1))
      await source.query(row('a-2', 'raised', 1))
      await source.query(row('a-3', 'resolved', 0))
    },
    before,
  )
  await (await openStore(folder)).close()
  await withSource(folder, async (source) => {
    expect(await source.query('SELECT id, code FROM alarm ORDER BY id')).toEqual([
      { id: 'a-1', code: 'nobody-back' },
      { id: 'a-2', code: null },
      { id: 'a-3', code: null },
    ])
    expect(await source.query('SELECT count(*) AS rows FROM message')).toEqual([{ rows: 3 }])
  })
})

test('messages, commands and results can be neither changed nor deleted', async () => {
  const folder = await temporaryFolder()
  const store = await openStore(folder)
  await tell(store, message('a-1', 1, 'raised'))
  await store.writes.run(async ({ query }) => {
    await query(
      `INSERT INTO command (id, station, alarm, type, "givenBy", at) VALUES ('c-1', 'st-1', 'a-1', 'acknowledge', 'op', 1)`,
    )
    await query(`INSERT INTO command_result VALUES ('c-1', 'done', NULL, 1)`)
  })
  for (const sql of [
    'UPDATE message SET sequence = 9',
    'DELETE FROM message',
    `UPDATE command SET givenBy = 'x'`,
    'DELETE FROM command',
    `UPDATE command_result SET result = 'refused'`,
    'DELETE FROM command_result',
  ]) {
    await expect(store.writes.run(({ query }) => query(sql))).rejects.toThrow(/append-only/)
  }
  await store.close()
})

test('a command for an alarm that is not there is refused by the database itself', async () => {
  const store = await openStore(await temporaryFolder())
  const sql = `INSERT INTO command (id, station, alarm, type, "givenBy", at) VALUES ('c-1', 'st-1', 'none', 'note', 'op', 1)`
  await expect(store.writes.run(({ query }) => query(sql))).rejects.toThrow(/FOREIGN KEY/)
  await store.close()
})

test('a commit is on the disk: WAL with full sync', async () => {
  const store = await openStore(await temporaryFolder())
  const pragmas = await store.writes.run(async ({ query }) => [
    await query('PRAGMA journal_mode'),
    await query('PRAGMA synchronous'),
    await query('PRAGMA foreign_keys'),
  ])
  expect(pragmas).toEqual([[{ journal_mode: 'wal' }], [{ synchronous: 2 }], [{ foreign_keys: 1 }]])
  await store.close()
})

test('a second one on the folder is refused in words until the first has closed', async () => {
  const folder = await temporaryFolder()
  const first = await openStore(folder)
  await expect(openStore(folder)).rejects.toMatchObject({
    code: 'folder-taken',
    message: expect.stringContaining(`another care centre runs on ${folder}`) as unknown,
  })
  // The one that was refused has let nothing of the first one go.
  await expect(openStore(folder)).rejects.toMatchObject({ code: 'folder-taken' })
  await tell(first, message('a-1', 1, 'raised'))
  await first.close()
  const next = await openStore(folder)
  expect(await next.reads.countOpen()).toBe(1)
  await next.close()
})

test('a start that failed has let the folder go', async () => {
  const folder = await temporaryFolder()
  await expect(openStore(folder, [...MIGRATIONS, Broken])).rejects.toMatchObject({ code: 'migration-failed' })
  await (await openStore(folder)).close()
})

test('a missing trigger stops the start', async () => {
  const folder = await temporaryFolder()
  await (await openStore(folder)).close()
  await withSource(folder, (source) => source.query('DROP TRIGGER message_never_deleted'))
  await expect(openStore(folder)).rejects.toMatchObject({
    code: 'not-durable',
    message: expect.stringContaining('message_never_deleted') as unknown,
  })
})

test('a database of a newer program is refused in words and not touched', async () => {
  const folder = await temporaryFolder()
  await (await openStore(folder)).close()
  await withSource(folder, (source) =>
    source.query(`INSERT INTO migrations (timestamp, name) VALUES (9990, 'Future0000000009990')`),
  )
  const file = path.join(folder, DATABASE_NAME)
  const before = await digestOf(file)
  await expect(openStore(folder)).rejects.toMatchObject({
    code: 'database-newer',
    message: expect.stringMatching(/newer version.*not touched/) as unknown,
  })
  expect(await digestOf(file)).toBe(before)
})

test.each([
  ['cut off', (file: string) => truncate(file, 20_000)],
  ['no database at all', (file: string) => writeFile(file, 'Kjære dagbok, '.repeat(500))],
])('a database that is %s is refused in words and not touched', async (_what, harm) => {
  const folder = await temporaryFolder()
  await (await openStore(folder)).close()
  const file = path.join(folder, DATABASE_NAME)
  await harm(file)
  const before = await digestOf(file)
  await expect(openStore(folder)).rejects.toMatchObject({
    code: 'database-damaged',
    message: expect.stringMatching(/not touched.*restore a backup/) as unknown,
  })
  expect(await digestOf(file)).toBe(before)
})

class Broken {
  readonly name = 'Broken0000000000990'
  async up(runner: { query(sql: string): Promise<unknown> }): Promise<void> {
    await runner.query('CREATE TABLE half_made (id TEXT)')
    await runner.query('CREATE TABLE message (id TEXT)')
  }
  down(): Promise<void> {
    return Promise.resolve()
  }
}

test('a migration that fails stops the start and leaves nothing of itself', async () => {
  const folder = await temporaryFolder()
  const store = await openStore(folder)
  await tell(store, message('a-1', 1, 'raised'))
  await store.close()
  // Of a try whose copy was cut short: it must not pass for one.
  const copy = `${DATABASE_NAME}.before-migration-${MIGRATIONS.length + 1}`
  await writeFile(path.join(folder, copy), 'half a copy')
  await expect(openStore(folder, [...MIGRATIONS, Broken])).rejects.toMatchObject({ code: 'migration-failed' })
  expect((await readdir(folder)).filter((name) => name.includes('before-migration'))).toEqual([copy])
  const copied = await readingSource(path.join(folder, copy)).initialize()
  expect(await copied.query('SELECT count(*) AS rows FROM message')).toEqual([{ rows: 1 }])
  await copied.destroy()
  const again = await openStore(folder)
  expect(await again.reads.countOpen()).toBe(1)
  await again.close()
  await withSource(folder, async (source) => {
    expect(await namesOf(source, 'table')).not.toContain('half_made')
  })
})
