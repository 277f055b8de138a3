/** The only file of the station that knows the `sqlite3` package: a change of driver is a change here. */
import sqlite3 from 'sqlite3'
import { DataSource, type Logger } from 'typeorm'
import { holdLock as holdSharedLock, type Lock, type OpenConnection } from '../../shared/store/hold-lock.ts'
import { ENTITIES } from './entities.ts'
import { MIGRATIONS } from './migrations/index.ts'
import type { SqlValue } from './insert.ts'
import { StoreError, storeErrorOf } from './store-error.ts'

/** How long a reader waits for a lock of another process (a backup tool, a copy) before it gives up. */
const BUSY_TIMEOUT_MS = 5_000

/** Size to which the write-ahead log is cut back at a checkpoint. */
const LOG_KEPT_BYTES = 16 * 1024 * 1024

// TypeORM calls `verbose()`, which makes sqlite3 take a stack trace at every statement: a third of the
// cost of a short one. Our errors carry the statement already.
const driver = { ...sqlite3, verbose: () => driver }

// TypeORM prints failed migrations to standard output, which belongs to results, even when told not to log.
const silent: Logger = {
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
}

/** The bundled SQLite, for the diagnostics. */
export const SQLITE_VERSION: string = sqlite3.VERSION

/** A connection that writes. Everything written passes one `WriteQueue` over it (style, pitfall 1). */
export async function openWriter(path: string): Promise<DataSource> {
  const source = new DataSource({
    type: 'sqlite',
    driver,
    logger: silent,
    database: path,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTransactionMode: 'each',
    synchronize: false,
    enableWAL: true,
    busyTimeout: BUSY_TIMEOUT_MS,
  })
  return await initialize(source, async () => {
    await source.query('PRAGMA synchronous = FULL')
    // After a burst, or a reader that was slow, the log is cut back and does not keep its size for years.
    await source.query(`PRAGMA journal_size_limit = ${String(LOG_KEPT_BYTES)}`)
  })
}

/** A connection of its own that cannot write: it sees committed rows only (style, pitfall 2). */
export async function openReader(path: string): Promise<DataSource> {
  const source = new DataSource({
    type: 'sqlite',
    driver,
    logger: silent,
    database: path,
    entities: ENTITIES,
    synchronize: false,
    busyTimeout: BUSY_TIMEOUT_MS,
    flags: sqlite3.OPEN_READONLY,
  })
  return await initialize(source, async () => {
    await source.query('PRAGMA query_only = ON')
  })
}

async function initialize(source: DataSource, prepare: () => Promise<void>): Promise<DataSource> {
  try {
    await source.initialize()
    await prepare()
    return source
  } catch (error) {
    if (source.isInitialized) await source.destroy()
    throw storeErrorOf(error)
  }
}

/** Ends the statement that runs on this connection; it fails with `SQLITE_INTERRUPT`. */
export function interrupt(source: DataSource): void {
  connectionOf(source).interrupt()
}

function connectionOf(source: DataSource): sqlite3.Database {
  const { databaseConnection } = source.driver as unknown as { databaseConnection: sqlite3.Database }
  return databaseConnection
}

/** Statements kept prepared; the hot path has about a dozen, bursts add a few by their number of rows. */
const MOST_PREPARED = 64

/**
 * Runs statements on a writer's connection past TypeORM, prepared once. For the transactions of `WriteQueue`
 * alone: what TypeORM adds to each trip to the database's thread is most of what an alarm would wait for.
 */
export class WriterConnection {
  readonly #database: sqlite3.Database
  readonly #prepared = new Map<string, Promise<sqlite3.Statement>>()

  constructor(source: DataSource) {
    this.#database = connectionOf(source)
  }

  async run(sql: string, values: readonly SqlValue[] = []): Promise<void> {
    const statement = await this.#prepare(sql)
    await new Promise<void>((resolve, reject) => {
      statement.run(values, (error: Error | null) => {
        if (error === null) resolve()
        else reject(storeErrorOf(error))
      })
    })
  }

  /** What `run` will need of this statement, done before. */
  async prepare(sql: string): Promise<void> {
    await this.#prepare(sql)
  }

  /** Prepared statements must go before the connection can be closed. */
  async finalize(): Promise<void> {
    const statements = [...this.#prepared.values()]
    this.#prepared.clear()
    await Promise.all(statements.map(finalizeStatement))
  }

  #prepare(sql: string): Promise<sqlite3.Statement> {
    const known = this.#prepared.get(sql)
    if (known !== undefined) return known
    if (this.#prepared.size >= MOST_PREPARED) {
      const [oldest] = this.#prepared
      if (oldest !== undefined) {
        this.#prepared.delete(oldest[0])
        void finalizeStatement(oldest[1])
      }
    }
    // One that cannot be prepared (the disk answers badly) drops what waits for it without a word, so nothing
    // may be asked of it before, and the next try prepares again.
    const prepared = new Promise<sqlite3.Statement>((resolve, reject) => {
      const statement = this.#database.prepare(sql, (error: Error | null) => {
        if (error === null) resolve(statement)
        else reject(storeErrorOf(error))
      })
    })
    this.#prepared.set(sql, prepared)
    prepared.catch(() => this.#prepared.delete(sql))
    return prepared
  }
}

async function finalizeStatement(prepared: Promise<sqlite3.Statement>): Promise<void> {
  // One that could not be prepared was told to whoever ran it; there is nothing to finalize.
  const statement = await prepared.catch(() => undefined)
  if (statement === undefined) return
  await new Promise<void>((resolve) => {
    statement.finalize(() => {
      resolve()
    })
  })
}

/** @throws StoreError `locked` when another process holds it. */
export async function holdLock(path: string): Promise<Lock> {
  const open: OpenConnection = (file, opened) => new sqlite3.Database(file, opened)
  const lock = await holdSharedLock(open, path).catch((error: unknown) => {
    throw storeErrorOf(error)
  })
  if (lock === 'held') throw new StoreError('locked', `${path} is held by another process`)
  return lock
}
