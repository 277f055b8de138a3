/**
 * Half a second each way, and of ten connections three break: over HTTPS, over MQTT and over SCAIP every fall is at the
 * centre once, in its order.
 */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ConfigurationText } from '../../station/config/configuration.ts'
import { BadProxy } from '../support/bad-proxy.ts'
import { agreedWhileRunning } from '../support/centre-agrees.ts'
import { CareCentre } from '../support/centre-process.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { freePort } from '../support/free-port.ts'
import { homeWith } from '../support/home.ts'
import { Mosquitto } from '../support/mosquitto.ts'
import { FALL, NO_FALL, RadarWire } from '../support/radar-wire.ts'
import { assertWhole, readStationRows, type StationRows } from '../support/station-rows.ts'
import { startStation, type StationProcess } from '../support/station-process.ts'
import { waitUntil } from '../support/wait-until.ts'

const BADNESS = { delayMs: 500, brokenOfTen: 3, longestMs: 5_000 }
const ROUNDS = 5

let cleanUp: CleanUp
let folder: string

beforeEach(async () => {
  cleanUp = new CleanUp()
  folder = await temporaryFolder(cleanUp)
})
afterEach(() => cleanUp.run())

type Path = NonNullable<NonNullable<ConfigurationText['careCentre']>['paths']>[number]

async function started(id: string, path: Path): Promise<{ wire: RadarWire; station: StationProcess }> {
  const wire = await RadarWire.plugged(cleanUp)
  const configuration: ConfigurationText = {
    ...homeWith([{ device: 'bathroom', port: wire.port }], null),
    station: { id, name: id },
    careCentre: { paths: [path], heartbeatSeconds: 1 },
  }
  return { wire, station: await startStation(cleanUp, { data: join(folder, id), configuration }) }
}

test('half a second each way and three broken connections in ten: every fall once, in order', async () => {
  const broker = await Mosquitto.started(cleanUp, join(folder, 'broker'))
  const sip = await freePort()
  // With two named stations on trial a controller identity is a station of its own.
  const doors = ['--token', 'furulund=unused', '--sip', `127.0.0.1:${sip};transport=tcp`]
  const more = ['--mqtt', broker.url, ...doors]
  const centre = await CareCentre.started(cleanUp, join(folder, 'centre'), { more })
  const toCentre = await BadProxy.before(cleanUp, centre.port, BADNESS, 4)
  const toBroker = await BadProxy.before(cleanUp, broker.port, BADNESS, 8)
  const toReceiver = await BadProxy.before(cleanUp, sip, BADNESS, 15)
  const proxies = [toCentre, toBroker, toReceiver]
  const { token } = centre.path
  const houses = await Promise.all([
    started('solbakken', { kind: 'https', url: `http://127.0.0.1:${toCentre.port}`, token }),
    started('furulund', { kind: 'mqtt', url: `mqtt://127.0.0.1:${toBroker.port}` }),
    started('lindely', {
      kind: 'scaip',
      uri: `sip:sentral@127.0.0.1:${toReceiver.port};transport=tcp`,
      cid: '4790000017',
    }),
  ])
  const read = (): Promise<StationRows[]> =>
    Promise.all(houses.map(({ station }) => readStationRows(station.data)))

  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const { wire } of houses) wire.write(FALL, NO_FALL)
    const connections = proxies.map((proxy) => proxy.connections)
    // The next fall when either way has been tried anew: falls meet connections of every age.
    await waitUntil(
      async () =>
        proxies.some((proxy, at) => proxy.connections > (connections[at] ?? 0)) ||
        (await read()).every(({ messages }) => messages.every((one) => one.acknowledged_at !== null)),
      'nothing moves',
      { everyMs: 50 },
    )
  }
  await waitUntil(
    async () => (await read()).every(({ falls }) => falls.length === ROUNDS),
    'not every fall was stored',
  )
  const all = await agreedWhileRunning(centre, read, 180_000)
  for (const { broken } of proxies) expect(broken).toBeGreaterThan(0)
  for (const rows of all) assertWhole(rows)
})
