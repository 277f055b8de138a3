/** A night without network: what waited arrives by itself, whole, in order, and in nobody's way. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AlarmMessage } from '../../../../shared/wire/centre-messages.ts'
import type { Outbox } from '../../../../station/sync/outbox.ts'
import { waitUntil } from '../../../support/wait-until.ts'
import { newFolder, openCore, removeFolder, says, type StationCore } from '../station-core.ts'
import { outboxTo } from './outbox-harness.ts'
import { fails, reply, ScriptedCentre, takes } from './scripted-centre.ts'

let folder: string
let core: StationCore
let first: ScriptedCentre
let second: ScriptedCentre
let outbox: Outbox

beforeEach(async () => {
  folder = await newFolder()
  core = await openCore(folder, () => outbox.wake(true))
  first = new ScriptedCentre()
  second = new ScriptedCentre()
  outbox = await outboxTo(core, [first, second])
})

afterEach(async () => {
  await outbox.stop()
  await core.close()
  await removeFolder(folder)
})

const openIn = (unit: string): string =>
  [...core.book.open()].find(({ deviceId }) => deviceId === `radar-${unit}`)?.id ?? 'none'

/** What is less than a fall, as often as that: each is a message of its own. */
async function notes(count: number): Promise<void> {
  for (let note = 0; note < count; note += 1) {
    await core.desk.take(openIn('204'), {
      type: 'note',
      actor: { kind: 'person', id: 'kari' },
      words: 'sett til',
    })
  }
}

const waiting = async (): Promise<number> => {
  const [row] = await core.rows<{ n: number }>(
    'SELECT count(*) AS n FROM outbox_messages WHERE acknowledged_at IS NULL',
  )
  return row?.n ?? 0
}

test('everything arrives once, each alarm in the order of its steps, the falls before the rest', async () => {
  for (const centre of [first, second]) {
    centre.answer = () => fails('unreachable')
    centre.answerHeartbeat = () => fails('unreachable')
  }
  outbox.start()
  await core.intake.take([says('204', 'inactivity')])
  for (let hour = 0; hour < 8; hour += 1) {
    await notes(40)
    await core.intake.take(Array.from({ length: 5 }, () => says('205', 'fall')))
    core.clock.pass(3_600_000)
  }
  expect(await waiting()).toBe(361)
  await waitUntil(() => second.bodies.length > 0, 'the second path was not tried')
  const before = second.bodies.length
  second.answer = takes
  second.answerHeartbeat = takes
  outbox.wake(true)
  outbox.wake(false)
  await waitUntil(async () => (await waiting()) === 0, 'something still waits')
  const heard = second.bodies.slice(before).flat()
  expect(new Set(heard.map(({ id }) => id)).size).toBe(361)
  expect(heard).toHaveLength(361)
  for (const device of ['radar-204', 'radar-205']) {
    const sequences = heard.filter(({ deviceId }) => deviceId === device).map(({ sequence }) => sequence)
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b))
  }
  expect(second.bodies.slice(before).every((body) => body.length <= 50)).toBe(true)
  const lastFall = heard.findLastIndex(({ deviceId }) => deviceId === 'radar-205')
  expect(lastFall).toBeLessThan(200)
})

test('a fall in the middle of the backlog does not wait for it', async () => {
  first.answer = () => fails('unreachable')
  await core.intake.take([says('204', 'inactivity')])
  await notes(300)
  let letGo = (): void => undefined
  first.answer = async (messages, body) => {
    if (messages[0]?.deviceId === 'radar-204' && messages[0].sequence > 100) {
      await new Promise<void>((go) => (letGo = go))
    }
    return takes(messages, body)
  }
  outbox.start()
  await waitUntil(() => first.bodies.some((body) => (body[0]?.sequence ?? 0) > 100), 'the backlog stands')
  await core.intake.take([says('205', 'fall')])
  await waitUntil(() => first.heard.includes('radar-205/1'), 'the fall waited for the backlog')
  expect(await waiting()).toBeGreaterThan(150)
  first.answer = takes
  letGo()
  await waitUntil(async () => (await waiting()) === 0, 'something still waits')
})

test('falls all through the catch-up are each the very next thing that the centre hears', async () => {
  first.answer = () => fails('unreachable')
  second.answer = () => fails('unreachable')
  await core.intake.take([says('204', 'inactivity')])
  await notes(500)
  const fallIn = async (messages: readonly AlarmMessage[]): Promise<void> => {
    if (messages[0]?.deviceId === 'radar-204') await core.intake.take([says('205', 'fall')])
  }
  first.answer = async (messages, body) => {
    await fallIn(messages)
    return takes(messages, body)
  }
  const before = first.bodies.length
  outbox.start()
  await waitUntil(async () => (await waiting()) === 0, 'something still waits')
  const order = first.bodies.slice(before).map((body) => body[0]?.deviceId)
  expect(order.filter((device) => device === 'radar-204').length).toBeGreaterThan(10)
  for (const [at, device] of order.entries()) {
    if (device === 'radar-204') expect(order[at + 1]).toBe('radar-205')
  }
})

test('while a fall is on its way no more of the backlog begins', async () => {
  first.answer = () => fails('unreachable')
  second.answer = () => fails('unreachable')
  await core.intake.take([says('204', 'inactivity')])
  await notes(300)
  const letGo = new Map<string, () => void>()
  first.answer = async (messages, body) => {
    const { deviceId = null, sequence = 0 } = messages[0] ?? {}
    if (deviceId === 'radar-205' || sequence > 50) {
      await new Promise<void>((go) => letGo.set(deviceId ?? '', go))
    }
    return takes(messages, body)
  }
  outbox.start()
  await waitUntil(() => letGo.has('radar-204'), 'the backlog stands')
  await core.intake.take([says('205', 'fall')])
  await waitUntil(() => letGo.has('radar-205'), 'the fall waited for the backlog')
  const underWay = first.bodies.length
  const left = await waiting()
  letGo.get('radar-204')?.()
  await waitUntil(async () => (await waiting()) < left, 'the batch under way was not settled')
  // Longer than the pause between two batches.
  await pause(200)
  expect(first.bodies).toHaveLength(underWay)
  first.answer = takes
  letGo.get('radar-205')?.()
  await waitUntil(async () => (await waiting()) === 0, 'something still waits')
})

test.each([
  ['the ids of another station', ['0199c0de-0000-7000-8000-00000000beef']],
  ['the id of nothing', ['']],
])('an answer with %s is no acknowledgement', async (_what, acknowledged) => {
  first.answer = () => reply({ acknowledged })
  outbox.start()
  await core.intake.take([says('204', 'fall')])
  await waitUntil(async () => (await waiting()) === 0, 'the second path was not taken')
  expect(second.heard).toEqual(['radar-204/1'])
  expect(outbox.ways.all[0]?.state.lastFault?.code).toBe('bad-answer')
})

test('a centre that is flooded with its own 429 is left alone, and the fall goes the other way', async () => {
  first.answer = () => fails('overloaded', 3_600_000)
  first.answerHeartbeat = () => fails('overloaded', 3_600_000)
  outbox.start()
  for (let fall = 0; fall < 20; fall += 1) await core.intake.take([says('204', 'fall')])
  await waitUntil(async () => (await waiting()) === 0, 'something still waits')
  expect(first.bodies.length).toBeLessThanOrEqual(2)
})
