/** Opening PostgreSQL: look before touching, migrate alone, assert, and only then take messages. */
import type { DataSource } from 'typeorm'
import { AlarmReader } from '../alarm-reader.ts'
import { ChangeListeners } from '../change-listeners.ts'
import { MIGRATIONS } from '../migrations/index.ts'
import { appendOnlyTriggers, type Migration } from '../migrations/migration.ts'
import type { Store } from '../store.ts'
import { StoreError } from '../store-error.ts'
import type { Reading } from '../transaction.ts'
import { ChangePruning } from './change-pruning.ts'
import {
  migratingSource,
  patientSession,
  readingSource,
  singleSession,
  writingPool,
  type Session,
} from './driver.ts'
import { NodeChanges } from './node-changes.ts'
import { numbered } from './places.ts'
import { PostgresWrites } from './postgres-writes.ts'

const OLDEST_VERSION = 150_000

/** Nodes that start together migrate one after the other. */
const MIGRATION_LOCK = 'SELECT pg_advisory_lock(7240002)'

/** Throws `StoreError` with words on what to do. `onTrouble`: something beside the way of messages failed. */
export async function openPostgres(
  url: string,
  onTrouble: (error: unknown) => void,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<Store> {
  await prepare(url, migrations)
  const source = await readingSource(url).initialize()
  const pool = writingPool(url)
  const listeners = new ChangeListeners()
  const monotonic = (): number => performance.now()
  const changes = new NodeChanges({ connect: () => singleSession(url), listeners, monotonic })
  const writes = new PostgresWrites(pool, (told, numbers) => changes.committed(told, numbers))
  try {
    await changes.start()
  } catch (error) {
    await writes.close()
    await source.destroy()
    throw unreachable(error)
  }
  const pruning = new ChangePruning(writes, () => changes.position, monotonic, onTrouble)
  return {
    writes,
    reading: readingOn(source),
    reads: new AlarmReader(readingOn(source)),
    changes: listeners,
    isShared: true,
    close: async () => {
      pruning.end()
      await writes.close()
      await changes.close()
      await source.destroy()
    },
  }
}

function readingOn(source: DataSource): Reading {
  return {
    dialect: 'postgres',
    source,
    query: (sql, parameters = []) => source.query(numbered(sql), [...parameters]),
  }
}

/** One session holds the lock from the first look to the last assertion. */
async function prepare(url: string, migrations: readonly Migration[]): Promise<void> {
  const session = patientSession(url)
  // Told to the statement under way.
  session.on('error', () => undefined)
  try {
    await session.connect().catch((error: unknown) => {
      throw unreachable(error)
    })
    await assertSuited(session)
    await session.query(MIGRATION_LOCK)
    await refuseNewer(session, migrations)
    await migrate(url, migrations)
    await assertTriggers(session)
  } finally {
    await session.end()
  }
}

/** What makes a commit durable, and what our words need. */
async function assertSuited(session: Session): Promise<void> {
  const version = await setting(session, 'server_version_num')
  if (Number(version) < OLDEST_VERSION) {
    throw new StoreError('database-unsuited', `the database is PostgreSQL ${version}; 15 or newer is needed`)
  }
  const encoding = await setting(session, 'server_encoding')
  if (encoding !== 'UTF8') {
    throw new StoreError('database-unsuited', `the database is encoded in ${encoding}; make it with UTF8`)
  }
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    const value = await setting(session, name)
    if (value !== 'on') {
      throw new StoreError('not-durable', `the database does not promise durability: ${name} is ${value}`)
    }
  }
}

async function refuseNewer(session: Session, migrations: readonly Migration[]): Promise<void> {
  const { rows: tables } = await session.query(`SELECT 1 WHERE to_regclass('migrations') IS NOT NULL`)
  if (tables.length === 0) return
  const { rows } = await session.query<{ name: string }>('SELECT name FROM migrations ORDER BY timestamp')
  const known = new Set<string>(migrations.map((each) => new each().name))
  const newer = rows.map(({ name }) => name).filter((name) => !known.has(name))
  if (newer.length > 0) {
    const words = `the database was written by a newer version of this program (${newer.join(', ')}). It was not touched: start the newer version.`
    throw new StoreError('database-newer', words)
  }
}

async function migrate(url: string, migrations: readonly Migration[]): Promise<void> {
  const source = migratingSource(url, migrations)
  try {
    await source.initialize()
    await source.runMigrations()
  } catch (error) {
    const words = `the database could not be brought to this version: ${String(error)}. Nothing of the failed step was kept.`
    throw new StoreError('migration-failed', words, error)
  } finally {
    if (source.isInitialized) await source.destroy()
  }
}

async function assertTriggers(session: Session): Promise<void> {
  const { rows } = await session.query<{ tgname: string }>(
    `SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal`,
  )
  const present = new Set(rows.map(({ tgname }) => tgname))
  const missing = appendOnlyTriggers('postgres').filter((name) => !present.has(name))
  if (missing.length > 0) {
    throw new StoreError('not-durable', `the database lacks its append-only triggers: ${missing.join(', ')}`)
  }
}

async function setting(session: Session, name: string): Promise<string> {
  const { rows } = await session.query<{ value: string }>('SELECT current_setting($1) AS value', [name])
  return rows[0]?.value ?? ''
}

/** Without the address, which may hold a password. */
function unreachable(error: unknown): StoreError {
  const reason = error instanceof Error ? error.message : String(error)
  return new StoreError('database-unreachable', `the database cannot be reached: ${reason}`, error)
}
