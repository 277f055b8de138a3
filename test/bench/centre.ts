/**
 * The centre's intake: falls a second that are durable and acknowledged, over HTTP, on SQLite and on PostgreSQL with
 * one node and with two; beside them a bare client that writes the same rows in the same batches. Then a thousand
 * stations with heartbeats.
 */
import pg from 'pg'
import sqlite3 from 'sqlite3'
import { judgeMessage } from '../../care-centre/intake/judge-message.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { Postgres } from '../support/postgres.ts'
import { CENTRE_CLI, Program } from '../support/program.ts'
import { BENCH_TOKEN, BenchStation, bodiesOf, type Body } from './centre-load.ts'
import { heading, print, spreadLine, spreadOf } from './figures.ts'

const STATIONS = 32
/** What a station sends at most at once after an outage, and what it sends on a calm night. */
const SIZES = [50, 1]
const BODIES_OF: Readonly<Record<number, number>> = { 50: 20, 1: 250 }

export async function benchCentre(): Promise<void> {
  const cleanUp = new CleanUp()
  try {
    const server = await Postgres.started(cleanUp)
    for (const size of SIZES) {
      heading(`The centre's intake: ${String(STATIONS)} stations, ${String(size)} falls a body`)
      const bareSqlite = await runBareSqlite(cleanUp, workOf(size))
      const sqlite = await runCentre(cleanUp, [`--data`, await temporaryFolder(cleanUp)], 1, size)
      tellRatio('SQLite', sqlite, bareSqlite)
      const barePostgres = await runBarePostgres(server, workOf(size))
      for (const nodes of [1, 2]) {
        const url = server.url(await server.newDatabase())
        const rate = await runCentre(cleanUp, ['--database', url], nodes, size)
        tellRatio(`PostgreSQL, ${String(nodes)} node${nodes === 1 ? '' : 's'}`, rate, barePostgres)
      }
    }
  } finally {
    await cleanUp.run()
  }
}

/** Bodies by station. */
function workOf(size: number): Body[][] {
  return Array.from({ length: STATIONS }, (_, at) => bodiesOf(`st-${String(at)}`, BODIES_OF[size] ?? 1, size))
}

async function startNode(cleanUp: CleanUp, database: readonly string[]): Promise<Program & { url: string }> {
  const program = new Program(cleanUp, process.execPath, [
    CENTRE_CLI,
    ...database,
    '--token',
    `*=${BENCH_TOKEN}`,
  ])
  const { url } = await program.ready()
  return Object.assign(program, { url })
}

/** Falls a second. */
async function runCentre(
  cleanUp: CleanUp,
  database: readonly string[],
  nodes: number,
  size: number,
): Promise<number> {
  const started: (Program & { url: string })[] = []
  for (let node = 0; node < nodes; node += 1) started.push(await startNode(cleanUp, database))
  const stations = Array.from({ length: STATIONS }, (_, at) => {
    return new BenchStation(started[at % nodes]?.url ?? '', `st-${String(at)}`)
  })
  const drive = async (work: readonly (readonly Body[])[]): Promise<number[]> => {
    const took = await Promise.all(
      stations.map(async (station, at) => {
        const mine: number[] = []
        for (const { text } of work[at] ?? []) mine.push(await station.tell(text, size))
        return mine
      }),
    )
    return took.flat()
  }
  await drive(workOf(size).map((bodies) => bodies.slice(0, Math.ceil(bodies.length / 5))))
  const work = workOf(size)
  const startedAt = performance.now()
  const took = await drive(work)
  const rate = (1000 * took.length * size) / (performance.now() - startedAt)
  print(spreadLine(`${database[0] ?? ''} × ${String(nodes)}: body → durable answer`, spreadOf(took)))
  for (const station of stations) await station.close()
  for (const node of started) await node.end('SIGTERM')
  return rate
}

function tellRatio(name: string, rate: number, bare: number): void {
  print(
    `${name.padEnd(24)} ${rate.toFixed(0).padStart(6)} falls/s   bare ${bare.toFixed(0).padStart(6)} rows/s   ` +
      `ratio ${(rate / bare).toFixed(2)} (goal ≥ 0.60; on PostgreSQL with one node ≥ 2,000/s)`,
  )
}

/** The rows of `message` as the centre writes them, into a table with the same keys, a body a transaction. */
const COLUMNS = 17
const TABLE = (
  number: string,
): string => `CREATE TABLE message (number ${number}, station TEXT NOT NULL, id TEXT NOT NULL,
  fingerprint TEXT NOT NULL, alarm TEXT NOT NULL, incident TEXT NOT NULL, sequence BIGINT NOT NULL, type TEXT NOT NULL,
  priority TEXT NOT NULL, category TEXT NOT NULL, cause TEXT NOT NULL, resident TEXT, device TEXT, placement TEXT,
  "occurredAt" TEXT NOT NULL, "sentAt" TEXT NOT NULL, "receivedAt" BIGINT NOT NULL, data TEXT NOT NULL, UNIQUE (id, station))`
const INDEX = 'CREATE INDEX message_of_alarm ON message (alarm, station, sequence)'
const NAMES =
  'station, id, fingerprint, alarm, incident, sequence, type, priority, category, cause, resident, device, placement, "occurredAt", "sentAt", "receivedAt", data'

function valuesOf(station: string, body: Body): unknown[] {
  return body.messages.flatMap((message, index) => {
    const judged = judgeMessage(message, index)
    const fingerprint = judged.kind === 'alarm' ? judged.fingerprint : ''
    const { id, alarmId, incidentId, sequence, type, priority, category, cause } = message
    const { residentRef, deviceId, placement, occurredAt, sentAt, data } = message
    return [
      ...[station, id, fingerprint, alarmId, incidentId, sequence, type, priority, category, cause],
      ...[residentRef, deviceId, placement, occurredAt, sentAt, Date.now(), JSON.stringify(data)],
    ]
  })
}

function rowsOf(body: Body, place: (at: number) => string): string {
  return body.messages
    .map(
      (_, row) =>
        `(${Array.from({ length: COLUMNS }, (__, at) => place(row * COLUMNS + at + 1)).join(', ')})`,
    )
    .join(', ')
}

/** As many sessions as a node has at most. */
async function runBarePostgres(server: Postgres, work: readonly (readonly Body[])[]): Promise<number> {
  const database = await server.newDatabase()
  await server.sql(TABLE('BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY'), database)
  await server.sql(INDEX, database)
  const sessions = Array.from({ length: 4 }, () => new pg.Client({ connectionString: server.url(database) }))
  await Promise.all(sessions.map((session) => session.connect()))
  const waiting = work.flatMap((bodies, at) =>
    bodies.map((body) => ({ body, values: valuesOf(`st-${String(at)}`, body) })),
  )
  const [first] = waiting
  if (first === undefined) throw new Error('no work')
  const text = `INSERT INTO message (${NAMES}) VALUES ${rowsOf(first.body, (at) => `$${String(at)}`)}`
  const rows = waiting.length * first.body.messages.length
  const startedAt = performance.now()
  await Promise.all(
    sessions.map(async (session) => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        await session.query({ name: 'bare', text, values: next.values })
      }
    }),
  )
  const rate = (1000 * rows) / (performance.now() - startedAt)
  await Promise.all(sessions.map((session) => session.end()))
  return rate
}

async function runBareSqlite(cleanUp: CleanUp, work: readonly (readonly Body[])[]): Promise<number> {
  const database = new sqlite3.Database(`${await temporaryFolder(cleanUp)}/bare.sqlite`)
  const run = (sql: string, values: readonly unknown[] = []): Promise<void> =>
    new Promise((resolve, reject) => {
      database.run(sql, [...values], (error) => {
        if (error === null) resolve()
        else reject(error)
      })
    })
  for (const sql of [
    'PRAGMA journal_mode = WAL',
    'PRAGMA synchronous = FULL',
    TABLE('INTEGER PRIMARY KEY'),
    INDEX,
  ]) {
    await run(sql)
  }
  const waiting = work.flatMap((bodies, at) =>
    bodies.map((body) => ({ body, values: valuesOf(`st-${String(at)}`, body) })),
  )
  const [first] = waiting
  if (first === undefined) throw new Error('no work')
  const statement = database.prepare(`INSERT INTO message (${NAMES}) VALUES ${rowsOf(first.body, () => '?')}`)
  const rows = waiting.length * first.body.messages.length
  const startedAt = performance.now()
  for (const { values } of waiting) {
    await new Promise<void>((resolve, reject) => {
      statement.run(values, (error: Error | null) => {
        if (error === null) resolve()
        else reject(error)
      })
    })
  }
  const rate = (1000 * rows) / (performance.now() - startedAt)
  await new Promise((resolve) => statement.finalize(() => database.close(resolve)))
  return rate
}
