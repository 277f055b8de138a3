/** The care centre's broker changes while it runs, as SIGHUP has it: brokers are real, nothing is lost between them. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { message } from '../../integration/care-centre/centre-harness.ts'
import { configured, startReloadable } from '../../integration/care-centre/reloading-harness.ts'
import { Authority } from '../../support/certificates.ts'
import { CleanUp, temporaryFolder } from '../../support/clean-up.ts'
import { Mosquitto } from '../../support/mosquitto.ts'
import { waitUntil } from '../../support/wait-until.ts'

/** MQTT 5 §3.4.2.1: nobody has subscribed to what was published. */
const NO_MATCHING_SUBSCRIBERS = 0x10

let cleanUp: CleanUp

beforeEach(() => {
  cleanUp = new CleanUp()
})
afterEach(() => cleanUp.run())

/** `solbakken` at one broker; it says again what is not answered, as stations do. */
class Station {
  readonly acknowledged = new Set<string>()
  /** Of the broker's last receipt. */
  reason: number | undefined

  private constructor(readonly client: MqttClient) {}

  static async at(broker: Mosquitto, options: Partial<IClientOptions> = {}): Promise<Station> {
    const client = await connectAsync(broker.url, { protocolVersion: 5, reconnectPeriod: 0, ...options })
    cleanUp.add(() => client.endAsync(true))
    const station = new Station(client)
    client.on('message', (_topic, payload) => {
      const { acknowledged = [] } = JSON.parse(payload.toString()) as { acknowledged?: string[] }
      for (const id of acknowledged) station.acknowledged.add(id)
    })
    client.on('packetreceive', (packet) => {
      if (packet.cmd === 'puback') station.reason = packet.reasonCode
    })
    await client.subscribeAsync('tryggvakt/solbakken/replies', { qos: 1 })
    return station
  }

  async says(sequence: number): Promise<void> {
    const body = { messages: [message('a-1', sequence, sequence === 1 ? 'raised' : 'note')] }
    await this.client.publishAsync('tryggvakt/solbakken/messages', JSON.stringify(body), { qos: 1 })
  }

  async delivers(sequences: readonly number[]): Promise<void> {
    const open = () => sequences.filter((sequence) => !this.acknowledged.has(`a-1-${sequence}`))
    await waitUntil(
      async () => {
        await Promise.all(open().map((sequence) => this.says(sequence)))
        return open().length === 0
      },
      () => `${open().length} of ${sequences.length} were not answered`,
      { everyMs: 500 },
    )
  }

  /** Nobody of the centre listens at this broker any more. */
  async isAlone(): Promise<void> {
    await waitUntil(async () => {
      await this.says(1)
      return this.reason === NO_MATCHING_SUBSCRIBERS
    }, 'the centre is still at the broker of before')
  }
}

const newBroker = async () => Mosquitto.started(cleanUp, await temporaryFolder(cleanUp))
const at = (broker: Mosquitto, more: object = {}) =>
  configured('t', [], { mqtt: { url: broker.url, ...more } })

async function read(url: string) {
  const health = (await (await fetch(`${url}/healthz`)).json()) as object
  const numbers = await (await fetch(`${url}/metrics`)).text()
  return { ...health, isUp: /^tryggvakt_centre_mqtt_up (\d)$/m.exec(numbers)?.[1] }
}

test('a broker that is named while the node runs is taken up, another in its place, and one that is gone is left', async () => {
  const [first, second] = [await newBroker(), await newBroker()]
  const { centre, become } = await startReloadable(configured('t', []))
  expect(await read(centre.url)).not.toHaveProperty('broker')
  await become(at(first))
  const [atFirst, atSecond] = [await Station.at(first), await Station.at(second)]
  await atFirst.delivers([1, 2])
  expect(await read(centre.url)).toMatchObject({ broker: { ok: true }, isUp: '1' })
  await become(at(second))
  await atFirst.isAlone()
  await atSecond.delivers([3])
  expect(await read(centre.url)).toMatchObject({ broker: { ok: true }, isUp: '1' })
  await become(configured('t', []))
  await atSecond.isAlone()
  const health = await read(centre.url)
  expect(health).not.toHaveProperty('broker')
  expect(health).toMatchObject({ status: 'ok', isUp: '0' })
})

test('a broker that is not there yet does not take the place of the one that is; when it comes, it does', async () => {
  const first = await newBroker()
  const second = await Mosquitto.at(cleanUp, await temporaryFolder(cleanUp))
  const { centre, become, lines } = await startReloadable(at(first))
  const atFirst = await Station.at(first)
  await become(at(second))
  expect(lines.join('')).toContain('the one of before stays until it is')
  expect(await read(centre.url)).toMatchObject({ status: 'degraded', broker: { ok: false }, isUp: '0' })
  await atFirst.delivers([1, 2])
  // Written down otherwise once more, it is still the first that stays.
  await become(at(second, { username: 'centre', password: 'another' }))
  await atFirst.delivers([3])
  await second.start()
  const atSecond = await Station.at(second)
  await atSecond.delivers([4])
  await atFirst.isAlone()
  expect(await read(centre.url)).toMatchObject({ status: 'ok', broker: { ok: true }, isUp: '1' })
})

test('a broker that hangs holds up no stop, nor one that was left for another', async () => {
  const [first, second] = [await newBroker(), await newBroker()]
  const { centre, close, become } = await startReloadable(at(first))
  const frozen = [first, second].map(({ pid }) => pid)
  cleanUp.add(() => frozen.forEach((pid) => process.kill(pid, 'SIGCONT')))
  process.kill(first.pid, 'SIGSTOP')
  await become(at(second))
  expect(await read(centre.url)).toMatchObject({ broker: { ok: true } })
  process.kill(second.pid, 'SIGSTOP')
  // Without an end of its own it would wait for ever: the limit of the test says so.
  await close()
})

test('in the middle of a flow of bodies the node comes by other words to the same broker: all are stored, once', async () => {
  const broker = await newBroker()
  const { centre, become } = await startReloadable(at(broker, { username: 'before' }))
  const station = await Station.at(broker)
  const sequences = Array.from({ length: 400 }, (_, n) => n + 1)
  const flow = station.delivers(sequences)
  await waitUntil(() => station.acknowledged.size > 50, 'nothing was answered')
  await become(at(broker, { username: 'now' }))
  await flow
  const headers = { authorization: 'Bearer t' }
  const alarm = (await (await fetch(`${centre.url}/v1/alarms/a-1`, { headers })).json()) as {
    timeline: unknown[]
  }
  expect(alarm).toMatchObject({ timelineComplete: true })
  expect(alarm.timeline).toHaveLength(400)
})

test('the authority of the broker is another: the file of before lets nobody in, the one of now does', async () => {
  const folder = await temporaryFolder(cleanUp)
  const [right, wrong] = [
    await Authority.made(await temporaryFolder(cleanUp)),
    await Authority.made(await temporaryFolder(cleanUp)),
  ]
  const tls = { ...(await right.sign('broker')), ca: right.cert }
  const broker = await Mosquitto.started(cleanUp, folder, { tls })
  const ca = join(folder, 'trusted.crt')
  const trusts = async (text: string) => writeFile(ca, text)
  await trusts(await readFile(wrong.cert, 'utf8'))
  const { centre, become, lines } = await startReloadable(at(broker, { ca }))
  expect(await read(centre.url)).toMatchObject({ broker: { ok: false } })
  await trusts('no certificate')
  await become(at(broker, { ca }))
  expect(lines.join('')).toContain('the configuration was not taken')
  await trusts(await readFile(right.cert, 'utf8'))
  await become(at(broker, { ca }))
  const station = await Station.at(broker, { ca: await readFile(right.cert) })
  await station.delivers([1])
  expect(await read(centre.url)).toMatchObject({ broker: { ok: true } })
})
