import { afterEach, beforeEach, expect, test } from 'vitest'
import { EngineWatch } from '../../../../station/alarms/engine-watch.ts'
import { RuleWatch } from '../../../../station/alarms/time-rules/rule-watch.ts'
import { TIME_RULES } from '../../../../station/alarms/time-rules/rule-set.ts'
import { USUAL_HOURS } from '../../../../station/alarms/time-rules/hours.ts'
import { heldBackWith } from '../../../../station/store/suppressed-rows.ts'
import { newFolder, openCore, quiet, removeFolder, says, type StationCore } from '../station-core.ts'

const KARI = { kind: 'person', id: 'kari' } as const
const MINUTE = 60_000

let folder: string
let core: StationCore

beforeEach(async () => {
  folder = await newFolder()
  core = await openCore(folder)
})

afterEach(async () => {
  await core.close()
  await removeFolder(folder)
})

const watchOf = (): EngineWatch => new EngineWatch({ ...core.parts, canStore: () => true, log: quiet })

function only() {
  const [alarm] = [...core.book.open()]
  if (alarm === undefined) throw new Error('no alarm is open')
  return alarm
}

function shelve(minutes: number) {
  const { id, revision } = only()
  const until = core.clock.wall() + minutes * MINUTE
  return core.desk.shelve(id, {
    type: 'shelved',
    actor: KARI,
    seenRevision: revision,
    until,
    why: 'known-cause',
    words: null,
  })
}

test('what is set aside is told to the centre, comes back after a restart at its time, and every step is stored', async () => {
  await core.intake.take([says('204', 'water')])
  expect(await shelve(31)).toMatchObject({ ok: false, code: 'shelf-too-long' })
  expect(await shelve(30)).toMatchObject({ ok: true })
  const { clock } = core
  await core.close()
  core = await openCore(folder)
  core.clock.wallNow = clock.wallNow
  const watch = watchOf()
  await watch.look()
  core.clock.pass(29 * MINUTE)
  await watch.look()
  expect(only()).toMatchObject({ ringing: false, shelf: { by: 'kari' } })
  core.clock.pass(MINUTE)
  await watch.look()
  expect(only()).toMatchObject({ ringing: true, shelf: null })
  expect(await core.rows('SELECT type FROM outbox_messages ORDER BY position')).toEqual(
    ['alarm.raised', 'alarm.shelved', 'alarm.unshelved'].map((type) => ({ type })),
  )
})

test('a clock that jumps an hour neither ends a shelf nor keeps it', async () => {
  await core.intake.take([says('204', 'water')])
  await shelve(30)
  const watch = watchOf()
  await watch.look()
  core.clock.wallNow += 60 * MINUTE
  await watch.look()
  expect(only().shelf).not.toBeNull()
  core.clock.wallNow -= 120 * MINUTE
  core.clock.pass(30 * MINUTE)
  await watch.look()
  expect(only().shelf).toBeNull()
})

test('one key for a fall and a call of one person; an alarm of somebody else is refused beside them', async () => {
  await core.intake.take([says('204', 'fall'), says('204', 'help-call'), says('205', 'fall')])
  const [fall, call, other] = [...core.book.open()]
  if (fall === undefined || call === undefined || other === undefined) throw new Error('an alarm is missing')
  const seen = { type: 'acknowledged', actor: KARI, seenRevision: 1 } as const
  const wrong = await core.desk.takeTogether(fall.id, seen, [{ alarmId: other.id, seenRevision: 1 }])
  expect(wrong).toMatchObject({ ok: false, code: 'not-of-this-incident' })
  expect(only().state).toBe('raised')
  await core.desk.takeTogether(fall.id, seen, [{ alarmId: call.id, seenRevision: 1 }])
  expect([...core.book.open()].map(({ state }) => state)).toEqual(['acknowledged', 'acknowledged', 'raised'])
})

/** Ingrid fell and pressed her button twenty seconds later: one incident, taken by Kari. */
async function fallAndCall() {
  await core.intake.take([says('204', 'fall'), says('204', 'help-call')])
  const [fall, call] = [...core.book.open()]
  if (fall === undefined || call === undefined) throw new Error('an alarm is missing')
  const beside = [{ alarmId: call.id, seenRevision: 2 }]
  await core.desk.takeTogether(fall.id, { type: 'acknowledged', actor: KARI, seenRevision: 1 }, [
    { alarmId: call.id, seenRevision: 1 },
  ])
  return { fall, call, beside }
}

const helped = {
  type: 'resolved',
  actor: KARI,
  seenRevision: 2,
  outcome: { kind: 'helped-unhurt', words: null },
} as const

test('closing an incident closes its fall and its call, each by its own step and message; undone, both are back', async () => {
  const { fall, call, beside } = await fallAndCall()
  expect(await core.desk.takeTogether(fall.id, helped, beside)).toMatchObject({ ok: true })
  expect(core.book.size).toBe(0)
  const sent = await core.rows(
    "SELECT alarm_id AS alarm, sequence FROM outbox_messages WHERE type = 'alarm.resolved' ORDER BY position",
  )
  expect(sent).toEqual([fall, call].map(({ id }) => ({ alarm: id, sequence: 3 })))
  expect(await core.rows("SELECT subject FROM audit_entries WHERE action = 'alarm.resolved'")).toHaveLength(2)
  await core.desk.reopen(fall.id, { id: KARI.id, readsOfResidents: true }, beside)
  expect([...core.book.open()].map(({ state, ringing }) => [state, ringing])).toEqual([
    ['raised', true],
    ['raised', true],
  ])
})

test('an incident whose call rang again after she looked is not closed by half', async () => {
  const { fall, beside } = await fallAndCall()
  await core.intake.take([says('204', 'help-call')])
  const refused = await core.desk.takeTogether(fall.id, helped, beside)
  expect(refused).toEqual({ ok: false, code: 'changed-since-seen', ownerId: 'kari' })
  expect([...core.book.open()].map(({ state }) => state)).toEqual(['acknowledged', 'acknowledged'])
})

test('what somebody closed by itself keeps nobody from closing the rest of its incident', async () => {
  const { fall, call, beside } = await fallAndCall()
  await core.desk.take(call.id, helped)
  expect(await core.desk.takeTogether(fall.id, helped, beside)).toMatchObject({ ok: true })
  expect(core.book.size).toBe(0)
})

test('an incident is handed over and given back whole', async () => {
  const { fall, beside } = await fallAndCall()
  const owners = () => [...core.book.open()].map(({ ownerId }) => ownerId)
  await core.desk.takeTogether(fall.id, { type: 'handed-over', actor: KARI, to: 'ola' }, beside)
  expect(owners()).toEqual(['ola', 'ola'])
  const ola = { kind: 'person', id: 'ola' } as const
  await core.desk.takeTogether(fall.id, { type: 'released', actor: ola }, beside)
  expect(owners()).toEqual([null, null])
})

test('a sensor that chatters has each of its words kept with the reason', async () => {
  for (let time = 0; time < 8; time += 1) {
    await core.intake.take([says('204', 'silent')])
    await core.intake.take([says('204', 'restored', 'silent')])
  }
  const { id, chattering } = only()
  expect(chattering).toBe(true)
  expect(await heldBackWith(core.store.reader.manager, id)).toMatchObject([
    { reason: 'chattering', count: 5 },
  ])
  expect(await core.rows('SELECT count(*) AS events FROM device_events')).toEqual([{ events: 16 }])
})

test('out of bed at night is raised once, named by what began it, and is over when she is back', async () => {
  const rules = TIME_RULES.filter(({ id }) => id === 'out-of-bed').map((rule) => ({
    rule,
    from: 0,
    changedAt: 0,
  }))
  const home = {
    home: { rules, hours: USUAL_HOURS },
    events: [],
    medicineToldFrom: null,
    backAt: null,
    left: [],
  }
  const watch = new RuleWatch({
    ...core.parts,
    standingOf: () => undefined,
    residentOf: () => 'r-204',
    canStore: () => true,
    log: quiet,
  })
  watch.follow(new Map([['r-204', home]]), [])
  const up = says('204', 'bed', false)
  await core.intake.take([up])
  watch.onStored({ ...up.event, receivedAt: core.clock.wall() })
  core.clock.pass(29 * MINUTE)
  await watch.look()
  expect(core.book.size).toBe(0)
  core.clock.pass(2 * MINUTE)
  await watch.look()
  await watch.look()
  expect(only()).toMatchObject({ cause: 'bed', priority: 'high', residentId: 'r-204', count: 1 })
  expect(
    await core.rows('SELECT rule_id, alarm_id, over_at FROM rule_deadlines WHERE fired_at IS NOT NULL'),
  ).toEqual([{ rule_id: 'out-of-bed', alarm_id: only().id, over_at: null }])
  const back = says('204', 'bed', true)
  await core.intake.take([back])
  watch.onStored({ ...back.event, receivedAt: core.clock.wall() })
  await watch.look()
  expect(core.book.size).toBe(0)
  expect(core.told.at(-1)).toMatchObject({ state: 'cancelled' })
})
