/** The care centre's end of MQTT against a real broker; the station at the other end says what each test wants. */
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { CleanUp, temporaryFolder } from '../../support/clean-up.ts'
import { Mosquitto } from '../../support/mosquitto.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { heartbeat, message, startCentre } from '../../integration/care-centre/centre-harness.ts'

const TOPIC = 'tryggvakt/st-1'

let cleanUp: CleanUp
let broker: Mosquitto

beforeEach(async () => {
  cleanUp = new CleanUp()
  broker = await Mosquitto.started(cleanUp, await temporaryFolder(cleanUp))
})
afterEach(() => cleanUp.run())

function centreAt(url = broker.url) {
  return startCentre({ mqtt: { url, username: undefined, password: undefined } })
}

/** `st-1` as any maker might build it. */
class Station {
  readonly answers: { readonly correlation: string | undefined; readonly body: unknown }[] = []

  private constructor(readonly client: MqttClient) {}

  static async connected(options: Partial<IClientOptions> = {}): Promise<Station> {
    const client = await connectAsync(broker.url, { protocolVersion: 5, reconnectPeriod: 50, ...options })
    const station = new Station(client)
    cleanUp.add(() => client.endAsync(true))
    client.on('message', (_topic, payload, { properties }) => {
      const correlation = properties?.correlationData?.toString()
      station.answers.push({ correlation, body: JSON.parse(payload.toString()) })
    })
    await client.subscribeAsync(`${TOPIC}/replies`, { qos: 1 })
    return station
  }

  says(body: unknown, correlation?: string, qos: 0 | 1 = 1): void {
    this.client.publish(`${TOPIC}/messages`, typeof body === 'string' ? body : JSON.stringify(body), {
      qos,
      ...(correlation === undefined ? {} : { properties: { correlationData: Buffer.from(correlation) } }),
    })
  }

  async answered(count: number): Promise<void> {
    await waitUntil(
      () => this.answers.length >= count,
      () => `${this.answers.length} of ${count} answers came`,
    )
  }
}

const isOverloaded = (body: unknown): boolean =>
  z.object({ code: z.literal('overloaded') }).safeParse(body).success

test('what is said on the topic is stored and answered there, with its correlation, many at a time', async () => {
  const centre = await centreAt()
  const station = await Station.connected()
  // More than the broker may leave with a node without a receipt.
  const bodies = Array.from({ length: 450 }, (_, n) => ({
    messages: [message('a-1', n + 1, n === 0 ? 'raised' : 'note')],
  }))
  for (const [n, body] of bodies.entries()) station.says(body, `c-${n}`)
  await station.answered(bodies.length)
  // More than the share of one station at a time: what is told so is said again, as a station does.
  const accepted = new Set<string>()
  let [looked, said] = [0, bodies.length]
  while (accepted.size < bodies.length) {
    await station.answered(said)
    const answers = station.answers.slice(looked)
    looked = station.answers.length
    for (const { correlation = '', body } of answers) {
      const bodyOf = bodies[Number(correlation.slice(2))]
      if (!isOverloaded(body)) accepted.add(correlation)
      else if (bodyOf !== undefined) {
        station.says(bodyOf, correlation)
        said += 1
      }
    }
  }
  expect(
    station.answers.find((answer) => answer.correlation === 'c-449' && !isOverloaded(answer.body)),
  ).toEqual({
    correlation: 'c-449',
    body: { acknowledged: ['a-1-450'], rejected: [], commands: [] },
  })
  expect((await centre.call('/v1/alarms/a-1')).body).toMatchObject({ timelineComplete: true })
  // Without a receipt asked for, as some devices publish.
  station.says({ messages: [message('a-2', 1, 'raised')] }, undefined, 0)
  await station.answered(said + 1)
  expect((await centre.call('/v1/alarms/a-2')).status).toBe(200)
})

test('what is no body is refused with a code, and what comes after it is taken', async () => {
  await centreAt()
  const station = await Station.connected()
  station.says('{')
  station.says({ messages: [], padding: 'x'.repeat(1024 * 1024) })
  station.says({ messages: [message('a-1', 1, 'raised', { priority: 'urgent' }), heartbeat] })
  await station.answered(3)
  expect(station.answers.map(({ body }) => body)).toMatchObject([
    { code: 'bad-body' },
    { code: 'too-large' },
    { acknowledged: ['beat-1'], rejected: [{ id: 'a-1-1', code: 'does-not-fit' }] },
  ])
})

test('a command reaches the station unasked', async () => {
  const centre = await centreAt()
  const station = await Station.connected()
  station.says({ messages: [message('a-1', 1, 'raised')] })
  await station.answered(1)
  await centre.post('/v1/alarms/a-1/commands', { type: 'acknowledge', by: 'operator-1' }, 'all')
  await station.answered(2)
  expect(station.answers[1]).toMatchObject({
    correlation: undefined,
    body: { acknowledged: [], commands: [{ type: 'acknowledge', alarmId: 'a-1', by: 'operator-1' }] },
  })
})

test('a connection that breaks makes the station silent by its last will, and a message makes it heard', async () => {
  const centre = await centreAt()
  const will = {
    topic: `${TOPIC}/state`,
    payload: Buffer.from('{"state":"silent"}'),
    qos: 1,
    retain: true,
  } as const
  const station = await Station.connected({ will, reconnectPeriod: 0 })
  const isSilent = async (): Promise<boolean> => {
    const { body } = (await centre.call('/healthz')) as {
      body: { stations: { id: string; silent: boolean }[] }
    }
    return body.stations.find(({ id }) => id === 'st-1')?.silent === true
  }
  station.says({ messages: [heartbeat] })
  await station.answered(1)
  expect(await isSilent()).toBe(false)
  station.client.stream.destroy()
  await waitUntil(isSilent, 'nobody noticed')
  const again = await Station.connected()
  again.says({ messages: [heartbeat] })
  await again.answered(1)
  expect(await isSilent()).toBe(false)
})

test('a broker that is away holds nothing back; when it comes, the centre is there, and again after a restart', async () => {
  await broker.end('SIGTERM')
  const centre = await centreAt()
  expect((await centre.tell([message('a-1', 1, 'raised')])).acknowledged).toEqual(['a-1-1'])
  expect(String((await centre.call('/metrics')).body)).toContain('tryggvakt_centre_mqtt_up 0')
  const health = async () => (await centre.call('/healthz')).body
  // Alarms still come over the other paths: nobody is sent away from this node.
  expect(await health()).toMatchObject({ status: 'degraded', broker: { ok: false } })
  expect((await centre.call('/healthz')).status).toBe(200)
  for (const sequence of [2, 3]) {
    await broker.start()
    const station = await Station.connected({ reconnectPeriod: 0 })
    // What was said before the broker was killed may be answered once more first.
    await waitUntil(
      () => {
        station.says({ messages: [message('a-1', sequence, 'note')] })
        const answers = station.answers as { readonly body: { readonly acknowledged: readonly string[] } }[]
        return answers.some(({ body }) => body.acknowledged.includes(`a-1-${sequence}`))
      },
      'the centre did not come back to the broker',
      { everyMs: 100 },
    )
    expect(await health()).toMatchObject({ status: 'ok', broker: { ok: true } })
    await broker.end('SIGKILL')
  }
})
