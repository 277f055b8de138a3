import { beforeEach, expect, test } from 'vitest'
import { CentreMetrics } from '../../../../care-centre/api/metrics.ts'
import type { Intake } from '../../../../care-centre/intake/intake.ts'
import { StationLimits } from '../../../../care-centre/intake/station-limits.ts'
import { StationWatch } from '../../../../care-centre/intake/station-watch.ts'
import { MqttDoor } from '../../../../care-centre/mqtt/mqtt-door.ts'
import { heartbeat, message } from '../../../integration/care-centre/centre-harness.ts'

let now: number
let watch: StationWatch
let door: MqttDoor
let taken: string[]
let slowed: string[]
let intakeAnswer: Awaited<ReturnType<Intake['take']>>

beforeEach(() => {
  now = 1_000_000
  taken = []
  slowed = []
  intakeAnswer = { ok: true, reply: { acknowledged: ['beat-1'], rejected: [], commands: [] } }
  const clock = { now: () => now, monotonic: () => now }
  watch = new StationWatch(clock, ['solbakken'])
  door = new MqttDoor({
    intake: {
      take: (station) => {
        taken.push(station)
        return Promise.resolve(intakeAnswer)
      },
    },
    watch,
    limits: new StationLimits({ bodiesPerSecond: 1, messagesPerSecond: 100 }, clock.monotonic),
    reports: { noteSlowed: (station) => slowed.push(station) },
    metrics: new CentreMetrics(),
    knows: (station) => station !== 'stranger',
  })
})

function says(body: unknown, station = 'solbakken') {
  return door.take(station, Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)))
}

function standing(): { silent: boolean; stopped: boolean } | undefined {
  return watch.list().find(({ id }) => id === 'solbakken')
}

test('a body is answered as over HTTPS, and the station was heard', async () => {
  expect(await says({ messages: [heartbeat] })).toEqual({
    acknowledged: ['beat-1'],
    rejected: [],
    commands: [],
  })
  expect(standing()).toMatchObject({ silent: false, lastHeardAt: now })
})

test.each([
  ['{', 'bad-body'],
  ['[]', 'bad-body'],
  [{ messages: 'all' }, 'bad-body'],
  [{ messages: [], padding: 'x'.repeat(1024 * 1024) }, 'too-large'],
])('%.20j is refused with a code and does not reach the intake', async (body, code) => {
  expect(await says(body)).toMatchObject({ code })
  expect(taken).toEqual([])
})

test('nobody speaks for a station that is not configured', async () => {
  expect(await says({ messages: [heartbeat] }, 'stranger')).toMatchObject({ code: 'unknown-station' })
  expect(watch.list().map(({ id }) => id)).toEqual(['solbakken'])
})

test('what the intake cannot take is refused, so that the station sends it again', async () => {
  intakeAnswer = { ok: false, code: 'cannot-store' }
  expect(await says({ messages: [message('a-1', 1, 'raised')] })).toMatchObject({
    code: 'cannot-store',
    retry: true,
  })
})

test('a station that floods is refused, and it alone', async () => {
  for (let n = 0; n < 10; n += 1) expect(await says({ messages: [] })).toHaveProperty('acknowledged')
  expect(await says({ messages: [] })).toMatchObject({ code: 'overloaded' })
  expect(slowed).toEqual(['solbakken'])
  expect(await says({ messages: [] }, 'another')).toHaveProperty('acknowledged')
})

test('the last will makes a station silent at once; what it says next ends that', async () => {
  await says({ messages: [heartbeat] })
  now += 1_000
  door.stateIs('solbakken', 'silent')
  expect(standing()).toMatchObject({ silent: true, lastHeardAt: now - 1_000 })
  await says({ messages: [heartbeat] })
  expect(standing()).toMatchObject({ silent: false })
})

test('a station that also comes by another way may have lost its broker alone: the 90 s tell', async () => {
  watch.hear('solbakken')
  now += 5_000
  await says({ messages: [heartbeat] })
  now += 20_000
  door.stateIs('solbakken', 'silent')
  expect(standing()).toMatchObject({ silent: false, lastHeardAt: now - 20_000 })
  now += 70_000
  expect(standing()).toMatchObject({ silent: true })
})

test('a way that has long been quiet says nothing against the will', async () => {
  watch.hear('solbakken')
  now += 60_000
  await says({ messages: [heartbeat] })
  now += 30_000
  door.stateIs('solbakken', 'silent')
  expect(standing()).toMatchObject({ silent: true, lastHeardAt: now - 30_000 })
})

test('a will says nothing of a station that was heard by another way since, or has stopped on purpose', async () => {
  await says({ messages: [heartbeat] })
  now += 1_000
  watch.hear('solbakken')
  door.stateIs('solbakken', 'silent')
  expect(standing()).toMatchObject({ silent: false })
  await says({ messages: [{ ...heartbeat, data: { ...heartbeat.data, stopping: true } }] })
  door.stateIs('solbakken', 'silent')
  expect(standing()).toMatchObject({ silent: false, stopped: true })
})

test('the broker that has it again ends the silence; of strangers its word is nothing', async () => {
  await says({ messages: [heartbeat] })
  door.stateIs('solbakken', 'silent')
  expect(standing()).toMatchObject({ silent: true })
  door.stateIs('solbakken', 'online')
  expect(standing()).toMatchObject({ silent: false })
  watch.hear('stranger')
  now += 60_000
  watch.hear('stranger', null, 'broker')
  now += 30_000
  door.stateIs('stranger', 'silent')
  expect(watch.list().find(({ id }) => id === 'stranger')).toMatchObject({ silent: false })
})
