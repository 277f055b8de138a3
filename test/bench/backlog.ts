/**
 * A hundred thousand messages of a night without network, drained by the real station into the real centre, on SQLite
 * and on PostgreSQL, while new falls come in: how long the falls take to the centre's durable answer, all along the
 * way, and whether the order held.
 */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import sqlite3 from 'sqlite3'
import { CareCentre } from '../support/centre-process.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { homeWith } from '../support/home.ts'
import { Postgres } from '../support/postgres.ts'
import { RadarWire } from '../support/radar-wire.ts'
import { startStation, type StationProcess } from '../support/station-process.ts'
import { ARRIVED, fillBacklog, KEPT, orderOf, STEPS_OF_ALARM, type ArrivedRow } from './backlog-rows.ts'
import { heading, print } from './figures.ts'
import { bucketsOf, printHistogram, since } from './histogram.ts'
import { sendPaced } from './latency.ts'

const MESSAGES = 100_000
const PARTS = 4
const PORTS = 8
const FALLS_PER_SECOND = 10
/** A handful is always under way while falls come. */
const NEARLY_NONE = 50

/** Where the centre keeps its rows, and how they are read when it has ended. */
interface Database {
  readonly url?: string
  readonly arrived: (centreFolder: string) => Promise<readonly ArrivedRow[]>
  readonly bytes: (centreFolder: string) => Promise<number>
}

const DATABASES: Readonly<Record<string, (cleanUp: CleanUp) => Promise<Database>>> = {
  SQLite: () =>
    Promise.resolve({
      arrived: (folder) => readSqlite(join(folder, 'centre.sqlite')),
      bytes: (folder) => Promise.resolve(statSync(join(folder, 'centre.sqlite')).size),
    }),
  PostgreSQL: async (cleanUp) => {
    const server = await Postgres.started(cleanUp)
    const name = await server.newDatabase()
    return {
      url: server.url(name),
      arrived: () => server.sql<ArrivedRow>(ARRIVED, name),
      bytes: async () => {
        const [row] = await server.sql<{ kept: string }>(KEPT, name)
        return Number(row?.kept)
      },
    }
  },
}

export async function benchBacklog(): Promise<void> {
  for (const [name, databaseOf] of Object.entries(DATABASES)) {
    heading(
      `${name}: ${String(MESSAGES)} waiting messages drained, ${String(FALLS_PER_SECOND)} new falls a second`,
    )
    const cleanUp = new CleanUp()
    try {
      await drain(cleanUp, await databaseOf(cleanUp))
    } finally {
      await cleanUp.run()
    }
  }
}

async function drain(cleanUp: CleanUp, { url, arrived, bytes }: Database): Promise<void> {
  const folder = await temporaryFolder(cleanUp)
  const centre = await CareCentre.at(
    cleanUp,
    join(folder, 'centre'),
    url === undefined ? {} : { database: url },
  )
  const wires = await Promise.all(Array.from({ length: PORTS }, () => RadarWire.plugged(cleanUp)))
  const radars = wires.map(({ port }, index) => ({ device: `radar-${String(index)}`, port }))
  const data = join(folder, 'station')
  const first = await startStation(cleanUp, { data, configuration: homeWith(radars, centre.path) })
  await first.stop()
  await fillBacklog(data, MESSAGES)
  await centre.start()
  const station = await startStation(cleanUp, { data })
  const seconds = await sendUntilDrained(station, wires)
  print(`drained in ${seconds.toFixed(0)} s: ${(MESSAGES / seconds).toFixed(0)} messages/s`)
  await station.stop()
  const node = memoryOf(centre.pid)
  await centre.end('SIGTERM')
  const perAlarm = (await bytes(centre.data)) / (MESSAGES / STEPS_OF_ALARM)
  print(
    `the node took ${(node / 2 ** 20).toFixed(0)} MiB of memory at most, and ${(perAlarm / 1000).toFixed(1)} kB on the ` +
      `disk for each alarm of ${String(STEPS_OF_ALARM)} messages`,
  )
  print(orderOf(await arrived(centre.data)))
}

/** Prints what the falls took while each part of the backlog went, and all along; gives the seconds. */
async function sendUntilDrained(station: StationProcess, wires: readonly RadarWire[]): Promise<number> {
  const buckets = async (): Promise<ReturnType<typeof bucketsOf>> =>
    bucketsOf(await station.metrics(), 'tryggvakt_centre_seconds', 'critical')
  const startedAt = performance.now()
  const atStart = await buckets()
  let before = atStart
  for (let part = 1; part <= PARTS; part += 1) {
    const left = Math.max(NEARLY_NONE, MESSAGES * (1 - part / PARTS))
    while ((await station.health()).outbox.waiting > left) {
      await sendPaced(wires, { sent: () => undefined }, FALLS_PER_SECOND, 1)
    }
    const now = await buckets()
    printHistogram(`fall → durable answer, part ${String(part)} of ${String(PARTS)}`, since(before, now))
    before = now
  }
  printHistogram('all along (goal p99 100)', since(atStart, before))
  return (performance.now() - startedAt) / 1000
}

/** The most that the process held at a time, in bytes. */
function memoryOf(pid: number): number {
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]
  return Number(kibibytes) * 1024
}

async function readSqlite(file: string): Promise<readonly ArrivedRow[]> {
  const database = new sqlite3.Database(file, sqlite3.OPEN_READONLY)
  try {
    return await new Promise((resolve, reject) => {
      database.all(ARRIVED, (error, rows: ArrivedRow[]) => {
        if (error === null) resolve(rows)
        else reject(error)
      })
    })
  } finally {
    await new Promise((resolve) => database.close(resolve))
  }
}
