/** Transactions on PostgreSQL, a few at a time, beside those of other nodes. */
import { hash } from 'node:crypto'
import { databaseCodeOf } from '../store-error.ts'
import type { Query, StoredChange, Transaction, Writes } from '../transaction.ts'
import { sendTogether, type PooledSession, type SessionPool } from './driver.ts'
import { PreparedTexts, storable } from './places.ts'
import type { ChangeNumbers } from './told-ahead.ts'

/** While one waits for the disk others are made ready; operators find a session free beside them. */
const AT_ONCE = 3

/** Whoever had to give way tries again; a third time means that something else is wrong. */
const MOST_TRIES = 3

/** Deadlock, lost against another transaction, and a statement prepared before a newer node changed its table. */
const TRY_AGAIN: ReadonlySet<string> = new Set(['PG_40P01', 'PG_40001', 'PG_0A000'])

const LOCK_STATIONS = 'SELECT pg_advisory_xact_lock(key) FROM unnest(CAST(? AS BIGINT[])) AS stations(key)'

/**
 * As many lines in each of the three; JSON on one line, as `JSON.stringify` writes it, has no end of a line in it. A
 * change alone that is of no station gives an empty text, which PostgreSQL takes apart into no line at all.
 */
export const CHANGE_ROWS = `SELECT type, coalesce(station, '') AS station, data FROM unnest(
  string_to_array(?, chr(10)), string_to_array(?, chr(10)), string_to_array(?, chr(10))) AS line(type, station, data)`

/** The values of `CHANGE_ROWS`: not as one document, which would be written and read once more than needed. */
export function changeLines(changes: readonly StoredChange[]): string[] {
  const columns = [
    changes.map(({ type }) => type),
    changes.map(({ station }) => station),
    changes.map(({ data }) => JSON.stringify(data)),
  ]
  return columns.map((values) => values.join('\n'))
}

/**
 * Numbers of changes are given in the order of commits: one at a time holds this lock, from there to its commit. A row
 * gets its number after it has been joined to `gate`, and so with the lock.
 */
const INSERT_CHANGES = `
  WITH gate AS MATERIALIZED (SELECT pg_advisory_xact_lock(7240001)),
  told AS (
    INSERT INTO change (type, station, data)
    SELECT line.type, line.station, line.data FROM gate CROSS JOIN (${CHANGE_ROWS}) AS line
    RETURNING number)
  SELECT min(number) AS first, max(number) AS last FROM told`

type OnCommitted = (changes: readonly StoredChange[], numbers: ChangeNumbers) => void

export class PostgresWrites implements Writes {
  readonly atOnce = AT_ONCE
  readonly #pool: SessionPool
  readonly #texts = new PreparedTexts()
  readonly #onCommitted: OnCommitted
  #running = 0
  #onIdle: (() => void)[] = []

  /** `onCommitted`: after each commit that has changes to tell. */
  constructor(pool: SessionPool, onCommitted: OnCommitted) {
    this.#pool = pool
    this.#onCommitted = onCommitted
  }

  async run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    this.#running += 1
    try {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await this.#transact(work)
        } catch (error) {
          if (attempt === MOST_TRIES || !TRY_AGAIN.has(databaseCodeOf(error))) throw error
        }
      }
    } finally {
      this.#running -= 1
      if (this.#running === 0) for (const resolve of this.#onIdle.splice(0)) resolve()
    }
  }

  /** Waits for the transactions under way, then ends their sessions. */
  async close(): Promise<void> {
    if (this.#running > 0) await new Promise<void>((resolve) => this.#onIdle.push(resolve))
    await this.#pool.end()
  }

  async #transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const session = await this.#pool.connect()
    const changes: StoredChange[] = []
    let result: T
    let numbers: ChangeNumbers | undefined
    const unanswered: Promise<unknown>[] = []
    // Whatever is asked after it fails as well, and does not say why.
    let first: unknown
    try {
      const query = this.#queryOn(session)
      result = await work({
        dialect: 'postgres',
        query,
        write: (sql, parameters) => {
          const answer = query(sql, parameters)
          answer.catch((error: unknown) => {
            first ??= error
          })
          unanswered.push(answer)
          return Promise.resolve()
        },
        lock: async (stations) => {
          await query(LOCK_STATIONS, [lockKeys(stations)])
        },
        announce: (change) => changes.push(change),
      })
      numbers = await this.#commit(session, query, changes, unanswered)
      session.release()
    } catch (error) {
      await abandon(session, first ?? error)
      throw first ?? error
    }
    if (numbers !== undefined) this.#onCommitted(changes, numbers)
    return result
  }

  /** The first statement takes BEGIN along. What is asked at one time goes out as one piece. */
  #queryOn(session: PooledSession): Query {
    let begun: Promise<unknown> | undefined
    return async <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => {
      sendTogether(session)
      begun ??= session.query('BEGIN')
      const query = { ...this.#texts.of(sql), values: parameters.map(storable) }
      const [, result] = await Promise.all([begun, session.query(query)])
      return result.rows as Row[]
    }
  }

  /** All that is left to say goes out at once. Gives the numbers of the changes, where there are any. */
  async #commit(
    session: PooledSession,
    query: Query,
    changes: readonly StoredChange[],
    unanswered: readonly Promise<unknown>[],
  ): Promise<ChangeNumbers | undefined> {
    const told = changes.length === 0 ? [] : query<ChangeNumbers>(INSERT_CHANGES, changeLines(changes))
    const [commit, [numbers]] = await Promise.all([session.query('COMMIT'), told, ...unanswered])
    // After a failed statement COMMIT rolls back, and says so without an error.
    if (commit.command !== 'COMMIT') throw new Error(`the transaction ended with ${commit.command}`)
    return numbers
  }
}

/** The session goes back only when it is known to be clean. */
async function abandon(session: PooledSession, error: unknown): Promise<void> {
  const isClean =
    databaseCodeOf(error) !== 'PG_0A000' &&
    (await session.query('ROLLBACK').then(
      () => true,
      () => false,
    ))
  session.release(!isClean)
}

/** In one order for all, so that two nodes never wait for each other; 60 bits of a digest, sent as text. */
function lockKeys(stations: readonly string[]): string[] {
  const keys = stations.map((station) => BigInt(`0x${hash('sha256', station).slice(0, 15)}`))
  return [...new Set(keys)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).map(String)
}
