/**
 * What the care centre is measured against: bare clients that write the same rows into the same tables with the same
 * statements, a body a transaction, and do nothing else: no HTTP, no judging, no look at what is known, no locks.
 * What is to be written is made beforehand, and they are warmed by as much as a node.
 */
import pg from 'pg'
import sqlite3 from 'sqlite3'
import { foldMessages } from '../../care-centre/intake/centre-alarm.ts'
import { judgeMessage } from '../../care-centre/intake/judge-message.ts'
import { insertMessages, writeAlarms, type NewMessage } from '../../care-centre/store/message-store.ts'
import { DATABASE_NAME, openStore } from '../../care-centre/store/open-store.ts'
import { openPostgres } from '../../care-centre/store/postgres/open-postgres.ts'
import { numbered } from '../../care-centre/store/postgres/places.ts'
import { CHANGE_ROWS, changeLines } from '../../care-centre/store/postgres/postgres-writes.ts'
import type { Dialect } from '../../care-centre/store/transaction.ts'
import { temporaryFolder, type CleanUp } from '../support/clean-up.ts'
import type { Postgres } from '../support/postgres.ts'
import type { Body, Works } from './centre-load.ts'
import { print } from './figures.ts'
import {
  ProcessorMeter,
  ownProcessorSeconds,
  processorSecondsWithChildren,
  type ProcessorReadings,
} from './processor.ts'

/** As many sessions as a node has at most for writing. */
const SESSIONS = 5

const INSERT_CHANGES = `INSERT INTO change (type, station, data) ${CHANGE_ROWS}`

interface Statement {
  readonly sql: string
  readonly values: readonly unknown[]
}

/** The statements of one body: its messages, the alarms they open and, where nodes tell each other, the changes. */
async function statementsOf(dialect: Dialect, station: string, body: Body): Promise<Statement[]> {
  const statements: Statement[] = []
  const transaction = {
    dialect,
    query: <Row>(): Promise<Row[]> => Promise.resolve([]),
    write: (sql: string, values: readonly unknown[] = []): Promise<void> => {
      statements.push({ sql, values })
      return Promise.resolve()
    },
    lock: () => Promise.resolve(),
    announce: () => undefined,
  }
  const now = Date.now()
  const messages = body.messages.flatMap((message, index): NewMessage[] => {
    const judged = judgeMessage(message, index)
    return judged.kind === 'alarm'
      ? [{ station, message: judged.message, fingerprint: judged.fingerprint, lateReason: null }]
      : []
  })
  const alarms = messages.flatMap(
    ({ message }) => foldMessages(station, [{ message, receivedAt: now, lateReason: null }]) ?? [],
  )
  await insertMessages(transaction, messages, now)
  await writeAlarms(transaction, alarms)
  if (dialect === 'postgres') {
    const changes = alarms.map((alarm) => ({ type: 'alarm', station, data: alarm }))
    statements.push({ sql: INSERT_CHANGES, values: changeLines(changes) })
  }
  return statements
}

/** Bodies of all stations in turns, as they would come. */
async function transactionsOf(
  dialect: Dialect,
  work: readonly (readonly Body[])[],
): Promise<{ readonly transactions: Statement[][]; readonly rows: number }> {
  const transactions: Statement[][] = []
  let rows = 0
  for (let at = 0; at < (work[0]?.length ?? 0); at += 1) {
    for (const [number, bodies] of work.entries()) {
      const body = bodies[at]
      if (body === undefined) continue
      transactions.push(await statementsOf(dialect, `st-${String(number)}`, body))
      rows += body.messages.length
    }
  }
  return { transactions, rows }
}

/** Falls a second. */
export async function bareOnPostgres(server: Postgres, works: Works): Promise<number> {
  const url = server.url(await server.newDatabase())
  const store = await openPostgres(url, () => undefined)
  await store.close()
  const sessions = Array.from({ length: SESSIONS }, () => {
    return new pg.Client({ connectionString: url, pipeline: true, options: '-c synchronous_commit=on' })
  })
  await Promise.all(sessions.map((session) => session.connect()))
  const names = new Map<string, { readonly name: string; readonly text: string }>()
  const prepared = (sql: string): { readonly name: string; readonly text: string } => {
    const known = names.get(sql) ?? { name: `s${String(names.size)}`, text: numbered(sql) }
    names.set(sql, known)
    return known
  }
  const drive = async (transactions: readonly (readonly Statement[])[]): Promise<void> => {
    const waiting = transactions.values()
    await Promise.all(
      sessions.map(async (session) => {
        // The sessions share one iterator, so each body is written by one of them.
        for (const statements of waiting) {
          await Promise.all([
            session.query('BEGIN'),
            ...statements.map(({ sql, values }) => session.query({ ...prepared(sql), values: [...values] })),
            session.query('COMMIT'),
          ])
        }
      }),
    )
  }
  const rate = await measured('postgres', works, drive, {
    'bare client': ownProcessorSeconds,
    PostgreSQL: () => processorSecondsWithChildren(server.pid),
  })
  await Promise.all(sessions.map((session) => session.end()))
  return rate
}

/** Falls a second. */
export async function bareOnSqlite(cleanUp: CleanUp, works: Works): Promise<number> {
  const folder = await temporaryFolder(cleanUp)
  const store = await openStore(folder)
  await store.close()
  const database = new sqlite3.Database(`${folder}/${DATABASE_NAME}`)
  const prepared = new Map<string, sqlite3.Statement>()
  const run = (sql: string, values: readonly unknown[] = []): Promise<void> => {
    const statement = prepared.get(sql) ?? database.prepare(sql)
    prepared.set(sql, statement)
    return new Promise((resolve, reject) => {
      statement.run([...values], (error: Error | null) => {
        if (error === null) resolve()
        else reject(error)
      })
    })
  }
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON']) {
    await new Promise((resolve) => database.all(`PRAGMA ${pragma}`, resolve))
  }
  const drive = async (transactions: readonly (readonly Statement[])[]): Promise<void> => {
    for (const statements of transactions) {
      await run('BEGIN IMMEDIATE')
      for (const { sql, values } of statements) await run(sql, values)
      await run('COMMIT')
    }
  }
  const rate = await measured('sqlite', works, drive, { 'bare client with SQLite': ownProcessorSeconds })
  for (const statement of prepared.values()) {
    await new Promise<void>((resolve) => {
      statement.finalize(() => {
        resolve()
      })
    })
  }
  await new Promise((resolve) => database.close(resolve))
  return rate
}

/** Falls a second of the work, after the warming. */
async function measured(
  dialect: Dialect,
  { warming, work }: Works,
  drive: (transactions: readonly (readonly Statement[])[]) => Promise<void>,
  readings: ProcessorReadings,
): Promise<number> {
  const warm = await transactionsOf(dialect, warming)
  const { transactions, rows } = await transactionsOf(dialect, work)
  await drive(warm.transactions)
  const meter = new ProcessorMeter(readings)
  const startedAt = performance.now()
  await drive(transactions)
  const rate = (1000 * rows) / (performance.now() - startedAt)
  print(`bare client: ${rate.toFixed(0)} falls/s`)
  print(meter.line(rows))
  return rate
}
