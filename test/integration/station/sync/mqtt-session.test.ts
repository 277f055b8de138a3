/**
 * A broker that kept our session is told an alarm at once: an answer to SUBSCRIBE would cost one more way and back. One
 * that goes silent just after it took us is left for a new connection.
 */
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { MqttTransport } from '../../../../station/sync/transports/mqtt-transport.ts'

/** Kinds of MQTT control packets (MQTT 5, section 2.1.2). */
const SUBSCRIBE = 8
const PUBLISH = 3

/** The kinds of the packets in `bytes`, which ends with a whole one. */
function kindsOf(bytes: Buffer): number[] {
  const kinds: number[] = []
  for (let at = 0; at < bytes.length;) {
    kinds.push((bytes[at] ?? 0) >> 4)
    let length = 0
    let shift = 0
    let digit: number
    do {
      at += 1
      digit = bytes[at] ?? 0
      length += (digit & 127) << shift
      shift += 7
    } while (digit >= 128)
    at += 1 + length
  }
  return kinds
}

/** Takes every connection, with or without the session of the last one, and answers nothing after that. */
async function brokerThat(keptTheSession: boolean) {
  const kinds: number[] = []
  let onPacket: () => void = () => undefined
  const sockets = new Set<Socket>()
  let onConnection: () => void = () => undefined
  const server = createServer((socket) => {
    sockets.add(socket)
    onConnection()
    socket.once('data', () => {
      socket.write(Buffer.from([0x20, 3, keptTheSession ? 1 : 0, 0, 0]))
      socket.on('data', (bytes) => {
        kinds.push(...kindsOf(bytes))
        onPacket()
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `mqtt://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    kinds,
    heard: (kind: number, times = 1): Promise<void> =>
      new Promise((resolve) => {
        onPacket = () => {
          if (kinds.filter((one) => one === kind).length >= times) resolve()
        }
        onPacket()
      }),
    connections: (count: number): Promise<void> =>
      new Promise((resolve) => {
        onConnection = () => {
          if (sockets.size >= count) resolve()
        }
        onConnection()
      }),
    close: (): Promise<void> => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}

function stationAt(url: string): MqttTransport {
  const path = { username: undefined, password: undefined, ca: undefined, clientCert: undefined }
  return new MqttTransport({ url, topicPrefix: 'kommune', clientKey: undefined, ...path }, 'solbakken')
}

test('the broker kept the session: what is to be told goes out beside SUBSCRIBE', async () => {
  const broker = await brokerThat(true)
  const station = stationAt(broker.url)
  const sent = station.send({ messages: [], handled: [] }, 4_000)
  // That it is online, and the body.
  await broker.heard(PUBLISH, 2)
  expect(broker.kinds).toContain(SUBSCRIBE)
  await broker.close()
  expect(await sent).toMatchObject({ ok: false })
  await station.close()
})

test('a new session: nothing is told before the answers to it can be heard', async () => {
  const broker = await brokerThat(false)
  const station = stationAt(broker.url)
  const sent = station.send({ messages: [], handled: [] }, 1_500)
  await broker.heard(SUBSCRIBE)
  expect(await sent).toEqual({ ok: false, code: 'timeout', retryAfterMs: undefined })
  expect(broker.kinds).not.toContain(PUBLISH)
  await broker.close()
  await station.close()
})

test('taken and never answered again: the line is dead, and another connection comes', async () => {
  const broker = await brokerThat(false)
  const station = stationAt(broker.url)
  expect(await station.send({ messages: [], handled: [] }, 1_500)).toMatchObject({ code: 'timeout' })
  await broker.connections(2)
  await broker.close()
  await station.close()
})
