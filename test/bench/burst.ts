/** Five thousand falls written at once to one port: how many stored, how fast durable and how fast at the centre. */
import { CareCentre } from '../support/centre-process.ts'
import { BoardClient } from '../support/board-client.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { homeWith } from '../support/home.ts'
import { FALL, RadarWire } from '../support/radar-wire.ts'
import { startStation } from '../support/station-process.ts'
import { readStored } from '../support/stored.ts'
import { waitUntil } from '../support/wait-until.ts'
import { heading, print } from './figures.ts'

const FALLS = 5_000

export async function benchBurst(): Promise<void> {
  heading(`A burst of ${String(FALLS)} falls written at once to one port`)
  const cleanUp = new CleanUp()
  try {
    const folder = await temporaryFolder(cleanUp)
    const centre = await CareCentre.started(cleanUp, `${folder}/centre`)
    const wire = await RadarWire.plugged(cleanUp)
    const station = await startStation(cleanUp, {
      data: `${folder}/station`,
      configuration: homeWith([{ device: 'radar-0', port: wire.port }], centre.path),
    })
    const client = await BoardClient.connected(cleanUp, station)
    await client.proven(({ ports }) => ports.every(({ state }) => state === 'open'), 'the port did not open')
    const startedAt = performance.now()
    wire.write(...Array.from({ length: FALLS }, () => FALL))
    await client.card(({ count }) => count >= FALLS, 'not all falls reached the board', 60_000)
    const durableMs = performance.now() - startedAt
    await waitUntil(async () => (await station.health()).outbox.waiting === 0, 'not all reached the centre', {
      limitMs: 120_000,
      everyMs: 50,
    })
    const centreMs = performance.now() - startedAt
    const stored = (await readStored('events', station.data)).filter(({ kind }) => kind === 'fall').length
    const told = (await centre.alarms()).reduce((sum, { count }) => sum + count, 0)
    print(
      `stored ${String(stored)} of ${String(FALLS)}, told to the centre ${String(told)} (goal: none lost)`,
    )
    print(
      `durable and on the board: ${durableMs.toFixed(0)} ms, ${((1000 * FALLS) / durableMs).toFixed(0)} falls/s (goal ≥ 1000)`,
    )
    print(
      `at the centre, each its own message: ${centreMs.toFixed(0)} ms, ${((1000 * FALLS) / centreMs).toFixed(0)} messages/s`,
    )
  } finally {
    await cleanUp.run()
  }
}
