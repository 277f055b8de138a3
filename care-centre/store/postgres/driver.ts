/** The one file that loads PostgreSQL's driver: how sessions are opened and what they must hold to. */
import pg from 'pg'
import { DataSource } from 'typeorm'
import { SILENT } from '../data-source.ts'
import { ENTITIES } from '../entities.ts'
import type { Migration } from '../migrations/migration.ts'

export type Session = pg.Client
export type SessionPool = pg.Pool
export type PooledSession = pg.PoolClient

/** Per node: with what readers and changes need, at most ten connections. */
const MOST_WRITING = 5
const MOST_READING = 4

/** A station gives up after 5 s: what waits longer for a session or a lock answers nobody any more. */
const CONNECT_LIMIT_MS = 3_000
const LOCK_LIMIT_MS = 4_000
const STATEMENT_LIMIT_MS = 10_000
/** Beyond the server's own limit: it is gone, or the network is. */
const ANSWER_LIMIT_MS = 12_000

type ColumnType = Parameters<typeof pg.types.getTypeParser>[0]

/** Counts, times and keys are far below 2^53. */
const TYPES: pg.CustomTypesConfig = {
  getTypeParser: (type: ColumnType, format?: 'text' | 'binary') =>
    type === pg.types.builtins.INT8 && format !== 'binary'
      ? Number
      : (pg.types.getTypeParser(type, format) as unknown),
}

/**
 * A commit waits for the disk, whatever role or database say. A node that vanished loses its locks after 25 s, one
 * that stands still after 30.
 */
const SESSION = [
  'synchronous_commit=on',
  'idle_in_transaction_session_timeout=30000',
  'tcp_keepalives_idle=10',
  'tcp_keepalives_interval=5',
  'tcp_keepalives_count=3',
  'jit=off',
  'TimeZone=UTC',
]

function sessionWith(url: string, ...settings: readonly string[]): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'tryggvakt-care-centre',
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    keepAlive: true,
    types: TYPES,
    options: [...SESSION, ...settings].map((setting) => `-c ${setting}`).join(' '),
  }
}

const LIMITED = [`lock_timeout=${String(LOCK_LIMIT_MS)}`, `statement_timeout=${String(STATEMENT_LIMIT_MS)}`]

/** Sessions that write; statements that need no answer of each other go out together. */
export function writingPool(url: string): SessionPool {
  const pool = new pg.Pool({
    // Rows are found by key: a plan made while a table was empty must not read it whole ever after.
    ...sessionWith(url, ...LIMITED, 'enable_seqscan=off', 'enable_hashjoin=off', 'enable_mergejoin=off'),
    max: MOST_WRITING,
    query_timeout: ANSWER_LIMIT_MS,
    pipeline: true,
  })
  // A session that ends while nobody uses it: the next one who asks gets a new one, or the reason why there is none.
  pool.on('error', () => undefined)
  // One that ends in the middle of a transaction: its statements fail with the reason, and nobody else need hear it.
  pool.on('connect', (session) => session.on('error', () => undefined))
  return pool
}

/** What is asked until the end of this tick goes out as one piece: a call of the system for each costs a node a fifth. */
export function sendTogether(session: PooledSession): void {
  // A session of a pool is a whole client, which the driver's types leave out.
  const { stream } = (session as PooledSession & Pick<Session, 'connection'>).connection
  if (stream.writableCorked > 0) return
  stream.cork()
  process.nextTick(() => stream.uncork())
}

/** One session by itself, whose statements may take as long as they take. */
export function patientSession(url: string): Session {
  return new pg.Client(sessionWith(url))
}

/** One session by itself. */
export function singleSession(url: string): Session {
  return new pg.Client({ ...sessionWith(url, ...LIMITED), query_timeout: ANSWER_LIMIT_MS })
}

/** Sessions that can only read. */
export function readingSource(url: string): DataSource {
  return sourceWith(url, {
    ...sessionWith(url, ...LIMITED, 'default_transaction_read_only=on'),
    max: MOST_READING,
    query_timeout: ANSWER_LIMIT_MS,
  })
}

/** A session for the migrations, without a time limit: an index over years of messages takes its time. */
export function migratingSource(url: string, migrations: readonly Migration[]): DataSource {
  return sourceWith(url, { ...sessionWith(url), max: 1 }, migrations)
}

function sourceWith(url: string, extra: pg.PoolConfig, migrations: readonly Migration[] = []): DataSource {
  return new DataSource({
    type: 'postgres',
    driver: pg,
    url,
    extra,
    entities: ENTITIES,
    migrations: [...migrations],
    migrationsTransactionMode: 'each',
    synchronize: false,
    logger: SILENT,
  })
}
