/** The station's end of MQTT against a real broker; the centre at the other end says what each test wants. */
import { connectAsync, type MqttClient } from 'mqtt'
import { join } from 'node:path'
import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MessagesReply, StationMessage } from '../../../../shared/wire/centre-messages.ts'
import type { SendResult } from '../../../../station/sync/transport.ts'
import type { MqttPath } from '../../../../station/sync/transports/mqtt-link.ts'
import { MqttTransport } from '../../../../station/sync/transports/mqtt-transport.ts'
import { FALL_MESSAGE } from '../../../fakes/sample-message.ts'
import { Authority } from '../../../support/certificates.ts'
import { CleanUp, temporaryFolder } from '../../../support/clean-up.ts'
import { Mosquitto } from '../../../support/mosquitto.ts'
import { namedAtLast } from '../../../support/named-at-last.ts'
import { waitUntil } from '../../../support/wait-until.ts'

const ANYBODY = { username: undefined, password: undefined, ca: undefined }
const FALL = 'fall-1'
const TAKEN = { acknowledged: [FALL], rejected: [], commands: [] }
const COMMAND = { id: 'c-1', type: 'note' }

let cleanUp: CleanUp
let folder: string

beforeEach(async () => {
  cleanUp = new CleanUp()
  folder = await temporaryFolder(cleanUp)
})
afterEach(() => cleanUp.run())

function stationAt(broker: Mosquitto, path: Partial<MqttPath> = {}): MqttTransport {
  const plain = { topicPrefix: 'kommune', clientCert: undefined, clientKey: undefined, ...ANYBODY }
  const station = new MqttTransport({ url: broker.url, ...plain, ...path }, 'solbakken')
  cleanUp.add(() => station.close())
  return station
}

/** By itself with a limit that a busy machine never reaches: what is expected comes of what the other side says. */
function tells(station: MqttTransport, limitMs = 60_000): Promise<SendResult> {
  const fall: StationMessage = { ...FALL_MESSAGE, id: FALL }
  return station.send({ messages: [fall], handled: [] }, limitMs)
}

/** What a centre gets to hear of the station, and its answers. */
class Centre {
  readonly heard: string[] = []
  /** What is on `state`, oldest first. */
  readonly states: string[] = []

  private constructor(private readonly client: MqttClient) {}

  static async on(
    broker: Mosquitto,
    answer: (centre: Centre, body: string, correlation: Buffer | undefined) => void,
  ): Promise<Centre> {
    const client = await connectAsync(broker.url, { protocolVersion: 5, reconnectPeriod: 50 })
    const centre = new Centre(client)
    cleanUp.add(() => client.endAsync(true))
    client.on('message', (topic, payload, { properties }) => {
      if (topic.endsWith('/state')) centre.states.push(payload.toString())
      else {
        centre.heard.push(payload.toString())
        answer(centre, payload.toString(), properties?.correlationData)
      }
    })
    await client.subscribeAsync(['kommune/+/messages', 'kommune/+/state'], { qos: 1 })
    return centre
  }

  says(answer: unknown, correlationData?: Buffer, retain = false): void {
    this.client.publish('kommune/solbakken/replies', JSON.stringify(answer), {
      qos: 1,
      retain,
      ...(correlationData === undefined ? {} : { properties: { correlationData } }),
    })
  }

  async saw(state: string): Promise<void> {
    await waitUntil(() => this.states.at(-1) === `{"state":"${state}"}`, `the state is not ${state}`)
  }
}

test('a body is delivered when the centre has answered, and the broker knows that the station is there', async () => {
  const broker = await Mosquitto.started(cleanUp, folder)
  const centre = await Centre.on(broker, (self, _body, correlation) => self.says(TAKEN, correlation))
  const station = stationAt(broker)
  expect(await tells(station)).toEqual({ ok: true, reply: TAKEN })
  expect(JSON.parse(centre.heard[0] ?? '')).toMatchObject({ messages: [{ id: FALL }], handled: [] })
  await centre.saw('online')
  await station.close()
  await centre.saw('stopped')
})

test('a receipt of the broker is no delivery: silence is a timeout, nobody there is known at once', async () => {
  const broker = await Mosquitto.started(cleanUp, folder)
  const station = stationAt(broker)
  expect(await tells(station)).toMatchObject({ ok: false, code: 'unreachable' })
  const silent = await Centre.on(broker, () => undefined)
  expect(await tells(station, 1_500)).toMatchObject({ ok: false, code: 'timeout' })
  await waitUntil(() => silent.heard.length > 0, 'the body did not come')
  expect(silent.heard).toHaveLength(1)
})

test('answers pair by their ids where the centre gives no correlation back; what is unasked is told apart', async () => {
  const broker = await Mosquitto.started(cleanUp, folder)
  const pushed = { acknowledged: [], rejected: [], commands: [COMMAND] }
  const centre = await Centre.on(broker, (self) => {
    self.says(pushed)
    self.says({ ...TAKEN, acknowledged: ['of another body'] })
    self.says('nonsense')
    self.says(TAKEN)
  })
  // Somebody left an old answer on the topic: nobody asked for it now.
  centre.says({ ...TAKEN, commands: [{ id: 'old' }] }, undefined, true)
  const station = stationAt(broker)
  const unasked: MessagesReply[] = []
  let strays = 0
  station.listen(
    (reply) => unasked.push(reply),
    () => (strays += 1),
  )
  expect(await tells(station)).toEqual({ ok: true, reply: TAKEN })
  expect(unasked).toEqual([pushed, { ...TAKEN, acknowledged: ['of another body'] }])
  expect(strays).toBe(1)
})

test.each([
  [{ code: 'overloaded', message: 'later', retry: true }, 'overloaded'],
  [{ code: 'cannot-store', message: 'disk', retry: true }, 'cannot-store'],
  [{ code: 'unknown-station', message: 'who?', retry: false }, 'unauthorised'],
  ['{', 'bad-answer'],
  [{ acknowledged: 'all of them' }, 'bad-answer'],
])('%j in the place of an answer is %s', async (answer, code) => {
  const broker = await Mosquitto.started(cleanUp, folder)
  await Centre.on(broker, (self, _body, correlation) => self.says(answer, correlation))
  expect(await tells(stationAt(broker))).toMatchObject({ ok: false, code })
})

test('a broker that dies with a body in hand is a failure at once; it comes back, and so does the station', async () => {
  const broker = await Mosquitto.started(cleanUp, folder)
  let isThere = false
  const centre = await Centre.on(broker, (self, _body, correlation) => {
    if (isThere) self.says(TAKEN, correlation)
  })
  const station = stationAt(broker)
  const underWay = tells(station)
  await waitUntil(() => centre.heard.length === 1, 'the body did not come')
  await broker.end('SIGKILL')
  expect(await underWay).toMatchObject({ ok: false, code: 'unreachable' })
  isThere = true
  await broker.start()
  await waitUntil(async () => (await tells(station)).ok, 'the station did not come back')
  await centre.saw('online')
})

test('over TLS with passwords: own authority, wrong password, a topic that is not its own', async () => {
  const authority = await Authority.made(folder)
  const tls = { ca: authority.cert, ...(await authority.sign('broker')) }
  const users = [
    { name: 'solbakken', password: 'right', access: ['topic readwrite kommune/solbakken/#'] },
    { name: 'centre', password: 'right', access: ['topic readwrite kommune/#'] },
  ]
  const broker = await Mosquitto.started(cleanUp, join(folder, 'broker'), { tls, users })
  const ca = await readFile(authority.cert, 'utf8')
  const door = { username: 'solbakken', password: 'right', ca }
  expect(await tells(stationAt(broker, { ...door, ca: undefined }))).toMatchObject({
    code: 'certificate-untrusted',
  })
  expect(await tells(stationAt(broker, { ...door, password: 'wrong' }))).toMatchObject({
    code: 'unauthorised',
  })
  expect(await tells(stationAt(broker, { ...door, topicPrefix: 'annen' }))).toMatchObject({
    code: 'unauthorised',
  })
  // Nobody listens on the right topic: the door is open.
  expect(await tells(stationAt(broker, door))).toMatchObject({ code: 'unreachable' })
})

test('a certificate that has run out, or of another name, lets nothing through', async () => {
  const authority = await Authority.made(folder)
  const ca = await readFile(authority.cert, 'utf8')
  const refused = async (name: string, options: Parameters<Authority['sign']>[1]): Promise<unknown> => {
    const tls = { ca: authority.cert, ...(await authority.sign(name, options)) }
    const broker = await Mosquitto.started(cleanUp, join(folder, `of-${name}`), { tls })
    return tells(stationAt(broker, { ca }))
  }
  expect(await refused('old', { days: -1 })).toMatchObject({ code: 'certificate-expired' })
  expect(await refused('other', { names: 'DNS:elsewhere.example' })).toMatchObject({
    code: 'certificate-name',
  })
})

test('a broker that asks for the station’s certificate lets it in with one; without one, or with another, it is named', async () => {
  const authority = await Authority.made(folder)
  const stranger = await Authority.made(await temporaryFolder(cleanUp))
  const tls = { ca: authority.cert, ...(await authority.sign('broker')), asksClients: true } as const
  const broker = await Mosquitto.started(cleanUp, join(folder, 'broker'), { tls })
  const ca = await readFile(authority.cert, 'utf8')
  const own = async (by: Authority): Promise<Partial<MqttPath>> => {
    const { cert, key } = await by.sign('station')
    return { ca, clientCert: await readFile(cert, 'utf8'), clientKey: await readFile(key, 'utf8') }
  }
  for (const door of [{ ca }, await own(stranger)]) {
    expect(await namedAtLast(() => tells(stationAt(broker, door)))).toMatchObject({
      code: 'client-certificate',
    })
  }
  // Nobody listens on the topic: the door is open.
  expect(await tells(stationAt(broker, await own(authority)))).toMatchObject({ code: 'unreachable' })
})

test('a name that leads nowhere is told as that, and the right one works at once', async () => {
  const broker = await Mosquitto.started(cleanUp, join(folder, 'broker'))
  await Centre.on(broker, (centre) => centre.says(TAKEN))
  expect(
    await tells(stationAt(broker, { url: `mqtt://no-such-broker.invalid:${broker.port}` })),
  ).toMatchObject({
    code: 'dns',
  })
  expect(await tells(stationAt(broker))).toMatchObject({ ok: true })
})
