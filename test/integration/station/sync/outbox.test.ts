import { afterEach, beforeEach, expect, test } from 'vitest'
import { raiseStationFault } from '../../../../station/alarms/station-fault.ts'
import { StoreError } from '../../../../station/store/store-error.ts'
import type { Outbox } from '../../../../station/sync/outbox.ts'
import type { PathState } from '../../../../station/sync/path-state.ts'
import { waitUntil } from '../../../support/wait-until.ts'
import { newFolder, openCore, removeFolder, says, type StationCore } from '../station-core.ts'
import { outboxTo } from './outbox-harness.ts'
import { fails, reply, ScriptedCentre, takes } from './scripted-centre.ts'

const kari = { kind: 'person', id: 'kari' } as const

let folder: string
let core: StationCore
let centre: ScriptedCentre
let outbox: Outbox
let rejections: string[]

beforeEach(async () => {
  folder = await newFolder()
  core = await openCore(folder, () => outbox.wake(true))
  centre = new ScriptedCentre()
  rejections = []
  await core.store.writer.query("INSERT INTO people (id, name, role) VALUES ('kari', 'Kari', 'caregiver')")
  outbox = await outboxTo(core, [centre], (id) => rejections.push(id))
})

afterEach(async () => {
  await outbox.stop()
  await core.close()
  await removeFolder(folder)
})

const firstWay = (): PathState => {
  const [way] = outbox.ways.all
  if (way === undefined) throw new Error('there is no way')
  return way.state
}

const waiting = async (): Promise<number> => {
  const [row] = await core.rows<{ n: number }>(
    'SELECT count(*) AS n FROM outbox_messages WHERE acknowledged_at IS NULL',
  )
  return row?.n ?? 0
}

const allDelivered = (): Promise<true> =>
  waitUntil(async () => (await waiting()) === 0, 'messages still wait for the centre')

/** Time passes for the path's pauses and the slow retries. */
function later(ms: number): void {
  core.clock.pass(ms)
  outbox.wake(true)
  outbox.wake(false)
}

const openIn = (unit: string): string =>
  [...core.book.open()].find(({ deviceId }) => deviceId === `radar-${unit}`)?.id ?? 'none'

test('everything goes once, each alarm in the order of its steps', async () => {
  await core.intake.take([says('204', 'fall'), says('205', 'fall'), says('204', 'fall')])
  await core.desk.take(openIn('204'), { type: 'acknowledged', actor: kari, seenRevision: 2 })
  outbox.start()
  await allDelivered()
  expect(centre.heard.filter((line) => line.startsWith('radar-204'))).toEqual([
    'radar-204/1',
    'radar-204/2',
    'radar-204/3',
  ])
  expect(centre.heard).toHaveLength(4)
  expect(core.deliveries.of(openIn('204')).state).toBe('delivered')
})

test('a fall does not wait behind a request full of lesser alarms that hangs', async () => {
  let letGo = (): void => undefined
  centre.answer = async (messages, body) => {
    if (messages.some(({ priority }) => priority === 'high')) await new Promise<void>((go) => (letGo = go))
    return takes(messages, body)
  }
  await core.intake.take([says('204', 'inactivity')])
  outbox.start()
  await centre.heardOf(1)
  await core.intake.take([says('205', 'fall')])
  await waitUntil(() => core.deliveries.of(openIn('205')).state === 'delivered', 'the fall waited')
  expect(core.deliveries.of(openIn('204')).state).toBe('waiting')
  letGo()
  await allDelivered()
})

test('a message sent again is the same in every field but sentAt', async () => {
  centre.answer = () => fails('cannot-store')
  await core.intake.take([says('204', 'fall')])
  outbox.start()
  await centre.heardOf(1)
  centre.answer = takes
  later(60_000)
  await allDelivered()
  const [first, second] = centre.bodies.flat()
  expect(second?.sentAt).not.toBe(first?.sentAt)
  expect({ ...second, sentAt: '' }).toEqual({ ...first, sentAt: '' })
  expect(await core.rows('SELECT attempts FROM outbox_messages')).toEqual([{ attempts: 2 }])
})

test('what an answer does not list is not delivered and comes again', async () => {
  centre.answer = (messages) => reply({ acknowledged: messages.slice(0, 1).map(({ id }) => id) })
  await core.intake.take([says('204', 'fall'), says('204', 'fall'), says('204', 'fall')])
  outbox.start()
  await allDelivered()
  expect(centre.bodies.map((body) => body.map(({ sequence }) => sequence))).toEqual([[1, 2, 3], [2, 3], [3]])
})

test('an empty answer is no acknowledgement, and pauses the path', async () => {
  centre.answer = () => reply({})
  await core.intake.take([says('204', 'fall')])
  outbox.start()
  await centre.heardOf(1)
  await waitUntil(() => firstWay().lastFault?.code === 'bad-answer', 'the answer was believed')
  expect(await waiting()).toBe(1)
  centre.answer = takes
  later(60_000)
  await allDelivered()
})

test('a rejected message is tried again slowly, tells a technician once, and is in no other alarm’s way', async () => {
  const rejects204: typeof takes = (messages) =>
    reply({
      acknowledged: messages.filter(({ deviceId }) => deviceId !== 'radar-204').map(({ id }) => id),
      rejected: messages.flatMap(({ id, deviceId }, index) =>
        deviceId === 'radar-204' ? [{ id, index, code: 'bad-field', message: 'no' }] : [],
      ),
    })
  centre.answer = rejects204
  await core.intake.take([says('204', 'fall'), says('205', 'fall')])
  outbox.start()
  await waitUntil(() => core.deliveries.of(openIn('205')).state === 'delivered', 'the other alarm waited')
  await waitUntil(() => core.deliveries.of(openIn('204')).state === 'rejected', 'the card does not say it')
  const soFar = centre.heard.length
  later(4 * 60_000)
  await core.intake.take([says('205', 'fall')])
  await centre.heardOf(soFar + 1)
  expect(centre.heard.slice(soFar)).toEqual(['radar-205/2'])
  later(2 * 60_000)
  await centre.heardOf(soFar + 2)
  expect(centre.heard.at(-1)).toBe('radar-204/1')
  expect(rejections).toHaveLength(1)
  centre.answer = takes
  later(6 * 60_000)
  await allDelivered()
})

test('a message whose row was damaged is in no other alarm’s way, and a technician is told', async () => {
  await core.intake.take([says('204', 'fall'), says('205', 'fall')])
  const { writer } = core.store
  const [trigger] = await core.rows<{ sql: string }>(
    "SELECT sql FROM sqlite_master WHERE name = 'outbox_messages_body_fixed'",
  )
  await writer.query('DROP TRIGGER outbox_messages_body_fixed')
  await writer.query('UPDATE outbox_messages SET body = \'{"id":\' WHERE alarm_id = ?', [openIn('204')])
  await writer.query(trigger?.sql ?? '')
  outbox.start()
  await waitUntil(() => core.deliveries.of(openIn('205')).state === 'delivered', 'the other alarm waited')
  await waitUntil(() => core.deliveries.of(openIn('204')).state === 'rejected', 'the card does not say it')
  expect(centre.heard).toEqual(['radar-205/1'])
  expect(rejections).toHaveLength(1)
})

test('a step never overtakes its alarm: the rejected message before it goes along', async () => {
  centre.answer = (messages) =>
    reply({ rejected: messages.map(({ id }, index) => ({ id, index, code: 'bad-field', message: 'no' })) })
  await core.intake.take([says('204', 'fall')])
  outbox.start()
  await waitUntil(() => rejections.length === 1, 'nothing was rejected')
  centre.answer = takes
  await core.intake.take([says('204', 'fall')])
  await allDelivered()
  expect(centre.bodies.map((body) => body.map(({ sequence }) => sequence))).toEqual([[1], [1, 2]])
})

test('a clock that jumped back does not hold up a rejected message for longer than its pause', async () => {
  centre.answer = (messages) =>
    reply({ rejected: messages.map(({ id }, index) => ({ id, index, code: 'bad-field', message: 'no' })) })
  await core.intake.take([says('204', 'fall')])
  outbox.start()
  await waitUntil(() => rejections.length === 1, 'nothing was rejected')
  centre.answer = takes
  core.clock.wallNow -= 365 * 24 * 3_600_000
  later(0)
  await allDelivered()
})

test('a body the centre refuses is halved at once until the one at fault stands alone', async () => {
  centre.answer = (messages, body) =>
    messages.some(({ deviceId, sequence }) => deviceId === 'radar-204' && sequence === 3)
      ? fails('refused')
      : takes(messages, body)
  await core.intake.take(Array.from({ length: 6 }, () => says('204', 'fall')))
  await core.intake.take(Array.from({ length: 6 }, () => says('205', 'fall')))
  outbox.start()
  await waitUntil(() => rejections.length === 1, 'the one at fault was not found')
  await waitUntil(() => core.deliveries.of(openIn('205')).state === 'delivered', 'the other alarm waited')
  expect(core.deliveries.of(openIn('204')).state).toBe('rejected')
  expect(firstWay().faults).toBe(0)
})

test('a busy centre is left alone for as long as it asks', async () => {
  centre.answer = () => fails('overloaded', 10_000)
  await core.intake.take([says('204', 'fall')])
  outbox.start()
  await waitUntil(() => firstWay().lastFailure === 'overloaded', 'it was not overloaded')
  expect(firstWay().closedUntil - core.clock.mono()).toBe(10_000)
})

test('a command is done once, and its result goes along until the centre has it', async () => {
  const command = (id: string, alarmId: string): unknown => ({
    id,
    type: 'acknowledge',
    alarmId,
    by: 'operator-7',
    at: '2026-11-21T03:40:20.000Z',
  })
  await core.intake.take([says('204', 'fall')])
  const alarmId = openIn('204')
  centre.answer = (messages) =>
    reply({
      acknowledged: messages.map(({ id }) => id),
      commands: [
        command('c-1', alarmId),
        command('c-1', alarmId),
        command('c-2', 'no-such-alarm'),
        { id: 'c-3' },
        7,
      ],
    })
  centre.answerHeartbeat = () => fails('unreachable')
  outbox.start()
  await waitUntil(() => core.book.get(alarmId)?.state === 'acknowledged', 'the command was not done')
  centre.answer = takes
  await waitUntil(() => centre.handled.size === 3, 'no result was reported')
  expect([...centre.handled.values()]).toEqual([
    { id: 'c-1', result: 'done' },
    { id: 'c-2', result: 'refused', code: 'unknown-alarm' },
    { id: 'c-3', result: 'refused', code: 'unreadable' },
  ])
  expect(await core.rows("SELECT 1 FROM alarm_actions WHERE type = 'acknowledged'")).toHaveLength(1)
  centre.answerHeartbeat = takes
  later(60_000)
  outbox.heartbeats.wake()
  await waitUntil(
    async () => (await core.rows('SELECT 1 FROM centre_commands WHERE reported_at IS NULL')).length === 0,
    'the results are still reported',
  )
})

test('a centre that repeats a command for ever is not asked in a tight circle', async () => {
  centre.answerHeartbeat = (_alarms, { messages }) =>
    reply({
      acknowledged: messages.map(({ id }) => id),
      commands: [
        {
          id: 'c-1',
          type: 'note',
          alarmId: 'gone',
          by: 'operator-7',
          at: '2026-11-21T03:40:20.000Z',
          text: 'hei',
        },
      ],
    })
  outbox.start()
  await waitUntil(() => centre.heartbeats.length >= 2, 'the result was not reported')
  const before = centre.heartbeats.length
  await new Promise((resolve) => setTimeout(resolve, 600))
  expect(centre.heartbeats.length - before).toBeLessThanOrEqual(2)
})

test('a full disk in the middle of a command ends nothing', async () => {
  const run = core.writeQueue.run.bind(core.writeQueue)
  let full = true
  core.writeQueue.run = (lane, work) =>
    full ? Promise.reject(new StoreError('full', 'no room')) : run(lane, work)
  centre.answerHeartbeat = (_alarms, { messages }) =>
    reply({
      acknowledged: messages.map(({ id }) => id),
      commands: [
        {
          id: 'c-1',
          type: 'note',
          alarmId: 'gone',
          by: 'operator-7',
          at: '2026-11-21T03:40:20.000Z',
          text: 'hei',
        },
      ],
    })
  outbox.start()
  await waitUntil(() => centre.heartbeats.length === 1, 'no heartbeat came')
  full = false
  outbox.heartbeats.wake()
  await waitUntil(
    async () => (await core.rows('SELECT 1 FROM centre_commands')).length === 1,
    'the heartbeat ended',
  )
})

test('a stop does not wait for a centre that never answers', async () => {
  let letGo = (): void => undefined
  centre.answer = () => new Promise((resolve) => (letGo = () => resolve(fails('unreachable'))))
  centre.close = () => {
    centre.closed = true
    letGo()
    return Promise.resolve()
  }
  await core.intake.take([says('204', 'fall')])
  outbox.start()
  await centre.heardOf(1)
  const startedAt = performance.now()
  await outbox.stop()
  expect(performance.now() - startedAt).toBeLessThan(3_000)
  expect(await waiting()).toBe(1)
})

test('one fault of the station is one alarm, however often it is found', async () => {
  await Promise.all([1, 2, 3].map(() => raiseStationFault(core.parts, 'fault', 'centre-rejected')))
  expect([...core.book.open()]).toMatchObject([{ cause: 'fault', deviceId: null, count: 1 }])
})
