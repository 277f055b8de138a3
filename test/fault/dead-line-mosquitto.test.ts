/**
 * A line that goes dead without a word, at any moment of a conversation: on the first connection the centre's side says
 * so many pieces, then nothing passes any more and nobody closes anything. Each way to the centre finds out by itself,
 * at whatever step it was, and a critical alarm is there over a new connection.
 */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CentrePath } from '../../station/config/configuration.ts'
import { systemClock } from '../../station/clock.ts'
import { Registry } from '../../station/devices/registry.ts'
import { ANSWER_LIMIT_MS } from '../../station/sync/ladder.ts'
import { openPath } from '../../station/sync/open-transport.ts'
import { messageOf, STATION_CID } from '../fakes/scaip-path.ts'
import { CareCentre } from '../support/centre-process.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { CuttableLine } from '../support/cuttable-line.ts'
import { freePort } from '../support/free-port.ts'
import { Mosquitto } from '../support/mosquitto.ts'

/** Pieces from the other side that still come through; over MQTT the fourth or so is the centre's answer. */
const STAGES = [0, 1, 2, 3, 4, 5]
const FALLS = 3
const LIMIT_MS = 120_000
/** As the outbox does after a failure that was known at once. */
const PAUSE_MS = 500

const nobody = new Registry({ residents: [], devices: [], people: [], formerPeople: [] })
const unread = { info: () => undefined, warn: () => undefined, error: () => undefined }

let cleanUp: CleanUp
let folder: string

beforeEach(async () => {
  cleanUp = new CleanUp()
  folder = await temporaryFolder(cleanUp)
})
afterEach(() => cleanUp.run())

interface Way {
  /** Of whom is called. */
  readonly port: number
  /** `port`: of the line before it. */
  readonly path: (port: number, station: string) => CentrePath
}

/** How often a station on `way` had to try, until the centre had acknowledged every fall; the line goes dead once. */
async function triesOver({ port, path }: Way, station: string, stage: number): Promise<number> {
  const line = await CuttableLine.to(cleanUp, port)
  line.deadAfter(stage)
  const context = { stationId: station, registry: () => nobody, clock: systemClock, log: unread }
  const transport = await openPath(path(line.port, station), context)
  cleanUp.add(() => transport.close())
  const until = performance.now() + LIMIT_MS
  let tries = 0
  for (let fall = 1; fall <= FALLS; fall += 1) {
    const message = messageOf(`${station}-${String(fall)}`, { residentRef: null, deviceId: null })
    for (;;) {
      tries += 1
      const result = await transport.send({ messages: [message], handled: [] }, ANSWER_LIMIT_MS.critical)
      if (result.ok && result.reply.acknowledged.includes(message.id)) break
      const how = `${station}: fall ${String(fall)} after ${String(tries)} tries, ${JSON.stringify(result)}`
      if (performance.now() > until) throw new Error(how)
      await pause(PAUSE_MS)
    }
  }
  return tries
}

test('dead at any step of a conversation over HTTP, MQTT and SCAIP: every fall is there, over a new connection', async () => {
  const broker = await Mosquitto.started(cleanUp, join(folder, 'broker'))
  const sip = await freePort()
  const tokenOf = (station: string): string => `door-of-${station}`
  const ways: Readonly<Record<'https' | 'mqtt' | 'scaip', (centrePort: number) => Way>> = {
    https: (port) => ({
      port,
      path: (line, station) => ({
        kind: 'https',
        url: `http://127.0.0.1:${String(line)}`,
        token: tokenOf(station),
      }),
    }),
    mqtt: () => ({
      port: broker.port,
      path: (line) => ({ kind: 'mqtt', url: `mqtt://127.0.0.1:${String(line)}` }),
    }),
    scaip: () => ({
      port: sip,
      path: (line) => ({
        kind: 'scaip',
        uri: `sip:sentral@127.0.0.1:${String(line)};transport=tcp`,
        cid: STATION_CID,
      }),
    }),
  }
  const runs = Object.entries(ways).flatMap(([kind, way]) =>
    STAGES.map((stage) => ({ way, stage, station: `${kind}-${String(stage)}` })),
  )
  const doors = runs.flatMap(({ station }) => ['--token', `${station}=${tokenOf(station)}`])
  const more = ['--mqtt', broker.url, '--sip', `127.0.0.1:${String(sip)};transport=tcp`, ...doors]
  const centre = await CareCentre.started(cleanUp, join(folder, 'centre'), { more })

  const tries = await Promise.all(
    runs.map(({ way, stage, station }) => triesOver(way(centre.port), station, stage)),
  )

  // Somewhere on the way of each kind the line did go dead under a fall.
  for (const kind of Object.keys(ways)) {
    const mine = tries.filter((_, at) => runs[at]?.station.startsWith(kind))
    expect(Math.max(...mine), kind).toBeGreaterThan(FALLS)
  }
  const alarms = await centre.alarms()
  expect(alarms).toHaveLength(runs.length * FALLS)
})
