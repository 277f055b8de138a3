/**
 * SCAIP over UDP through a line that loses three datagrams of ten and takes half a second, both ways: requests are
 * repeated as RFC 3261 17.1.2 says, and every fall is at the centre once, in its order.
 */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ConfigurationText } from '../../station/config/configuration.ts'
import { agreedWhileRunning } from '../support/centre-agrees.ts'
import { CareCentre } from '../support/centre-process.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { freePort } from '../support/free-port.ts'
import { homeWith } from '../support/home.ts'
import { LossyDatagrams } from '../support/lossy-datagrams.ts'
import { FALL, NO_FALL, RadarWire } from '../support/radar-wire.ts'
import { startStation } from '../support/station-process.ts'
import { assertWhole, readStationRows } from '../support/station-rows.ts'
import { waitUntil } from '../support/wait-until.ts'

const ROUNDS = 5
/** Timers E and F (RFC 3261 17.1.2.2): at 0.5, 1.5, 3.5 and then every 4 s until 32 s are over. */
const MOST_COPIES = 11

let cleanUp: CleanUp
let folder: string

beforeEach(async () => {
  cleanUp = new CleanUp()
  folder = await temporaryFolder(cleanUp)
})
afterEach(() => cleanUp.run())

test('three datagrams of ten are lost both ways, each takes half a second: every fall once, in order', async () => {
  const sip = await freePort()
  const centre = await CareCentre.started(cleanUp, join(folder, 'centre'), {
    more: ['--sip', `127.0.0.1:${String(sip)};transport=udp`],
  })
  const line = await LossyDatagrams.before(cleanUp, sip, { delayMs: 500, lostOfTen: 3 }, 7)
  const wire = await RadarWire.plugged(cleanUp)
  const uri = `sip:sentral@127.0.0.1:${String(line.port)};transport=udp`
  const configuration: ConfigurationText = {
    ...homeWith([{ device: 'bathroom', port: wire.port }], null),
    careCentre: { paths: [{ kind: 'scaip', uri, cid: '4790000017' }] },
  }
  const station = await startStation(cleanUp, { data: join(folder, 'station'), configuration })

  for (let round = 1; round <= ROUNDS; round += 1) {
    const passed = line.passages.length
    wire.write(FALL, NO_FALL)
    // The next fall while the one before is still on its way.
    await waitUntil(() => line.passages.length > passed, 'nothing was sent')
  }
  const read = async () => [await readStationRows(station.data)]
  await waitUntil(
    async () => (await read()).every(({ falls }) => falls.length === ROUNDS),
    'not every fall was stored',
  )
  for (const rows of await agreedWhileRunning(centre, read, 120_000)) assertWhole(rows)

  for (const way of ['there', 'back'] as const) {
    expect(line.passages.some((one) => one.way === way && one.isLost)).toBe(true)
    const requests = copiesOf(line, way)
    // A way and back takes twice as long as T1: what is answered at the first try was repeated, too.
    expect(requests.some((copies) => copies.length > 1)).toBe(true)
    for (const copies of requests) {
      expect(new Set(copies).size).toBe(1)
      expect(copies.length).toBeLessThanOrEqual(MOST_COPIES)
    }
  }
})

/** Each request of one way, as often as it was seen; one request has one branch. */
function copiesOf({ passages }: LossyDatagrams, way: 'there' | 'back'): string[][] {
  const copies = new Map<string, string[]>()
  for (const { text, way: of } of passages) {
    if (of !== way || !text.startsWith('MESSAGE ')) continue
    const branch = /branch=([^;\s]+)/.exec(text)?.[1] ?? ''
    copies.set(branch, [...(copies.get(branch) ?? []), text])
  }
  return [...copies.values()]
}
