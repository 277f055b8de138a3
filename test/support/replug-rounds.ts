/** A radar unplugged and plugged in again, with falls before and after: back within 5 s, and nothing piles up. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { BoardClient } from './board-client.ts'
import { CleanUp } from './clean-up.ts'
import { homeWith } from './home.ts'
import { FALL, RadarWire } from './radar-wire.ts'
import { assertWhole, readStationRows } from './station-rows.ts'
import { startStation } from './station-process.ts'

const BACK_WITHIN_MS = 5_000
/** Descriptors that come and go by themselves (a log being rotated, a socket being closed). */
const LOOSE_DESCRIPTORS = 3
/** Rounds until everything that is opened once is open. */
const WARM_UP_ROUNDS = 3

export interface ReplugOptions {
  readonly folder: string
  readonly rounds: number
  readonly onRound?: (done: number) => void
}

export interface ReplugResult {
  readonly rounds: number
  readonly falls: number
  readonly slowestBackMs: number
  readonly descriptors: { readonly first: number; readonly last: number }
}

/** Throws on the first round that does not recover, and when descriptors or listeners grow. */
export async function runReplugRounds({ folder, rounds, onRound }: ReplugOptions): Promise<ReplugResult> {
  const cleanUp = new CleanUp()
  try {
    const wire = await RadarWire.plugged(cleanUp)
    const data = join(folder, 'station')
    const configuration = homeWith([{ device: 'radar-204-bath', port: wire.port }], null)
    const station = await startStation(cleanUp, { data, configuration })
    const client = await BoardClient.connected(cleanUp, station)
    const portIs = (isWanted: (state: string) => boolean, otherwise: string, limitMs?: number) =>
      client.proven(({ ports }) => ports.every(({ state }) => isWanted(state)), otherwise, limitMs)
    const descriptors: number[] = []
    let falls = 0
    let slowestBackMs = 0
    const fall = async (): Promise<void> => {
      falls += 1
      wire.write(FALL)
      await client.card(({ count }) => count === falls, `fall ${falls} did not arrive`)
    }
    for (let round = 1; round <= rounds; round += 1) {
      await fall()
      await wire.unplug()
      await portIs((state) => state !== 'open', `round ${round}: the unplugged port was not noticed`)
      await wire.plug()
      const pluggedAt = performance.now()
      await portIs((state) => state === 'open', `round ${round}: not back within 5 s`, BACK_WITHIN_MS)
      slowestBackMs = Math.max(slowestBackMs, performance.now() - pluggedAt)
      await fall()
      descriptors.push((await readdir(`/proc/${station.pid}/fd`)).length)
      onRound?.(round)
    }
    const first = descriptors[Math.min(WARM_UP_ROUNDS, descriptors.length) - 1] ?? 0
    const last = descriptors.at(-1) ?? 0
    if (last > first + LOOSE_DESCRIPTORS) throw new Error(`descriptors grew from ${first} to ${last}`)
    // Node says so as soon as one emitter has more than ten of a kind.
    if (station.program.words.includes('MaxListenersExceeded')) throw new Error('listeners pile up')
    await station.stop()
    const rows = await readStationRows(data)
    assertWhole(rows)
    if (rows.falls.length !== falls) throw new Error(`${falls} falls written, ${rows.falls.length} stored`)
    return { rounds, falls, slowestBackMs: Math.round(slowestBackMs), descriptors: { first, last } }
  } finally {
    await cleanUp.run()
  }
}
