/** Two nodes share a broker's bodies. One that dies with a body in hand has given no receipt: the other answers. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { join } from 'node:path'
import { MqttTransport } from '../../../station/sync/transports/mqtt-transport.ts'
import type { StationMessage } from '../../../shared/wire/centre-messages.ts'
import { message } from '../../integration/care-centre/centre-harness.ts'
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
  const tell = (sequence: number) => {
    const fall = message('a-1', sequence, sequence === 1 ? 'raised' : 'repeated') as StationMessage
    return station.send({ messages: [fall], handled: [] }, 1_000)
  }
  expect(await tell(1)).toMatchObject({ ok: true })

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
