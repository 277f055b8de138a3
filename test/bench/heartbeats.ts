/** A thousand stations at one node, each with its own connection that stays: heartbeats, and falls from a few of them. */
import { setTimeout as pause } from 'node:timers/promises'
import type { CleanUp } from '../support/clean-up.ts'
import { BenchStation, bodiesOf, heartbeatBody } from './centre-load.ts'
import { startNode } from './centre-node.ts'
import { heading, print, spreadLine, spreadOf } from './figures.ts'
import { processorSeconds } from './processor.ts'

const STATIONS = 1_000
/** A minute of heartbeats in ten seconds: what 6,000 stations send, each once a minute. */
const ROUND_MS = 10_000
const ROUNDS = 2
const FALLING = 20
const FALL_EVERY_MS = 1_000

/** `database`: the arguments that say where the node's rows go. */
export async function benchHeartbeats(
  cleanUp: CleanUp,
  name: string,
  database: readonly string[],
): Promise<void> {
  heading(
    `${name}: ${String(STATIONS)} stations, a heartbeat each in ${String(ROUND_MS / 1000)} s, falls from ${String(FALLING)} of them`,
  )
  const node = await startNode(cleanUp, database)
  const stations = Array.from({ length: STATIONS }, (_, at) => new BenchStation(node.url, `st-${String(at)}`))
  print(spreadLine('all at once, with a new connection each', spreadOf(await allAtOnce(stations))))
  const spent = processorSeconds(node.program.pid)
  const startedAt = performance.now()
  const [beats, falls] = await Promise.all([
    Promise.all(stations.map((station, at) => beatInRounds(station, at))).then((took) => took.flat()),
    Promise.all(stations.slice(0, FALLING).map(fallInTurns)).then((took) => took.flat()),
  ])
  const seconds = (performance.now() - startedAt) / 1000
  const share = (100 * (processorSeconds(node.program.pid) - spent)) / seconds
  print(spreadLine('heartbeat → answer', spreadOf(beats)))
  print(spreadLine('fall → durable answer beside them', spreadOf(falls)))
  print(
    `${(beats.length / seconds).toFixed(0)} heartbeats/s and ${(falls.length / seconds).toFixed(0)} falls/s answered, ` +
      `none missed; the node took ${share.toFixed(0)} % of one core`,
  )
  for (const station of stations) station.close()
  await node.program.end('SIGTERM')
}

/** As after an outage of the line that all share. */
async function allAtOnce(stations: readonly BenchStation[]): Promise<number[]> {
  return await Promise.all(stations.map((station) => station.tell(heartbeatBody(), 1)))
}

/** At its own moment of each round, as stations that were started at any time. */
async function beatInRounds(station: BenchStation, at: number): Promise<number[]> {
  const took: number[] = []
  const startedAt = performance.now()
  for (let round = 0; round < ROUNDS; round += 1) {
    const dueMs = (round + at / STATIONS) * ROUND_MS
    await pause(Math.max(0, startedAt + dueMs - performance.now()))
    took.push(await station.tell(heartbeatBody(), 1))
  }
  return took
}

async function fallInTurns(station: BenchStation, at: number): Promise<number[]> {
  const took: number[] = []
  const startedAt = performance.now()
  const bodies = bodiesOf(station.id, Math.floor((ROUNDS * ROUND_MS) / FALL_EVERY_MS), 1)
  for (const [turn, { text }] of bodies.entries()) {
    const dueMs = (turn + at / FALLING) * FALL_EVERY_MS
    await pause(Math.max(0, startedAt + dueMs - performance.now()))
    took.push(await station.tell(text, 1))
  }
  return took
}
