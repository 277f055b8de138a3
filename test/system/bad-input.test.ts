/** Bad input (issue: "Bad input"): said in words with what to run, retried for ever, and the rest works. */
import { chmod, realpath, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { findSerialProtocol } from '../../device-drivers/protocols.ts'
import { serialLinkOpener } from '../../device-drivers/serial/serial-link.ts'
import { systemSerialClock } from '../../device-drivers/serial/serial-clock.ts'
import type { AlarmCard, PortState } from '../../shared/api/board.ts'
import { apiClient, refusalOf } from '../fakes/api-client.ts'
import { AS_ANYBODY } from '../support/as-anybody.ts'
import { BoardClient } from '../support/board-client.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { CAREGIVER, homeWith } from '../support/home.ts'
import { DAMAGED_FALL, FALL, HEARTBEAT, RadarWire } from '../support/radar-wire.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { launchStation, startStation, type StationProcess } from '../support/station-process.ts'
import { readStationRows } from '../support/station-rows.ts'
import { readStored } from '../support/stored.ts'
import { waitUntil } from '../support/wait-until.ts'

const GARBAGE_BYTES = 20_000

let cleanUp: CleanUp
let folder: string
let data: string
let good: RadarWire

beforeEach(async () => {
  cleanUp = new CleanUp()
  folder = await temporaryFolder(cleanUp)
  data = join(folder, 'station')
  good = await RadarWire.plugged(cleanUp)
})
afterEach(() => cleanUp.run())

/** A station with the good port and one at this path, ready whatever the other is like. */
function startWith(path: string, prefix: readonly string[] = []): Promise<StationProcess> {
  const radars = [
    { device: 'good', port: good.port },
    { device: 'other', port: path },
  ]
  return startStation(cleanUp, { data, configuration: homeWith(radars, null), prefix })
}

async function portIs(client: BoardClient, path: string, state: PortState) {
  const { ports } = await client.proven(
    (proof) => proof.ports.some((port) => port.path === path && port.state === state),
    `the port is not ${state}`,
  )
  return ports.find((port) => port.path === path)
}

/** The rest works: a fall on the good port is an alarm. */
function expectAlarmOnGoodPort(client: BoardClient): Promise<AlarmCard> {
  good.write(FALL)
  return client.card(({ deviceId }) => deviceId === 'good', 'the good port does not work')
}

test('a port that is not there: said with what to run, the rest works, and it opens when it comes', async () => {
  const other = await RadarWire.plugged(cleanUp)
  await other.unplug()
  const station = await startWith(other.port)
  const client = await BoardClient.connected(cleanUp, station)
  expect(await portIs(client, other.port, 'missing')).toMatchObject({
    hint: 'ls -l /dev/serial/by-id/ /dev/ttyUSB* /dev/ttyACM*',
  })
  expect(await station.health()).toMatchObject({ code: 200, status: 'degraded' })
  await expectAlarmOnGoodPort(client)
  await other.plug()
  await portIs(client, other.port, 'open')
  other.write(FALL)
  await client.card(({ deviceId }) => deviceId === 'other', 'the plugged port does not work')
})

test('a port that another program holds: said with who to look for, and opened when it is free', async () => {
  const other = await RadarWire.plugged(cleanUp)
  const line = findSerialProtocol('mr60fda')?.line
  if (line === undefined) throw new Error('no mr60fda')
  const holder = await serialLinkOpener(systemSerialClock)(other.port, line)
  cleanUp.add(() => holder.close())
  const client = await BoardClient.connected(cleanUp, await startWith(other.port))
  expect(await portIs(client, other.port, 'busy')).toMatchObject({ hint: `sudo fuser -v ${other.port}` })
  await expectAlarmOnGoodPort(client)
  await holder.close()
  await portIs(client, other.port, 'open')
})

test('a port without permission: said with the group to join, and opened when it may', async () => {
  const other = await RadarWire.plugged(cleanUp)
  const terminal = await realpath(other.port)
  await chmod(terminal, 0o000)
  const client = await BoardClient.connected(cleanUp, await startWith(other.port, AS_ANYBODY))
  const port = await portIs(client, other.port, 'no-permission')
  expect(port?.hint).toMatch(/^sudo usermod -aG dialout \S+$/)
  await expectAlarmOnGoodPort(client)
  await chmod(terminal, 0o620)
  await portIs(client, other.port, 'open')
})

test('garbage on the wire is counted, kept and harmless; the fall behind it is an alarm', async () => {
  const station = await startWith(join(folder, 'nothing'))
  const client = await BoardClient.connected(cleanUp, station)
  good.write(DAMAGED_FALL, DAMAGED_FALL)
  const counted = (bytes: number) =>
    client.proven(
      ({ ports }) => ports.some(({ bytesDiscarded }) => bytesDiscarded === bytes),
      `not every one of ${bytes} bytes was counted`,
    )
  await counted(20)
  const kept = await waitUntil(async () => {
    const { evidence } = await readStationRows(data)
    // Two frames, stored one after the other.
    return evidence.map(({ raw }) => raw).join('').length >= 40 ? evidence : undefined
  }, 'the damaged frames were not kept')
  expect(kept.every(({ port }) => port === good.port)).toBe(true)
  expect(kept.map(({ raw }) => raw).join('')).toBe(DAMAGED_FALL + DAMAGED_FALL)

  const random = seededRandom(1811)
  good.write(Uint8Array.from({ length: GARBAGE_BYTES }, () => random(256)))
  const { ports } = await counted(GARBAGE_BYTES + 20)
  const reasons = ports.find(({ path }) => path === good.port)?.discardReasons ?? {}
  expect(Object.values(reasons).reduce((sum, bytes) => sum + bytes, 0)).toBe(GARBAGE_BYTES + 20)
  expect((await readStored('events', data)).filter(({ kind }) => kind === 'fall')).toEqual([])

  good.write(HEARTBEAT, FALL)
  const card = await client.card(({ cause }) => cause === 'fall', 'the fall behind the garbage did not come')
  expect(card).toMatchObject({ count: 1, deviceId: 'good' })
  expect((await readStored('events', data)).filter(({ kind }) => kind === 'fall')).toHaveLength(1)
})

test('a second station on the same folder is refused in words, and the first goes on', async () => {
  const first = await startWith(join(folder, 'nothing'))
  const second = await launchStation(cleanUp, { data })
  expect(await second.ended).toEqual({ code: 1, signal: null })
  expect(second.words).toContain(`Another station runs on ${data} already`)
  expect(second.lines).toEqual([])
  const client = await BoardClient.connected(cleanUp, first)
  await expectAlarmOnGoodPort(client)
  await first.kill()
  await startWith(join(folder, 'nothing'))
})

test('a data folder that moved takes its alarms along', async () => {
  const station = await startWith(join(folder, 'nothing'))
  const client = await BoardClient.connected(cleanUp, station)
  await expectAlarmOnGoodPort(client)
  const falls = async (at: string) => (await readStored('alarms', at)).filter(({ cause }) => cause === 'fall')
  const before = await falls(data)
  expect(before).toHaveLength(1)
  await station.stop()
  await rename(data, join(folder, 'moved'))
  await startStation(cleanUp, { data: join(folder, 'moved') })
  // The other port may be told as lost by now: that is no alarm that moved.
  expect(await falls(join(folder, 'moved'))).toEqual(before)
})

test('what the API does not know is an error with a code, never silence', async () => {
  const station = await startWith(join(folder, 'nothing'))
  const client = await BoardClient.connected(cleanUp, station)
  // The port that is not there may be an alarm as well by now.
  const { alarmId } = await expectAlarmOnGoodPort(client)
  const { alarm } = client.api
  const step = { alarmId, by: CAREGIVER, seenRevision: 1 }
  const codeOf = async (call: Promise<unknown>) => (await refusalOf(call)).code
  expect(await codeOf(alarm.acknowledge.mutate({ ...step, seenRevision: 0 }))).toBe('bad-input')
  expect(await codeOf(alarm.acknowledge.mutate({ ...step, more: true } as typeof step))).toBe('bad-input')
  expect(await codeOf(alarm.acknowledge.mutate({ ...step, alarmId: 'nobody-knows' }))).toBe('unknown-alarm')
  expect(await codeOf(alarm.acknowledge.mutate({ ...step, by: 'nobody' }))).toBe('unknown-person')
  expect(await codeOf(alarm.resolve.mutate({ ...step, outcome: null }))).toBe('outcome-required')
  expect(await codeOf(client.api.training.devices.query())).toBe('not-training')
  const unknown = client.api as unknown as { alarm: { vanish: { mutate(input: unknown): Promise<unknown> } } }
  expect(await codeOf(unknown.alarm.vanish.mutate(step))).toBe('bad-input')
  await alarm.acknowledge.mutate(step)
  await client.card(
    (card) => card.alarmId === alarmId && card.state === 'acknowledged',
    'the right call was not taken',
  )
  expect(await answerTo(await station.address(), 'no JSON')).toContain('"code":"bad-input"')
  expect(await answerTo(await station.address(), '{"id":7,"method":"dance"}')).toContain('"code":"bad-input"')
})

/** What comes back for a message that no client of ours would send. */
function answerTo({ url, token }: { url: string; token: string }, words: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api?connectionParams=1`)
    cleanUp.add(() => {
      socket.terminate()
    })
    socket.once('open', () => {
      socket.send(JSON.stringify({ method: 'connectionParams', data: { token } }))
      socket.send(words)
    })
    socket.once('message', (message: Buffer) => {
      resolve(message.toString('utf8'))
    })
    socket.once('close', () => {
      reject(new Error('closed without an answer'))
    })
    socket.once('error', reject)
  })
}

test('a wrong token is refused with a code, a page from elsewhere gets no connection', async () => {
  const station = await startWith(join(folder, 'nothing'))
  const { url, token } = await station.address()
  const wrong = apiClient(url, 'wrong')
  cleanUp.add(() => wrong.close())
  expect((await refusalOf(wrong.api.station.diagnostics.query())).code).toBe('not-allowed')
  const status = (origin: string) =>
    new Promise<number | string>((resolve) => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/api`, { origin })
      socket.once('open', () => {
        resolve('open')
        socket.close()
      })
      socket.once('unexpected-response', (_, answer) => resolve(answer.statusCode ?? 0))
      socket.once('error', (error) => resolve(error.message))
    })
  expect(await status('https://elsewhere.example')).toBe(403)
  expect(await status(url)).toBe('open')
  const right = apiClient(url, token)
  cleanUp.add(() => right.close())
  expect(await right.api.station.diagnostics.query()).toMatchObject({ dataFolder: data })
})
