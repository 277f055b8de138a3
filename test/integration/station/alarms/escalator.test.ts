/** Deadlines are rows: a night over a real database, its station killed and started again in the middle. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Escalator } from '../../../../station/alarms/escalator.ts'
import { NO_SHIFTS } from '../../../../station/alarms/on-call.ts'
import { newFolder, openCore, quiet, removeFolder, says, type StationCore } from '../station-core.ts'

const SECOND = 1_000
const kari = { kind: 'person', id: 'kari' } as const

let folder: string
let core: StationCore
let escalator: Escalator
let canStore: boolean

beforeEach(async () => {
  folder = await newFolder()
  await open()
})

afterEach(async () => {
  await core.close()
  await removeFolder(folder)
})

async function open(startsAt?: number): Promise<void> {
  core = await openCore(folder, undefined, startsAt)
  canStore = true
  escalator = new Escalator({
    ...core.parts,
    reach: () => ({ shifts: NO_SHIFTS, hasCentre: true }),
    canStore: () => canStore,
    log: quiet,
  })
  await escalator.look()
}

/** The station ends without a word and is back `ms` later by the wall. */
async function restartAfter(ms: number): Promise<void> {
  const wall = core.clock.wall() + ms
  await core.close()
  await open(wall)
}

async function pass(ms: number): Promise<void> {
  core.clock.pass(ms)
  await escalator.look()
}

const steps = () =>
  core.rows<{ type: string; level: number | null }>(
    "SELECT type, data ->> 'level' AS level FROM alarm_actions ORDER BY position",
  )
const waiting = () => core.rows('SELECT kind, level FROM alarm_deadlines WHERE done_at IS NULL')

function fallId(): string {
  const [alarm] = core.book.open()
  if (alarm === undefined) throw new Error('no fall is open')
  return alarm.id
}

test('the deadline stands in the database when the fall does, and is done when somebody goes', async () => {
  await core.intake.take([says('204', 'fall')])
  const due = core.clock.wall() + 60 * SECOND
  expect(
    await core.rows('SELECT alarm_id, kind, level, due_at, span_ms, done_at FROM alarm_deadlines'),
  ).toEqual([{ alarm_id: fallId(), kind: 'answer', level: 0, due_at: due, span_ms: 60_000, done_at: null }])
  await pass(10 * SECOND)
  await core.desk.take(fallId(), { type: 'acknowledged', actor: kari, seenRevision: 1 })
  await core.desk.take(fallId(), { type: 'on-the-way', actor: kari, seenRevision: 2 })
  expect(await waiting()).toEqual([])
  expect(await core.rows('SELECT kind, done_at FROM alarm_deadlines ORDER BY kind')).toEqual([
    { kind: 'answer', done_at: core.clock.wall() },
    { kind: 'help', done_at: core.clock.wall() },
  ])
})

test('a fall nobody answers: one action, one message, one audit entry a level, told to every screen', async () => {
  await core.intake.take([says('204', 'fall')])
  for (let level = 0; level < 3; level += 1) await pass(60 * SECOND)
  expect(await steps()).toEqual([
    { type: 'raised', level: null },
    { type: 'escalated', level: 1 },
    { type: 'escalated', level: 2 },
    { type: 'escalated', level: 3 },
  ])
  const messages = await core.rows<{ type: string; body: string }>(
    'SELECT type, body FROM outbox_messages ORDER BY position',
  )
  expect(messages.map(({ type }) => type)).toEqual([
    'alarm.raised',
    'alarm.escalated',
    'alarm.escalated',
    'alarm.escalated',
  ])
  expect(JSON.parse(messages.at(-1)?.body ?? '')).toMatchObject({
    sequence: 4,
    priority: 'critical',
    data: { level: 3, calls: 'centre', reason: 'not-answered' },
  })
  expect(await core.rows("SELECT 1 FROM audit_entries WHERE action = 'alarm.escalated'")).toHaveLength(3)
  expect(core.told.map(({ level }) => level)).toEqual([0, 1, 2, 3])
})

test('a station that was down when the minute was up calls as soon as it is back, and only once', async () => {
  await core.intake.take([says('204', 'fall'), says('205', 'fall')])
  await core.desk.take(fallId(), { type: 'acknowledged', actor: kari, seenRevision: 1 })
  await restartAfter(90 * SECOND)
  expect((await steps()).map(({ type }) => type)).toEqual(['raised', 'raised', 'acknowledged', 'escalated'])
  await restartAfter(10 * SECOND)
  await pass(49 * SECOND)
  expect((await steps()).length).toBe(4)
  await pass(SECOND)
  expect((await steps()).at(-1)).toEqual({ type: 'escalated', level: 2 })
})

test('a clock set forward or back by hours calls nobody early and nobody late; rows and cards follow it', async () => {
  await core.intake.take([says('204', 'fall')])
  await pass(20 * SECOND)
  for (const jump of [5 * 60 * 60 * SECOND, -9 * 60 * 60 * SECOND]) {
    core.clock.wallNow += jump
    await pass(10 * SECOND)
  }
  expect((await steps()).length).toBe(1)
  expect(await core.rows('SELECT due_at FROM alarm_deadlines')).toEqual([
    { due_at: core.clock.wall() + 20 * SECOND },
  ])
  await pass(20 * SECOND)
  expect((await steps()).at(-1)).toEqual({ type: 'escalated', level: 1 })
})

test('while nothing can be stored nobody is called; what was due is called when it can', async () => {
  await core.intake.take([says('204', 'fall')])
  canStore = false
  await pass(70 * SECOND)
  expect((await steps()).length).toBe(1)
  canStore = true
  await escalator.look()
  expect((await steps()).at(-1)).toEqual({ type: 'escalated', level: 1 })
})

test('somebody who answers while the level is being called has answered', async () => {
  await core.intake.take([says('204', 'fall')])
  core.clock.pass(60 * SECOND)
  const alarmId = fallId()
  await Promise.all([
    core.desk.take(alarmId, { type: 'acknowledged', actor: kari, seenRevision: 1 }),
    escalator.look(),
  ])
  expect((await steps()).map(({ type }) => type)).toEqual(['raised', 'acknowledged'])
  expect(core.book.get(alarmId)).toMatchObject({ ringing: false, level: 0 })
})

test('a house full of unanswered falls is called whole', async () => {
  const residents = Array.from({ length: 250 }, (_, index) => `r-${String(index)}`)
  for (const id of residents) {
    await core.store.writer.query("INSERT OR IGNORE INTO residents (id, name) VALUES (?, 'Ingrid Solberg')", [
      id,
    ])
  }
  await core.intake.take(residents.map((resident) => says('204', 'fall', true, resident)))
  await pass(60 * SECOND)
  expect(await core.rows("SELECT 1 FROM alarm_actions WHERE type = 'escalated'")).toHaveLength(250)
})

test('an alarm that has no deadline of its own is given one at the start', async () => {
  await core.intake.take([says('204', 'fall')])
  await core.store.writer.query('DELETE FROM alarm_deadlines')
  await restartAfter(SECOND)
  expect(await waiting()).toMatchObject([{ kind: 'answer', level: 0 }])
})

test('the ladder is data: a house that calls everyone after ten seconds does; nonsense is not believed', async () => {
  await core.store.writer.query(
    `UPDATE escalation_levels SET hold_seconds = 10, calls = CASE level WHEN 1 THEN 'everyone' ELSE calls END
     WHERE priority = 'critical' AND category = 'care'`,
  )
  await core.store.writer.query("DELETE FROM escalation_levels WHERE priority = 'high' AND level = 0")
  await restartAfter(0)
  expect(core.parts.deadlines.ladder.high.care.map(({ calls }) => calls)).toEqual([
    'on-duty',
    'on-call',
    'everyone',
  ])
  await core.intake.take([says('204', 'fall')])
  await pass(10 * SECOND)
  expect(
    await core.rows("SELECT data ->> 'calls' AS calls FROM alarm_actions WHERE type = 'escalated'"),
  ).toEqual([{ calls: 'everyone' }])
})

test('handed over under way: the watch counts for who was given it over a restart, who then says that they go themselves', async () => {
  const ola = { kind: 'person', id: 'ola' } as const
  await core.intake.take([says('204', 'fall')])
  await core.desk.take(fallId(), { type: 'on-the-way', actor: kari, seenRevision: 1 })
  await core.desk.take(fallId(), { type: 'handed-over', actor: kari, to: 'ola', seenRevision: 2 })
  expect(await waiting()).toEqual([{ kind: 'help', level: 0 }])
  await restartAfter(4 * 60 * SECOND)
  expect(core.book.get(fallId())).toMatchObject({ ownerId: 'ola', onTheWayId: 'kari', ringing: false })
  await pass(61 * SECOND)
  expect((await steps()).at(-1)).toEqual({ type: 'escalated', level: 1 })
  const goes = { type: 'on-the-way', actor: ola, seenRevision: 4 } as const
  expect(await core.desk.take(fallId(), goes)).toMatchObject({ ok: true, alarm: { ringing: false } })
  expect(await waiting()).toEqual([])
  const own = "SELECT actor_id AS who, reason FROM alarm_actions WHERE type = 'on-the-way' ORDER BY position"
  expect(await core.rows(own)).toEqual([
    { who: 'kari', reason: 'step-taken' },
    { who: 'ola', reason: 'step-taken' },
  ])
  // The centre hears each of them as a step of its own.
  const told = await core.rows<{ type: string; sequence: number; by: string | null }>(
    'SELECT type, sequence, body ->> \'$.data.by\' AS "by" FROM outbox_messages ORDER BY sequence',
  )
  expect(told.map(({ type, sequence, by }) => [type, sequence, by])).toEqual([
    ['alarm.raised', 1, null],
    ['alarm.on-the-way', 2, 'kari'],
    ['alarm.handed-over', 3, 'kari'],
    ['alarm.escalated', 4, null],
    ['alarm.on-the-way', 5, 'ola'],
  ])
  await pass(60 * 60 * SECOND)
  expect((await steps()).at(-1)?.type).toBe('on-the-way')
})
