/**
 * Rounds of kill -9 along the whole chain while falls arrive: a node of the care centre, the station, the broker and
 * the database, in turn. The station has two ways, the broker and one of the two nodes by itself. At the end every
 * stored fall is at the centre once, in its order.
 */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { ConfigurationText } from '../../station/config/configuration.ts'
import { assertCentreAgrees } from './centre-agrees.ts'
import { BoardClient } from './board-client.ts'
import { CareCentre } from './centre-process.ts'
import { CleanUp } from './clean-up.ts'
import { CAREGIVER, homeWith } from './home.ts'
import { Mosquitto } from './mosquitto.ts'
import { Postgres } from './postgres.ts'
import { FALL, NO_FALL, RadarWire } from './radar-wire.ts'
import { seededRandom } from './seeded-random.ts'
import { assertWhole, readStationRows } from './station-rows.ts'
import { startStation, type StationProcess } from './station-process.ts'
import { waitUntil } from './wait-until.ts'

export interface ChainRoundsOptions {
  readonly folder: string
  readonly seed: number
  readonly rounds: number
  /** After each round, with the number of rounds done. */
  readonly onRound?: (done: number) => void
}

const LINKS = ['first node', 'station', 'broker', 'database', 'second node'] as const
type Link = (typeof LINKS)[number]

export interface ChainRoundsResult {
  readonly rounds: number
  readonly kills: Readonly<Record<Link, number>>
  readonly fallsStored: number
  readonly alarms: number
  readonly messages: number
}

/** A kill comes at the latest this long after the falls begin … */
const LONGEST_BEFORE_MS = 400
/** … and what was killed is away for so long at the most, beside its own start. */
const LONGEST_AWAY_MS = 600
const DELIVERED_LIMIT_MS = 90_000

const ArrivalSchema = z.object({ alarm: z.string(), sequence: z.coerce.number() })

export async function runChainRounds(options: ChainRoundsOptions): Promise<ChainRoundsResult> {
  const cleanUp = new CleanUp()
  try {
    const chain = await Chain.built(cleanUp, options)
    for (let round = 1; round <= options.rounds; round += 1) {
      try {
        await chain.round(LINKS[(options.seed + round) % LINKS.length] ?? 'station')
      } catch (error) {
        throw new Error(`seed ${options.seed}, round ${round}: ${String(error)}`, { cause: error })
      }
      options.onRound?.(round)
    }
    return { rounds: options.rounds, ...(await chain.morning()) }
  } finally {
    await cleanUp.run()
  }
}

class Chain {
  readonly #random
  readonly #kills: Record<Link, number> = {
    'first node': 0,
    'second node': 0,
    station: 0,
    broker: 0,
    database: 0,
  }

  private constructor(
    private readonly cleanUp: CleanUp,
    private readonly options: ChainRoundsOptions,
    private readonly wires: readonly RadarWire[],
    private readonly broker: Mosquitto,
    private readonly database: Postgres,
    private readonly databaseName: string,
    private readonly nodes: readonly [CareCentre, CareCentre],
    private station: StationProcess,
  ) {
    this.#random = seededRandom(options.seed)
  }

  static async built(cleanUp: CleanUp, options: ChainRoundsOptions): Promise<Chain> {
    const { folder } = options
    const [database, broker] = await Promise.all([
      Postgres.started(cleanUp),
      Mosquitto.started(cleanUp, join(folder, 'broker')),
    ])
    const databaseName = await database.newDatabase()
    const ways = { database: database.url(databaseName), more: ['--mqtt', broker.url] }
    const nodes = await Promise.all([
      CareCentre.started(cleanUp, join(folder, 'first'), ways),
      CareCentre.started(cleanUp, join(folder, 'second'), ways),
    ])
    const wires = [await RadarWire.plugged(cleanUp), await RadarWire.plugged(cleanUp)]
    const station = await startStation(cleanUp, startOf(folder, wires, broker, nodes[0]))
    return new Chain(cleanUp, options, wires, broker, database, databaseName, nodes, station)
  }

  async round(link: Link): Promise<void> {
    await this.#resolveOpen()
    const over = new AbortController()
    const falls = (async () => {
      while (!over.signal.aborted) {
        const wire = this.wires[this.#random(this.wires.length)]
        wire?.write(FALL, NO_FALL)
        await pause(20 + this.#random(60))
      }
    })()
    await pause(this.#random(LONGEST_BEFORE_MS))
    await this.#kill(link)
    this.#kills[link] += 1
    await pause(this.#random(LONGEST_AWAY_MS))
    await this.#start(link)
    over.abort()
    await falls
    for (const node of this.nodes) node.assertRuns()
  }

  async morning(): Promise<Omit<ChainRoundsResult, 'rounds'>> {
    const data = this.station.data
    await waitUntil(
      async () => (await readStationRows(data)).messages.every((one) => one.acknowledged_at !== null),
      'not everything was delivered',
      { limitMs: DELIVERED_LIMIT_MS, everyMs: 200 },
    )
    await this.station.stop()
    const rows = await readStationRows(data)
    assertWhole(rows)
    for (const node of this.nodes) {
      node.assertRuns()
      await assertCentreAgrees(node, rows)
    }
    await this.#assertOrder()
    const { alarms, falls, messages } = rows
    return {
      kills: this.#kills,
      fallsStored: falls.length,
      alarms: alarms.length,
      messages: messages.length,
    }
  }

  /** What was open before is over, so that the next falls are new alarms. */
  async #resolveOpen(): Promise<void> {
    const client = await BoardClient.connected(this.cleanUp, this.station)
    await client.proven(() => true, 'the board did not come')
    const outcome = { kind: 'helped-unhurt', words: null } as const
    for (const { alarmId, cause } of client.cards.values()) {
      if (cause !== 'fall') continue
      await waitUntil(() => {
        const card = client.cards.get(alarmId)
        if (card === undefined || card.state === 'resolved') return true
        const step = { alarmId, by: CAREGIVER, seenRevision: card.revision, outcome }
        // Refused where a last fall has overtaken the answer: it is given again.
        return client.api.alarm.resolve.mutate(step).then(
          () => true,
          () => false,
        )
      }, `alarm ${alarmId} could not be resolved`)
    }
    client.close()
  }

  async #kill(link: Link): Promise<void> {
    switch (link) {
      case 'station':
        return this.station.kill()
      case 'broker':
        return this.broker.end('SIGKILL')
      case 'database':
        return this.database.end('SIGKILL')
      default:
        await this.#node(link).end('SIGKILL')
    }
  }

  async #start(link: Link): Promise<void> {
    switch (link) {
      case 'station':
        this.station = await startStation(
          this.cleanUp,
          startOf(this.options.folder, this.wires, this.broker, this.nodes[0]),
        )
        return
      case 'broker':
        return this.broker.start()
      case 'database':
        return this.database.start()
      default:
        return this.#node(link).start()
    }
  }

  #node(link: 'first node' | 'second node'): CareCentre {
    return this.nodes[link === 'first node' ? 0 : 1]
  }

  async #assertOrder(): Promise<void> {
    const query = 'SELECT alarm, sequence FROM message ORDER BY number'
    const arrived = z.array(ArrivalSchema).parse(await this.database.sql(query, this.databaseName))
    const last = new Map<string, number>()
    for (const { alarm, sequence } of arrived) {
      const expected = (last.get(alarm) ?? 0) + 1
      if (sequence !== expected)
        throw new Error(`alarm ${alarm}: ${sequence} was stored where ${expected} comes`)
      last.set(alarm, sequence)
    }
  }
}

function startOf(folder: string, wires: readonly RadarWire[], broker: Mosquitto, node: CareCentre) {
  const radars = wires.map(({ port }, at) => ({ device: `radar-${at}`, port }))
  const configuration: ConfigurationText = {
    ...homeWith(radars, null),
    careCentre: {
      paths: [
        { kind: 'mqtt', url: broker.url },
        { kind: 'https', ...node.path },
      ],
      heartbeatSeconds: 1,
    },
  }
  return { data: join(folder, 'station'), configuration }
}
