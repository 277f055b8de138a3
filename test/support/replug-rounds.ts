/**
 * A radar and an EnOcean stick in turn, unplugged in the middle of a frame and plugged in again, while a third
 * port goes on speaking: back within 5 s each time, no alarm lost, the neighbour undisturbed, nothing piles up.
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ConfigurationText } from '../../station/config/configuration.ts'
import { BoardClient } from './board-client.ts'
import { CleanUp } from './clean-up.ts'
import { EnoceanWire } from './enocean-wire.ts'
import { homeWith } from './home.ts'
import { FALL, RadarWire } from './radar-wire.ts'
import { assertWhole, readStationRows } from './station-rows.ts'
import { startStation, type StationProcess } from './station-process.ts'
import { SteadyRadar } from './steady-radar.ts'
import { storedCounts } from './stored-counts.ts'

const BACK_WITHIN_MS = 5_000
/** Descriptors that come and go by themselves (a log being rotated, a socket being closed). */
const LOOSE_DESCRIPTORS = 3
/** Rounds until everything that is opened once is open. */
const WARM_UP_ROUNDS = 4
const RADAR = 'radar-204-bath'
const NEIGHBOUR = 'radar-205-bath'
/** One is pulled before the stick is, the other after, so that no two pulls come within the fold of repeats. */
const CORDS = { before: '002a3b4c', after: '002a3b4d' } as const

export interface ReplugOptions {
  readonly folder: string
  readonly rounds: number
  readonly onRound?: (done: number) => void
}

export interface ReplugResult {
  readonly rounds: number
  /** Falls and calls of the ports that were unplugged. */
  readonly calls: number
  /** Of the port that was not. */
  readonly neighbourEvents: number
  readonly slowestBackMs: number
  readonly descriptors: { readonly first: number; readonly last: number }
  readonly memoryMib: { readonly first: number; readonly last: number }
}

/** Something that can be unplugged; `call` makes one alarm event of `device`. */
interface Pluggable {
  readonly port: string
  readonly before: string
  readonly after: string
  readonly call: (device: string) => void
  readonly unplug: () => Promise<void>
  readonly plug: () => Promise<void>
}

/** Throws on the first round that does not recover, and when descriptors or listeners grow. */
export async function runReplugRounds({ folder, rounds, onRound }: ReplugOptions): Promise<ReplugResult> {
  const cleanUp = new CleanUp()
  try {
    const radar = await RadarWire.plugged(cleanUp)
    const stick = await EnoceanWire.plugged(cleanUp)
    const neighbour = await SteadyRadar.plugged(cleanUp)
    const data = join(folder, 'station')
    const configuration = houseOf(radar.port, neighbour.port, stick.port)
    const station = await startStation(cleanUp, { data, configuration })
    const client = await BoardClient.connected(cleanUp, station)
    const pluggables = [pluggableRadar(radar), pluggableStick(stick)]
    const called = new Map<string, number>()
    const descriptors: number[] = []
    const memory: number[] = []
    let slowestBackMs = 0
    neighbour.start()
    for (let round = 1; round <= rounds; round += 1) {
      const pluggable = pluggables[round % pluggables.length]
      if (pluggable === undefined) throw new Error('nothing to unplug')
      slowestBackMs = Math.max(slowestBackMs, await replug(pluggable, client, called, round))
      descriptors.push((await readdir(`/proc/${station.pid}/fd`)).length)
      memory.push(await memoryMib(station))
      onRound?.(round)
    }
    neighbour.stop()
    const flat = { descriptors: firstAndLast(descriptors), memoryMib: firstAndLast(memory) }
    const { first, last } = flat.descriptors
    if (last > first + LOOSE_DESCRIPTORS) throw new Error(`descriptors grew from ${first} to ${last}`)
    // Node says so as soon as one emitter has more than ten of a kind.
    if (station.program.words.includes('MaxListenersExceeded')) throw new Error('listeners pile up')
    await neighbour.heardBy(data, NEIGHBOUR)
    await station.stop()
    assertWhole(await readStationRows(data))
    assertStored(called, await storedCounts(data))
    const calls = [...called.values()].reduce((sum, count) => sum + count, 0)
    return {
      rounds,
      calls,
      neighbourEvents: neighbour.sent,
      slowestBackMs: Math.round(slowestBackMs),
      ...flat,
    }
  } finally {
    await cleanUp.run()
  }
}

/** One round; gives how long the port took to be back, in ms. */
async function replug(
  pluggable: Pluggable,
  client: BoardClient,
  called: Map<string, number>,
  round: number,
): Promise<number> {
  const { port, before, after } = pluggable
  const call = async (device: string): Promise<void> => {
    const count = (called.get(device) ?? 0) + 1
    called.set(device, count)
    pluggable.call(device)
    const isIt = (card: { deviceId: string | null; count: number }): boolean =>
      card.deviceId === device && card.count === count
    await client.card(isIt, `round ${round}: call ${count} of ${device} did not arrive`)
  }
  const portIs = (isOpen: boolean, otherwise: string, limitMs?: number) =>
    client.proven(
      ({ ports }) => ports.some(({ path, state }) => path === port && (state === 'open') === isOpen),
      `round ${round}: ${otherwise}`,
      limitMs,
    )
  await call(before)
  await pluggable.unplug()
  await portIs(false, 'the unplugged port was not noticed')
  await pluggable.plug()
  const pluggedAt = performance.now()
  await portIs(true, 'not back within 5 s', BACK_WITHIN_MS)
  const backMs = performance.now() - pluggedAt
  await call(after)
  return backMs
}

function pluggableRadar(wire: RadarWire): Pluggable {
  return {
    port: wire.port,
    before: RADAR,
    after: RADAR,
    call: () => wire.write(FALL),
    unplug: () => {
      // The beginning of a fall; what comes after the plug must not be read as its rest.
      wire.write(FALL.slice(0, 10))
      return wire.unplug()
    },
    plug: () => wire.plug(),
  }
}

function pluggableStick(wire: EnoceanWire): Pluggable {
  return {
    port: wire.port,
    before: `cord-${CORDS.before}`,
    after: `cord-${CORDS.after}`,
    call: (device) => {
      const address = device.slice('cord-'.length)
      for (const act of ['press', 'release']) wire.act(`${act}:${address}`)
    },
    unplug: () => {
      wire.act('cut-frame')
      return wire.unplug()
    },
    plug: () => wire.plug(),
  }
}

function houseOf(radar: string, neighbour: string, stick: string): ConfigurationText {
  const home = homeWith(
    [
      { device: RADAR, port: radar },
      { device: NEIGHBOUR, port: neighbour },
    ],
    null,
  )
  const cords = Object.values(CORDS).map((address) => ({
    id: `cord-${address}`,
    protocol: 'enocean-esp3' as const,
    address,
    eep: 'F6-02-01',
    resident: `r-${RADAR}`,
    supervisionSeconds: 86_400,
  }))
  return {
    ...home,
    ports: [...(home.ports ?? []), { path: stick, protocol: 'enocean-esp3' }],
    devices: [...(home.devices ?? []), ...cords],
  }
}

async function memoryMib(station: StationProcess): Promise<number> {
  const bytes = /^tryggvakt_memory_bytes (\d+)/m.exec(await station.metrics())?.[1]
  return Math.round(Number(bytes) / 2 ** 20)
}

function firstAndLast(samples: readonly number[]): { readonly first: number; readonly last: number } {
  const first = samples[Math.min(WARM_UP_ROUNDS, samples.length) - 1] ?? 0
  return { first, last: samples.at(-1) ?? 0 }
}

function assertStored(called: ReadonlyMap<string, number>, stored: ReadonlyMap<string, number>): void {
  for (const [device, count] of called) {
    const found = stored.get(device) ?? 0
    if (found !== count) throw new Error(`${device}: ${count} calls made, ${found} stored`)
  }
}
