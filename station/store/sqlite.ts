/** The only file of the station that knows the `sqlite3` package: a change of driver is a change here. */
import sqlite3 from 'sqlite3'
import { DataSource } from 'typeorm'
import { ENTITIES } from './entities.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { StoreError, storeErrorOf } from './store-error.ts'

/** How long a reader waits for a lock of another process (a backup tool, a copy) before it gives up. */
const BUSY_TIMEOUT_MS = 5_000

// TypeORM calls `verbose()`, which makes sqlite3 take a stack trace at every statement: a third of the
// cost of a short one. Our errors carry the statement already.
const driver = { ...sqlite3, verbose: () => driver }

/** The bundled SQLite, for the diagnostics. */
export const SQLITE_VERSION: string = sqlite3.VERSION

/** A connection that writes. Everything written passes one `WriteQueue` over it (style, pitfall 1). */
export async function openWriter(path: string): Promise<DataSource> {
  const source = new DataSource({
    type: 'sqlite',
    driver,
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
  })
}

/** A connection of its own that cannot write: it sees committed rows only (style, pitfall 2). */
export async function openReader(path: string): Promise<DataSource> {
  const source = new DataSource({
    type: 'sqlite',
    driver,
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

/**
 * Holds `path` for this process alone until `release`. It is an SQLite lock, so the operating system gives
 * it back when the process ends, however it ends.
 * @throws StoreError `locked` when another process holds it.
 */
export async function holdLock(path: string): Promise<{ release(): Promise<void> }> {
  const database = await new Promise<sqlite3.Database>((resolve, reject) => {
    const opened = new sqlite3.Database(path, (error) => {
      if (error === null) resolve(opened)
      else reject(storeErrorOf(error))
    })
  })
  const close = (): Promise<void> =>
    new Promise((resolve, reject) => {
      database.close((error) => {
        if (error === null) resolve()
        else reject(storeErrorOf(error))
      })
    })
  try {
    await new Promise<void>((resolve, reject) => {
      database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE', (error) => {
        if (error === null) resolve()
        else reject(storeErrorOf(error))
      })
    })
  } catch (error) {
    await close()
    if (error instanceof StoreError && error.code === 'busy') throw new StoreError('locked', error.message)
    throw error
  }
  return { release: close }
}
