/**
 * The cable between three stations and the care centre is cut while people fall, without a word to either side. Over
 * HTTPS, over MQTT and over SCAIP, all with TLS: nothing is lost, nothing comes twice, the order is kept, the loss is noticed, and all of it
 * mends itself. The arithmetic of "noticed" at the usual heartbeat of 60 s: the next heartbeat after at most 60 s,
 * 5 s for its answer, two repeats with 5 s before and 5 s for each, 85 s in all. Here the heartbeat is 1 s: 18 s.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import type { ConfigurationText } from '../../station/config/configuration.ts'
import { openReader } from '../../station/store/sqlite.ts'
import { agreedWhileRunning } from '../support/centre-agrees.ts'
import { CareCentre } from '../support/centre-process.ts'
import { Authority } from '../support/certificates.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { CutNetwork } from '../support/cut-network.ts'
import { freePort } from '../support/free-port.ts'
import { homeWith } from '../support/home.ts'
import { Mosquitto } from '../support/mosquitto.ts'
import { FALL, NO_FALL, RadarWire } from '../support/radar-wire.ts'
import { assertWhole, readStationRows, type StationRows } from '../support/station-rows.ts'
import { startStation, type StationProcess } from '../support/station-process.ts'
import { waitUntil } from '../support/wait-until.ts'

/** 1 s, and three times 5 s for an answer with 1 s between; and a slow machine's grace. */
const NOTICED_MS = 18_000 + 8_000
const CID = '4790000017'

let cleanUp: CleanUp
let folder: string
let network: CutNetwork
let centre: CareCentre
let houses: readonly { readonly wire: RadarWire; readonly station: StationProcess }[]

beforeEach(async () => {
  cleanUp = new CleanUp()
  folder = await temporaryFolder(cleanUp)
  network = await CutNetwork.laid(cleanUp)
  const { far } = network
  const authority = await Authority.made(folder)
  const signed = await authority.sign('centre', { names: `IP:${far.address}` })
  const ca = { file: authority.cert }

  const tls = { ca: authority.cert, ...signed }
  const broker = await Mosquitto.started(cleanUp, join(folder, 'broker'), {
    tls,
    host: far.address,
    prefix: far.prefix,
  })
  const configuration = join(folder, 'centre.json')
  const file = {
    municipalities: [
      { id: '5001', stations: [{ id: 'bakkehaugen', token: 'not-used-over-sip', cids: [CID] }] },
    ],
    tls: signed,
    mqtt: { ca: authority.cert },
  }
  await writeFile(configuration, JSON.stringify(file))
  const sip = `${far.address}:${await freePort()};transport=tls`
  centre = await CareCentre.started(cleanUp, join(folder, 'centre'), {
    prefix: far.prefix,
    more: ['--config', configuration, '--mqtt', broker.url, '--sip', sip],
    bridge: far.bridge,
  })
  const url = `https://${await far.front(centre.port)}`
  houses = await Promise.all([
    started('solbakken', { kind: 'https', url, token: centre.path.token, ca }),
    started('furulund', { kind: 'mqtt', url: broker.url, ca }),
    started('bakkehaugen', { kind: 'scaip', uri: `sip:sentral@${sip}`, cid: CID, ca }),
  ])
})
afterEach(() => cleanUp.run())

type Path = NonNullable<NonNullable<ConfigurationText['careCentre']>['paths']>[number]

async function started(id: string, path: Path) {
  const wire = await RadarWire.plugged(cleanUp)
  const home = homeWith([{ device: 'bathroom', port: wire.port }], null)
  const configuration: ConfigurationText = {
    ...home,
    station: { id, name: id },
    careCentre: { paths: [path], heartbeatSeconds: 1 },
  }
  const { prefix } = network.near
  const station = await startStation(cleanUp, { data: join(folder, id), configuration, prefix })
  return { wire, station }
}

async function everywhere(
  look: (rows: StationRows) => boolean,
  otherwise: string,
  limitMs: number,
): Promise<StationRows[]> {
  let all: StationRows[] = []
  await waitUntil(
    async () => {
      all = await Promise.all(houses.map(({ station }) => readStationRows(station.data)))
      return all.every(look)
    },
    otherwise,
    { limitMs, everyMs: 200 },
  )
  return all
}

const isDelivered = ({ messages, falls }: StationRows): boolean =>
  falls.length > 0 && messages.every((one) => one.acknowledged_at !== null)
const noticed = ({ alarms }: StationRows) => alarms.find(({ cause }) => cause === 'centre-lost')

/** Messages in the order in which the centre stored them. */
async function arrivals(): Promise<{ alarm: string; sequence: number }[]> {
  const source = await openReader(join(centre.data, 'centre.sqlite'))
  try {
    const rows: unknown = await source.query('SELECT alarm, sequence FROM message ORDER BY number')
    return z.array(z.object({ alarm: z.string(), sequence: z.number() })).parse(rows)
  } finally {
    await source.destroy()
  }
}

test('falls before, during and after a cut: noticed, and all of them at the centre once and in order', async () => {
  const fall = (): void => {
    for (const { wire } of houses) wire.write(FALL, NO_FALL)
  }
  fall()
  await everywhere(isDelivered, 'the way does not stand', 60_000)

  await network.cut()
  for (let n = 0; n < 20; n += 1) fall()
  await everywhere((rows) => noticed(rows)?.state === 'raised', 'the loss was not noticed', NOTICED_MS)
  const stuck = await everywhere(({ falls }) => falls.length >= 21, 'the falls were not stored', 60_000)
  for (const { messages } of stuck) {
    expect(messages.filter((one) => one.acknowledged_at === null).length).toBeGreaterThanOrEqual(20)
  }

  await network.mend()
  fall()
  const rows = await everywhere(
    (one) => isDelivered(one) && one.falls.length >= 22 && noticed(one)?.state === 'cancelled',
    'it did not mend itself',
    120_000,
  )
  for (const one of rows) assertWhole(one)
  await agreedWhileRunning(centre, () =>
    Promise.all(houses.map(({ station }) => readStationRows(station.data))),
  )
  const order = await arrivals()
  for (const alarm of new Set(order.map((message) => message.alarm))) {
    const sequences = order.filter((message) => message.alarm === alarm).map(({ sequence }) => sequence)
    expect(sequences).toEqual(sequences.map((_, index) => index + 1))
  }
})
