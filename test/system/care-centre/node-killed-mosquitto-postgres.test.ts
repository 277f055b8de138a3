/**
 * Two nodes share a broker's bodies. One that dies with a body in hand has given no receipt: the other answers. And what
 * one of them heard straight from a station, the other knows when the broker says the station's last will.
 */
import { join } from 'node:path'
import { connectAsync, type MqttClient } from 'mqtt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { MqttTransport } from '../../../station/sync/transports/mqtt-transport.ts'
import type { StationMessage } from '../../../shared/wire/centre-messages.ts'
import { heartbeat, message } from '../../integration/care-centre/centre-harness.ts'
import { CareCentre } from '../../support/centre-process.ts'
import { CleanUp, temporaryFolder } from '../../support/clean-up.ts'
import { STATION_ID } from '../../support/home.ts'
import { Mosquitto } from '../../support/mosquitto.ts'
import { Postgres } from '../../support/postgres.ts'
import { waitUntil } from '../../support/wait-until.ts'

let cleanUp: CleanUp

beforeEach(() => {
  cleanUp = new CleanUp()
})
afterEach(() => cleanUp.run())

test('a node is killed with a body in hand: the station asks again, the other node answers, and all is stored once', async () => {
  const folder = await temporaryFolder(cleanUp)
  const [database, broker] = await Promise.all([
    Postgres.started(cleanUp),
    Mosquitto.started(cleanUp, join(folder, 'broker')),
  ])
  const ways = { database: database.url(await database.newDatabase()), more: ['--mqtt', broker.url] }
  const [first, second] = await Promise.all([
    CareCentre.started(cleanUp, join(folder, 'first'), ways),
    CareCentre.started(cleanUp, join(folder, 'second'), ways),
  ])
  const nothing = {
    username: undefined,
    password: undefined,
    ca: undefined,
    clientCert: undefined,
    clientKey: undefined,
  }
  const station = new MqttTransport({ url: broker.url, topicPrefix: 'tryggvakt', ...nothing }, STATION_ID)
  cleanUp.add(() => station.close())
  const tell = (sequence: number, limitMs = 1_000) => {
    const fall = message('a-1', sequence, sequence === 1 ? 'raised' : 'repeated') as StationMessage
    return station.send({ messages: [fall], handled: [] }, limitMs)
  }
  expect(await tell(1, 60_000)).toMatchObject({ ok: true })

  // It stands still with its connection open: the broker hands it its share, and nobody answers that.
  process.kill(first.pid, 'SIGSTOP')
  let sequence = 2
  await waitUntil(async () => {
    const result = await tell(sequence)
    if (result.ok) sequence += 1
    return !result.ok && result.code === 'timeout'
  }, 'the node that stands still got nothing')
  await first.end('SIGKILL')
  await waitUntil(async () => (await tell(sequence)).ok, 'nobody answers')
  const story = await second.story('a-1')
  expect(story?.timeline.map((entry) => entry.sequence)).toEqual(
    Array.from({ length: sequence }, (_, n) => n + 1),
  )
})

const StationsSchema = z.object({
  stations: z.array(z.object({ id: z.string(), silent: z.boolean(), lastHeardAt: z.string().nullable() })),
})

/** What this node says of a station. */
async function standing({ url }: CareCentre, id: string) {
  const { stations } = StationsSchema.parse(await (await fetch(`${url}/healthz`)).json())
  return stations.find((station) => station.id === id)
}

/** A station at the broker that has been answered there once, with its last will. */
async function atBroker(url: string, id: string): Promise<MqttClient> {
  const topic = `tryggvakt/${id}`
  const will = { topic: `${topic}/state`, payload: Buffer.from('{"state":"silent"}'), qos: 1 as const }
  const client = await connectAsync(url, { protocolVersion: 5, reconnectPeriod: 0, will })
  cleanUp.add(() => client.endAsync(true))
  await client.subscribeAsync(`${topic}/replies`, { qos: 1 })
  const answered = new Promise((resolve) => client.once('message', resolve))
  await client.publishAsync(`${topic}/messages`, JSON.stringify({ messages: [heartbeat] }), { qos: 1 })
  await answered
  return client
}

test('a last will at one node does not silence a station that another node heard over HTTPS', async () => {
  const folder = await temporaryFolder(cleanUp)
  const [server, broker] = await Promise.all([
    Postgres.started(cleanUp),
    Mosquitto.started(cleanUp, join(folder, 'broker')),
  ])
  const database = server.url(await server.newDatabase())
  const [straight, brokered] = await Promise.all([
    CareCentre.started(cleanUp, join(folder, 'straight'), { database }),
    CareCentre.started(cleanUp, join(folder, 'brokered'), { database, more: ['--mqtt', broker.url] }),
  ])
  const tellStraight = async (id: string): Promise<void> => {
    const told = await fetch(`${straight.url}/v1/stations/${id}/messages`, {
      method: 'POST',
      headers: { authorization: 'Bearer operator-door' },
      body: JSON.stringify({ messages: [heartbeat] }),
    })
    expect(told.status).toBe(200)
  }
  /** When the node at the broker knows a word that went to the other, it has looked at everything stored before it. */
  const hasLooked = async (marker: string): Promise<void> => {
    await tellStraight(marker)
    await waitUntil(
      async () => typeof (await standing(brokered, marker))?.lastHeardAt === 'string',
      'the node at the broker does not know that the other one heard a station',
      { limitMs: 60_000, everyMs: 50 },
    )
  }
  await tellStraight(STATION_ID)
  const withTwoWays = await atBroker(broker.url, STATION_ID)
  const withOneWay = await atBroker(broker.url, 'furulund')
  // So that it has seen the rows of its own words, which are younger than the words.
  await hasLooked('after-the-words')

  // A stranger sees the will of the first; what the broker says after it comes to the node after it.
  const watcher = await connectAsync(broker.url, { protocolVersion: 5 })
  cleanUp.add(() => watcher.endAsync(true))
  await watcher.subscribeAsync(`tryggvakt/${STATION_ID}/state`, { qos: 1 })
  const willed = new Promise((resolve) => watcher.once('message', resolve))
  withTwoWays.stream.destroy()
  await willed
  withOneWay.stream.destroy()
  await waitUntil(
    async () => (await standing(brokered, 'furulund'))?.silent === true,
    'the last will of a station without another way was not heard',
  )
  // Both were heard at the same node over the same broker: what tells them apart is the word of the other way.
  expect((await standing(brokered, STATION_ID))?.silent).toBe(false)
  await hasLooked('after-the-wills')
  expect((await standing(brokered, 'furulund'))?.silent).toBe(true)
  expect((await standing(brokered, STATION_ID))?.silent).toBe(false)
})
