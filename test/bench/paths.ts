/**
 * From the last byte of a fall on the wire to the centre's durable answer, by each path alone, with nothing waiting
 * and while 10,000 lesser messages of a night without a line go out beside it.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ConfigurationText } from '../../station/config/configuration.ts'
import { CareCentre } from '../support/centre-process.ts'
import { Authority } from '../support/certificates.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { freePort } from '../support/free-port.ts'
import { homeWith } from '../support/home.ts'
import { Mosquitto } from '../support/mosquitto.ts'
import { FALL, RadarWire } from '../support/radar-wire.ts'
import { startStation, type StationProcess } from '../support/station-process.ts'
import { storeBacklog } from '../support/stored-backlog.ts'
import { waitUntil } from '../support/wait-until.ts'
import { heading, print } from './figures.ts'
import { bucketsOf, printHistogram, since } from './histogram.ts'

/** Steps of one alarm go one after another: falls of one person alone would wait for each other. */
const RADARS = Array.from({ length: 8 }, (_, at) => `radar-${String(at)}`)
const WAITING = [0, 10_000] as const
const FALLS = 200
/** Of a program that has just started: told by themselves. */
const FIRST_FALLS = 20
const FALLS_A_SECOND = 20
const DRAINED_WITHIN_MS = 300_000

type CentrePath = NonNullable<NonNullable<ConfigurationText['careCentre']>['paths']>[number]

interface Ends {
  readonly centre: CareCentre
  readonly broker: Mosquitto
  readonly sipPort: number
  /** File of the authority that signed the centre's certificate for SIP. */
  readonly ca: string
}

const OVER_TLS = 'scaip over tls'

const PATHS: Readonly<Record<string, (ends: Ends) => CentrePath>> = {
  https: ({ centre }) => ({ kind: 'https', ...centre.path }),
  mqtt: ({ broker }) => ({ kind: 'mqtt', url: broker.url }),
  'scaip over udp': ({ sipPort }) => scaip(sipPort, 'udp'),
  'scaip over tcp': ({ sipPort }) => scaip(sipPort, 'tcp'),
  [OVER_TLS]: ({ sipPort, ca }) => ({ ...scaip(sipPort, 'tls'), ca: { file: ca } }),
}

function scaip(port: number, transport: 'udp' | 'tcp' | 'tls'): CentrePath {
  return {
    kind: 'scaip',
    uri: `sip:sentral@127.0.0.1:${String(port)};transport=${transport}`,
    cid: '4790000017',
  }
}

export async function benchPaths(): Promise<void> {
  heading('From the last byte of a fall to the centre’s durable answer, by path')
  for (const [name, pathOf] of Object.entries(PATHS)) {
    for (const waiting of WAITING) {
      const cleanUp = new CleanUp()
      try {
        await measure(cleanUp, name, pathOf, waiting)
      } finally {
        await cleanUp.run()
      }
    }
  }
}

async function measure(
  cleanUp: CleanUp,
  name: string,
  pathOf: (ends: Ends) => CentrePath,
  waiting: number,
): Promise<void> {
  const folder = await temporaryFolder(cleanUp)
  const wires = await Promise.all(RADARS.map(() => RadarWire.plugged(cleanUp)))
  const data = join(folder, 'station')
  const home = homeWith(
    wires.map(({ port }, at) => ({ device: RADARS[at] ?? '', port })),
    null,
  )
  if (waiting > 0) {
    const before = await startStation(cleanUp, { data, configuration: home })
    await before.stop()
    await storeBacklog(data, { count: waiting, priority: 'low', deviceId: 'radar-0' })
  }
  const broker = await Mosquitto.started(cleanUp, join(folder, 'broker'))
  const sipPort = await freePort()
  const sip = `127.0.0.1:${String(sipPort)}`
  const authority = await Authority.made(folder)
  // A centre with a certificate speaks TLS over HTTPS, too: the other paths are measured at one without.
  const ways =
    name === OVER_TLS
      ? { more: ['--config', await configWithTls(folder, authority), '--sip', `${sip};transport=tls`] }
      : { more: ['--mqtt', broker.url, '--sip', sip] }
  const centre = await CareCentre.started(cleanUp, join(folder, 'centre'), ways)
  const path = pathOf({ centre, broker, sipPort, ca: authority.cert })
  const configuration = { ...home, careCentre: { paths: [path], heartbeatSeconds: 60 } }
  const startedAt = performance.now()
  const station = await startStation(cleanUp, { data, configuration })

  const buckets = async (): Promise<ReturnType<typeof bucketsOf>> =>
    bucketsOf(await station.metrics(), 'tryggvakt_centre_seconds', 'critical')
  const label = `${name}, ${waiting === 0 ? 'nothing' : waiting.toLocaleString('en')} waiting`
  let before = await buckets()
  if (waiting === 0) {
    await sendFalls(wires, station, waiting, FIRST_FALLS)
    await drained(station)
    const warm = await buckets()
    printHistogram(`${label}, just started`, since(before, warm))
    before = warm
  }
  const left = await sendFalls(wires, station, waiting, FALLS)
  await drained(station)
  const seconds = (performance.now() - startedAt) / 1000
  printHistogram(label, since(before, await buckets()))
  if (waiting > 0) {
    print(
      `  ${String(left)} of them left after the last fall; all there ${seconds.toFixed(1)} s after the start`,
    )
  }
}

async function configWithTls(folder: string, authority: Authority): Promise<string> {
  const file = join(folder, 'centre.json')
  const signed = await authority.sign('centre')
  await writeFile(file, JSON.stringify({ municipalities: [], tls: signed }))
  return file
}

/** Evenly; with a backlog only while something of it waits. Gives how much of it waited after the last one. */
async function sendFalls(
  wires: readonly RadarWire[],
  station: StationProcess,
  waiting: number,
  falls: number,
): Promise<number> {
  const startedAt = performance.now()
  let left = waiting
  for (let number = 0; number < falls; number += 1) {
    const dueIn = startedAt + (number * 1000) / FALLS_A_SECOND - performance.now()
    if (dueIn > 0) await pause(dueIn)
    wires[number % wires.length]?.write(FALL)
    if (waiting === 0 || number % FALLS_A_SECOND !== 0) continue
    left = (await station.health()).outbox.waiting
    if (left === 0) break
  }
  return left
}

async function drained(station: StationProcess): Promise<void> {
  await waitUntil(
    async () => (await station.health()).outbox.waiting === 0,
    'the centre did not get everything',
    {
      limitMs: DRAINED_WITHIN_MS,
      everyMs: 100,
    },
  )
}
