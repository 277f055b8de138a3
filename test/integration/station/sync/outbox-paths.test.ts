/** One outbox over several ways: the ladder, what one way does not take, what comes late, and what waits for it. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MessagesReply } from '../../../../shared/wire/centre-messages.ts'
import type { Outbox } from '../../../../station/sync/outbox.ts'
import { newWay } from '../../../../station/sync/ways.ts'
import { waitUntil } from '../../../support/wait-until.ts'
import { newFolder, openCore, removeFolder, says, type StationCore } from '../station-core.ts'
import { outboxTo } from './outbox-harness.ts'
import { fails, reply, ScriptedCentre, takes } from './scripted-centre.ts'

/** A way whose answers may come after their time. */
class LateCentre extends ScriptedCentre {
  onReply: (reply: MessagesReply) => void = () => undefined

  listen(onReply: (reply: MessagesReply) => void): void {
    this.onReply = onReply
  }
}

let folder: string
let core: StationCore
let first: LateCentre
let second: ScriptedCentre
let outbox: Outbox
let rejections: string[]

beforeEach(async () => {
  folder = await newFolder()
  core = await openCore(folder, () => outbox.wake(true))
  first = new LateCentre()
  second = new ScriptedCentre()
  rejections = []
  outbox = await outboxTo(core, [first, second], (id) => rejections.push(id))
})

afterEach(async () => {
  await outbox.stop()
  await core.close()
  await removeFolder(folder)
})

const openIn = (unit: string): string =>
  [...core.book.open()].find(({ deviceId }) => deviceId === `radar-${unit}`)?.id ?? 'none'

const delivered = (unit: string): Promise<true> =>
  waitUntil(() => core.deliveries.of(openIn(unit)).state === 'delivered', `the centre does not have ${unit}`)

const dead = (centre: ScriptedCentre, code: Parameters<typeof fails>[0]): void => {
  centre.answer = () => fails(code)
  centre.answerHeartbeat = () => fails(code)
}

test.each([
  'timeout',
  'unreachable',
  'certificate-expired',
  'unauthorised',
  'cannot-store',
  'bad-answer',
] as const)(
  'a fall goes over the second path when the first fails with %s, and the next one does so at once',
  async (code) => {
    dead(first, code)
    await core.intake.take([says('204', 'fall')])
    outbox.start()
    await delivered('204')
    expect(second.heard).toEqual(['radar-204/1'])
    const triedFirst = first.bodies.length
    await core.intake.take([says('205', 'fall')])
    await delivered('205')
    expect(first.bodies).toHaveLength(triedFirst)
  },
)

test('a first path that answers again has the traffic back', async () => {
  dead(first, 'unreachable')
  outbox.start()
  await core.intake.take([says('204', 'fall')])
  await delivered('204')
  first.answer = takes
  first.answerHeartbeat = takes
  const [way] = outbox.ways.all
  if (way === undefined) throw new Error('there is no way')
  await outbox.heartbeats.beat(way)
  await core.intake.take([says('205', 'fall')])
  await delivered('205')
  expect(first.heard.at(-1)).toBe('radar-205/1')
})

test('what the first path refuses is offered to the second before a technician hears of it', async () => {
  first.answer = (messages) =>
    reply({ rejected: messages.map(({ id }, index) => ({ id, index, code: 'snu-2', message: 'no' })) })
  outbox.start()
  await core.intake.take([says('204', 'fall')])
  await delivered('204')
  expect(second.heard).toEqual(['radar-204/1'])
  expect(outbox.ways.all.map(({ state }) => state.refusals)).toEqual([1, 0])
  expect(rejections).toEqual([])
  second.answer = first.answer
  await core.intake.take([says('205', 'fall')])
  await waitUntil(() => rejections.length === 1, 'nobody was told')
  expect(core.deliveries.of(openIn('205')).state).toBe('rejected')
})

test('a body that the first path refuses whole goes over the second', async () => {
  first.answer = () => fails('too-large')
  outbox.start()
  await core.intake.take([says('204', 'fall')])
  await delivered('204')
  expect(outbox.ways.all[0]?.state.faults).toBe(0)
  expect(outbox.ways.all.map(({ state }) => state.refusals)).toEqual([1, 0])
  expect(rejections).toEqual([])
})

test('an acknowledgement that comes after its time is one; ids of other stations change nothing', async () => {
  dead(first, 'timeout')
  dead(second, 'unreachable')
  outbox.start()
  await core.intake.take([says('204', 'fall')])
  const [sent] = await waitUntil(() => first.bodies[0], 'nothing was sent')
  await waitUntil(() => second.bodies.length > 0, 'the second path was not tried')
  first.onReply({ acknowledged: ['0199c0de-0000-7000-8000-00000000beef'], rejected: [], commands: [] })
  await core.writeQueue.run('alarm', () => Promise.resolve())
  expect(core.deliveries.of(openIn('204')).state).toBe('waiting')
  expect(outbox.ways.all.map(({ state }) => state.strays)).toEqual([1, 0])
  first.onReply({ acknowledged: [sent?.id ?? 'none'], rejected: [], commands: [] })
  await delivered('204')
  expect(outbox.ways.all[0]?.state.lastContactAt).not.toBeNull()
})

test('a way that carries one message at a time gets them in order, and each answer counts', async () => {
  const narrow = Object.assign(new ScriptedCentre(), { mostMessages: 1, carriesCommands: false })
  await outbox.changeWays([newWay('narrow', 'scaip narrow', narrow)])
  await core.intake.take(Array.from({ length: 7 }, () => says('204', 'fall')))
  let left = 4
  narrow.answer = (messages, body) => {
    left -= 1
    return left < 0 ? fails('unreachable') : takes(messages, body)
  }
  outbox.start()
  await waitUntil(() => left < 0, 'too few were sent')
  left = 1_000
  core.clock.pass(60_000)
  outbox.wake(true)
  await delivered('204')
  expect(narrow.bodies.every((body) => body.length === 1)).toBe(true)
  expect([...new Set(narrow.heard)]).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `radar-204/${String(n)}`))
  expect(narrow.handled.size).toBe(0)
})

test('a path that is configured while alarms wait delivers them, without a start', async () => {
  // One that cannot be closed keeps nobody from the ways that come after it.
  first.close = () => {
    first.closed = true
    return Promise.reject(new Error('it hangs'))
  }
  await outbox.changeWays([])
  outbox.start()
  await core.intake.take([says('204', 'fall')])
  const third = new ScriptedCentre()
  await outbox.changeWays([newWay('third', 'https third', third)])
  await delivered('204')
  expect(third.heard).toEqual(['radar-204/1'])
  expect([first.closed, second.closed, third.closed]).toEqual([true, true, false])
})

test('what waited for a lost path says since when and why', async () => {
  dead(first, 'dns')
  dead(second, 'timeout')
  outbox.start()
  await core.intake.take([says('204', 'fall')])
  await waitUntil(() => second.bodies.length > 0, 'the second path was not tried')
  expect(second.lates).toEqual([undefined])
  core.clock.pass(8 * 3_600_000)
  first.answer = takes
  outbox.wake(true)
  await delivered('204')
  expect(first.lates.at(-1)).toEqual({ since: '2026-11-21T03:40:00.000Z', reason: 'timeout' })
})
