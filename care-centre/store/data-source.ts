/** The one place that knows the database's driver: how `centre.sqlite` is opened and what it must hold to. */
import path from 'node:path'
import sqlite3 from 'sqlite3'
import { DataSource, type Logger } from 'typeorm'
import { holdLock, type Lock } from '../../shared/store/hold-lock.ts'
import { ENTITIES } from './entities.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { appendOnlyTriggers, type Migration } from './migrations/migration.ts'
import { makePrivate } from './private-file.ts'
import { StoreError } from './store-error.ts'

/** A command that reads or copies beside the running centre is waited for, not failed on. */
const BUSY_TIMEOUT_MS = 5000

/** TypeORM asks for `verbose()`, which makes an Error with its stack for every statement; answered without. */
const DRIVER = { verbose: () => sqlite3 }

/** TypeORM prints to standard output, which is for results; what goes wrong is thrown anyway. */
export const SILENT: Logger = {
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
}

/** The connection that writes. Everything on it goes through `WriteQueue`: TypeORM shares it among all callers. */
export function writingSource(file: string, migrations: readonly Migration[] = MIGRATIONS): DataSource {
  return new DataSource({
    type: 'sqlite',
    driver: DRIVER,
    database: file,
    entities: ENTITIES,
    migrations: [...migrations],
    migrationsTransactionMode: 'each',
    synchronize: false,
    enableWAL: true,
    busyTimeout: BUSY_TIMEOUT_MS,
    logger: SILENT,
  })
}

/** A second connection that can only read, and so sees only what is committed. */
export function readingSource(file: string): DataSource {
  return new DataSource({
    type: 'sqlite',
    driver: DRIVER,
    database: file,
    flags: sqlite3.OPEN_READONLY,
    entities: ENTITIES,
    synchronize: false,
    busyTimeout: BUSY_TIMEOUT_MS,
    logger: SILENT,
  })
}

/** Throws `folder-taken` where another process has the folder: two would not hear of each other's changes. */
export async function holdFolder(directory: string): Promise<Lock> {
  const file = path.join(directory, 'centre.lock')
  await makePrivate(file)
  const lock = await holdLock((name, opened) => new sqlite3.Database(name, opened), file)
  if (lock !== 'held') return lock
  const words = `another care centre runs on ${directory}. End that one, or give this one a folder of its own; several nodes share one PostgreSQL (--database).`
  throw new StoreError('folder-taken', words)
}

/** The driver's own connection and statements, for `PreparedStatements` alone. */
export type { Database, Statement } from 'sqlite3'

export function connectionOf(source: DataSource): sqlite3.Database {
  return (source.driver as unknown as { databaseConnection: sqlite3.Database }).databaseConnection
}

/** Sets what makes a commit durable and throws `not-durable` when the database does not hold to it. */
export async function assertDurable(source: DataSource): Promise<void> {
  await source.query('PRAGMA synchronous = FULL')
  const found = {
    journal_mode: await pragma(source, 'journal_mode'),
    synchronous: await pragma(source, 'synchronous'),
    foreign_keys: await pragma(source, 'foreign_keys'),
  }
  const wanted = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1 }
  if (JSON.stringify(found) !== JSON.stringify(wanted)) {
    const words = `the database does not promise durability: ${JSON.stringify(found)}`
    throw new StoreError('not-durable', words)
  }
  const rows = await source.query<{ name: string }[]>(`SELECT name FROM sqlite_master WHERE type = 'trigger'`)
  const present = new Set(rows.map((row) => row.name))
  const missing = appendOnlyTriggers('sqlite').filter((name) => !present.has(name))
  if (missing.length > 0) {
    throw new StoreError('not-durable', `the database lacks its append-only triggers: ${missing.join(', ')}`)
  }
}

async function pragma(source: DataSource, name: string): Promise<unknown> {
  const [row] = await source.query<Record<string, unknown>[]>(`PRAGMA ${name}`)
  return row?.[name]
}
