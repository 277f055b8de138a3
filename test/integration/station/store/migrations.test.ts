/** From an older schema to today's, with rows in every table (style pitfalls 4 and 7). */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DataSource } from 'typeorm'
import { startErrorOf } from '../../../../station/start-words.ts'
import { MIGRATIONS } from '../../../../station/store/migrations/index.ts'
import { DATABASE_FILE, openStore } from '../../../../station/store/open-store.ts'
import { StoreError } from '../../../../station/store/store-error.ts'
import { newFolder, removeFolder } from '../station-core.ts'

let folder: string

beforeEach(async () => {
  folder = await newFolder()
})
afterEach(() => removeFolder(folder))

/** The database as a program knew it that had the first `steps` migrations. */
async function withSchemaOf(steps: number, work: (source: DataSource) => Promise<void>): Promise<void> {
  const source = new DataSource({
    type: 'sqlite',
    database: join(folder, DATABASE_FILE),
    migrations: MIGRATIONS.slice(0, steps),
    migrationsTransactionMode: 'each',
  })
  await source.initialize()
  try {
    await source.runMigrations()
    await work(source)
  } finally {
    await source.destroy()
  }
}

interface Table {
  readonly name: string
  readonly sql: string
}

async function tablesOf(source: DataSource): Promise<Table[]> {
  return await source.query(
    "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'migrations'",
  )
}

async function countsOf(source: DataSource): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { name } of await tablesOf(source)) {
    const [row]: { rows: number }[] = await source.query(`SELECT count(*) AS rows FROM ${name}`)
    counts[name] = row?.rows ?? 0
  }
  return counts
}

/** A row in each table that has none. Every id is the same, so that each reference leads somewhere. */
async function fill(source: DataSource): Promise<void> {
  await source.query('PRAGMA foreign_keys = OFF')
  const counts = await countsOf(source)
  for (const { name, sql } of await tablesOf(source)) {
    if (counts[name] !== 0) continue
    const columns: { name: string; type: string }[] = await source.query(`PRAGMA table_info(${name})`)
    const values = columns.map((column) => {
      if (column.type !== 'TEXT') return 1
      return new RegExp(`\\b${column.name} IN \\('([^']+)'`).exec(sql)?.[1] ?? 'x'
    })
    await source.query(`INSERT INTO ${name} VALUES (${columns.map(() => '?').join()})`, values)
  }
  expect(await source.query('PRAGMA foreign_key_check')).toEqual([])
}

test('every step keeps every row of every table that was there before it', async () => {
  let before: Record<string, number> = {}
  for (let steps = 1; steps <= MIGRATIONS.length; steps += 1) {
    await withSchemaOf(steps, async (source) => {
      expect(await countsOf(source)).toMatchObject(before)
      await fill(source)
      before = await countsOf(source)
      expect(Object.values(before)).not.toContain(0)
    })
  }
  expect(Object.keys(before).length).toBeGreaterThan(25)
})

test('a step that fails stops the start: it is undone, the copy from before stays, and both are said', async () => {
  const at = MIGRATIONS.findIndex(({ name }) => name === 'ShiftReports0000000000090')
  let before: Record<string, number> = {}
  await withSchemaOf(at, async (source) => {
    await fill(source)
    // In the way of the step's second statement; its first has made an index by then.
    await source.query('CREATE TABLE shift_remarks (words TEXT)')
    before = await countsOf(source)
  })
  const error: unknown = await openStore(folder).catch((refusal: unknown) => refusal)
  if (!(error instanceof StoreError)) throw new Error('the store was opened')
  expect(error.code).toBe('not-migrated')
  const copy = 'station.before-migration-from-80.sqlite'
  // Tried again, as whoever watches the station does: still one copy.
  await expect(openStore(folder)).rejects.toMatchObject({ code: 'not-migrated' })
  expect((await readdir(folder)).filter((name) => name.includes('before-migration'))).toEqual([copy])
  expect(startErrorOf(error, folder)).toMatchObject({ exitCode: 1 })
  expect(startErrorOf(error, folder).words).toContain(join(folder, copy))
  await withSchemaOf(at, async (source) => {
    expect(await countsOf(source)).toEqual(before)
    expect(await source.query('PRAGMA user_version')).toEqual([{ user_version: 80 }])
    expect(await source.query("SELECT 1 FROM sqlite_master WHERE name = 'alarms_opened'")).toEqual([])
  })
})
