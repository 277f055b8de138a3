/**
 * Falls behind certificates that have run out: first that of the centre's side, then that of the stations. Over HTTPS,
 * MQTT and SCAIP with TLS each way says what is wrong, everything waits, and when the files are replaced it is delivered
 * by itself, once.
 */
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import nb from '../../resources/locales/nb.json' with { type: 'json' }
import type { PathFailure } from '../../shared/api/centre-paths.ts'
import type { ConfigurationText } from '../../station/config/configuration.ts'
import { BoardClient } from '../support/board-client.ts'
import { agreedWhileRunning } from '../support/centre-agrees.ts'
import { CareCentre } from '../support/centre-process.ts'
import { Authority, type Certificate } from '../support/certificates.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { freePort } from '../support/free-port.ts'
import { homeWith } from '../support/home.ts'
import { Mosquitto } from '../support/mosquitto.ts'
import { plainFront } from '../support/plain-front.ts'
import { FALL, NO_FALL, RadarWire } from '../support/radar-wire.ts'
import { startStation } from '../support/station-process.ts'
import { assertWhole, readStationRows, type StationRows } from '../support/station-rows.ts'
import { waitUntil } from '../support/wait-until.ts'

const CID = '4790000017'
/** The longest pause of the ladder for a critical alarm is 30 s. */
const DELIVERED_MS = 60_000
/** Two pauses of the ladder, and the tries between them, on a slow machine. */
const SAID_MS = 90_000

let cleanUp: CleanUp
let folder: string

beforeEach(async () => {
  cleanUp = new CleanUp()
  folder = await temporaryFolder(cleanUp)
})
afterEach(() => cleanUp.run())

type Path = NonNullable<NonNullable<ConfigurationText['careCentre']>['paths']>[number]

async function started(id: string, path: Path) {
  const wire = await RadarWire.plugged(cleanUp)
  const configuration: ConfigurationText = {
    ...homeWith([{ device: 'bathroom', port: wire.port }], null),
    station: { id, name: id },
    careCentre: { paths: [path], heartbeatSeconds: 1 },
  }
  const station = await startStation(cleanUp, { data: join(folder, id), configuration })
  const board = await BoardClient.connected(cleanUp, station)
  const fault = async (): Promise<PathFailure | undefined> =>
    (await board.api.house.paths.query())[0]?.lastFault?.code
  return { id, wire, fault, read: () => readStationRows(station.data) }
}

test('what waits behind a certificate that has run out is delivered once by itself when it is renewed', async () => {
  const authority = await Authority.made(folder)
  const [oldCentre, newCentre, oldStation, newStation] = await Promise.all([
    authority.sign('old-centre', { days: -1 }),
    authority.sign('new-centre'),
    authority.sign('old-station', { days: -1 }),
    authority.sign('new-station'),
  ])
  const shownAs = (name: string): Certificate => ({
    cert: join(folder, `${name}.crt`),
    key: join(folder, `${name}.key`),
  })
  const [centreFiles, stationFiles] = [shownAs('centre'), shownAs('station')]
  const show = async (files: Certificate, { cert, key }: Certificate): Promise<void> => {
    await copyFile(key, files.key)
    await copyFile(cert, files.cert)
  }
  await show(centreFiles, oldCentre)
  await show(stationFiles, oldStation)

  const broker = await Mosquitto.started(cleanUp, join(folder, 'broker'), {
    tls: { ...centreFiles, ca: authority.cert },
  })
  const config = join(folder, 'centre.json')
  const sip = `127.0.0.1:${String(await freePort())};transport=tls`
  await writeFile(
    config,
    JSON.stringify({
      municipalities: [{ id: '5001', stations: [{ id: 'bakkehaugen', token: 'by-sip', cids: [CID] }] }],
      tls: { ...centreFiles, ca: authority.cert, clients: 'required' },
      mqtt: { ca: authority.cert },
    }),
  )
  const own = { cert: await readFile(newStation.cert), key: await readFile(newStation.key) }
  const centre = await CareCentre.started(cleanUp, join(folder, 'centre'), {
    more: ['--config', config, '--mqtt', broker.url, '--sip', sip],
    bridge: (port) => plainFront(cleanUp, port, own),
  })

  const files = {
    ca: { file: authority.cert },
    clientCert: { file: stationFiles.cert },
    clientKey: { file: stationFiles.key },
  }
  const url = `https://127.0.0.1:${String(centre.port)}`
  const houses = await Promise.all([
    started('solbakken', { kind: 'https', url, token: centre.path.token, ...files }),
    started('furulund', { kind: 'mqtt', url: broker.url, ...files }),
    started('bakkehaugen', { kind: 'scaip', uri: `sip:sentral@${sip}`, cid: CID, ...files }),
  ])
  /** Each says it once: the next try may end in another way, such as a connection that is reset under the alert. */
  const faultsAre = (isExpected: (code: PathFailure, id: string) => boolean) => {
    const saying = new Set<string>()
    const seen = new Map<string, PathFailure | undefined>()
    return waitUntil(
      async () => {
        for (const { id, fault } of houses) {
          const code = await fault()
          seen.set(id, code)
          if (code !== undefined && isExpected(code, id)) saying.add(id)
        }
        return saying.size === houses.length
      },
      () => `the ways do not say what is wrong: ${JSON.stringify([...seen])}`,
      { limitMs: SAID_MS, everyMs: 100 },
    )
  }
  const everywhere = async (
    look: (rows: StationRows) => boolean,
    otherwise: string,
  ): Promise<StationRows[]> => {
    let all: StationRows[] = []
    await waitUntil(
      async () => {
        all = await Promise.all(houses.map(({ read }) => read()))
        return all.every(look)
      },
      otherwise,
      { limitMs: DELIVERED_MS, everyMs: 200 },
    )
    return all
  }
  for (const { wire } of houses) wire.write(FALL, NO_FALL)
  await faultsAre((code) => code === 'certificate-expired')
  expect(nb.path.failure['certificate-expired']).toContain('utløpt')
  const stuck = await everywhere(({ falls }) => falls.length === 1, 'the falls were not stored')
  for (const { messages } of stuck) {
    expect(messages.length).toBeGreaterThan(0)
    expect(messages.every(({ acknowledged_at }) => acknowledged_at === null)).toBe(true)
  }

  // The centre's side renews: what is in the stations' way now is their own.
  await show(centreFiles, newCentre)
  process.kill(centre.pid, 'SIGHUP')
  process.kill(broker.pid, 'SIGHUP')
  const isAboutOurs = (code: PathFailure): boolean => code === 'client-certificate' || code === 'hung-up'
  // The broker asks nobody for a certificate.
  await faultsAre((code, id) => id === 'furulund' || isAboutOurs(code))
  expect(nb.path.failure['client-certificate']).toContain('sertifikat')

  await show(stationFiles, newStation)
  for (const { wire } of houses) wire.write(FALL, NO_FALL)
  const rows = await everywhere(
    ({ falls, messages }) =>
      falls.length === 2 && messages.every(({ acknowledged_at }) => acknowledged_at !== null),
    'it was not delivered',
  )
  for (const one of rows) assertWhole(one)
  await agreedWhileRunning(centre, () => Promise.all(houses.map((house) => house.read())))
})
