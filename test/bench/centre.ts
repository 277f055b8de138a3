/**
 * The centre's intake: falls a second that are durable and acknowledged, over HTTP, on SQLite and on PostgreSQL with
 * one node and with two; beside them a bare client that writes the same rows in the same batches. Then a thousand
 * stations with heartbeats.
 */
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { Postgres } from '../support/postgres.ts'
import { bareOnPostgres, bareOnSqlite } from './bare-centre.ts'
import { BenchStation, bodiesOf, type Body, type Works } from './centre-load.ts'
import { startNode, type CentreNode } from './centre-node.ts'
import { heading, print, spreadLine, spreadOf } from './figures.ts'
import { benchHeartbeats } from './heartbeats.ts'
import {
  ProcessorMeter,
  ownProcessorSeconds,
  processorSeconds,
  processorSecondsWithChildren,
} from './processor.ts'

const STATIONS = 32
/** What a station sends at most at once after an outage, and what it sends on a calm night. */
export const CENTRE_SIZES: readonly number[] = [50, 1]
/** Of each station; five to ten seconds of work, so that how long a program takes to become warm decides nothing. */
const BODIES_OF: Readonly<Record<number, number>> = { 50: 40, 1: 500 }

/** `only`: the intake of bodies of so many falls, and no heartbeats. */
export async function benchCentre(only?: number): Promise<void> {
  const cleanUp = new CleanUp()
  try {
    const server = await Postgres.started(cleanUp)
    for (const size of only === undefined ? CENTRE_SIZES : [only]) {
      heading(`The centre's intake: ${String(STATIONS)} stations, ${String(size)} falls a body`)
      const bareSqlite = await bareOnSqlite(cleanUp, worksOf(size))
      const sqlite = await runCentre(cleanUp, ['--data', await temporaryFolder(cleanUp)], { nodes: 1, size })
      tellRatio('SQLite', sqlite, bareSqlite)
      const barePostgres = await bareOnPostgres(server, worksOf(size))
      for (const nodes of [1, 2]) {
        const url = server.url(await server.newDatabase())
        const rate = await runCentre(cleanUp, ['--database', url], { nodes, size, server })
        const name = `PostgreSQL, ${String(nodes)} node${nodes === 1 ? '' : 's'}`
        tellRatio(name, rate, barePostgres, nodes === 1 ? LEAST_RATE : undefined)
      }
    }
    if (only !== undefined) return
    await benchHeartbeats(cleanUp, 'SQLite', ['--data', await temporaryFolder(cleanUp)])
    const url = server.url(await server.newDatabase())
    await benchHeartbeats(cleanUp, 'PostgreSQL', ['--database', url])
  } finally {
    await cleanUp.run()
  }
}

/** A quarter as much again before the clock runs. */
function worksOf(size: number): Works {
  const bodies = BODIES_OF[size] ?? 1
  const of = (count: number): Body[][] =>
    Array.from({ length: STATIONS }, (_, at) => bodiesOf(`st-${String(at)}`, count, size))
  return { warming: of(Math.ceil(bodies / 4)), work: of(bodies) }
}

/** Falls a second. */
async function runCentre(
  cleanUp: CleanUp,
  database: readonly string[],
  { nodes, size, server }: { readonly nodes: number; readonly size: number; readonly server?: Postgres },
): Promise<number> {
  const started: CentreNode[] = []
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
  // Each node is warmed by as much: two that share the warming of one would be measured colder.
  for (let round = 0; round < nodes; round += 1) await drive(worksOf(size).warming)
  const { work } = worksOf(size)
  const meter = new ProcessorMeter({
    [nodes === 1 ? 'node' : 'nodes']: () =>
      started.reduce((sum, { program }) => sum + processorSeconds(program.pid), 0),
    ...(server === undefined ? {} : { PostgreSQL: () => processorSecondsWithChildren(server.pid) }),
    load: ownProcessorSeconds,
  })
  const startedAt = performance.now()
  const took = await drive(work)
  const rate = (1000 * took.length * size) / (performance.now() - startedAt)
  print(spreadLine(`${database[0] ?? ''} × ${String(nodes)}: body → durable answer`, spreadOf(took)))
  print(meter.line(took.length * size))
  for (const station of stations) station.close()
  for (const node of started) await node.program.end('SIGTERM')
  return rate
}

const LEAST_RATIO = 0.6
/** Of one node on PostgreSQL; the others have no goal in falls a second. */
const LEAST_RATE = 2_000

function tellRatio(name: string, rate: number, bare: number, leastRate?: number): void {
  const ratio = rate / bare
  const goals = [
    `ratio goal ≥ ${LEAST_RATIO.toFixed(2)} ${metOrMissed(ratio >= LEAST_RATIO)}`,
    ...(leastRate === undefined
      ? []
      : [`rate goal ≥ ${String(leastRate)}/s ${metOrMissed(rate >= leastRate)}`]),
  ]
  print(
    `${name.padEnd(24)} ${rate.toFixed(0).padStart(6)} falls/s   bare ${bare.toFixed(0).padStart(6)} falls/s   ` +
      `ratio ${ratio.toFixed(2)}   (${goals.join(', ')})`,
  )
}

function metOrMissed(isMet: boolean): string {
  return isMet ? 'met' : 'MISSED'
}
