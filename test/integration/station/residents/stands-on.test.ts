/** What stands on is watched on: through the next night, a carer's answer, a restart, an update and an absence. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { USUALLY_SILENT } from '../../../../shared/domain/absence.ts'
import type { TimeRuleId } from '../../../../station/alarms/time-rules/rule-set.ts'
import { ResidentsHouse } from './residents-house.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let house: ResidentsHouse

beforeEach(async () => {
  house = await ResidentsHouse.open()
})
afterEach(() => house.end())

const switchOn = (ruleId: TimeRuleId) =>
  house.parts.timeRules.desk.switch('mona', { residentId: 'r-204', ruleId, isOn: true, profiles: [] })

/** By the clock on the wall in Norway, in the winter in which the house begins. */
async function until(time: string): Promise<void> {
  for (let left = Date.parse(`${time}:00+01:00`) - house.clock.wall(); left > 0; left -= 10 * MINUTE) {
    house.clock.pass(Math.min(left, 10 * MINUTE))
    await house.parts.timeRules.watch.look()
    await house.parts.residents.absences.look()
  }
}

async function goesAway(hours: number): Promise<void> {
  const kari = await house.as('kari')
  await kari.residents.setAway({
    by: 'kari',
    residentId: 'r-204',
    reason: 'hospital',
    until: house.clock.wall() + hours * HOUR,
    silences: [...USUALLY_SILENT],
  })
}

async function isClosed(): Promise<void> {
  const kari = await house.as('kari')
  const [alarm] = await house.rows<{ id: string; revision: number }>(
    "SELECT id, revision FROM alarms WHERE state NOT IN ('resolved', 'cancelled')",
  )
  if (alarm === undefined) throw new Error('nothing is open')
  await kari.alarm.resolve({ by: 'kari', alarmId: alarm.id, seenRevision: alarm.revision, outcome: null })
}

const alarms = () => house.rows('SELECT cause, state, count FROM alarms ORDER BY opened_at, id')

/** Up at 06:00 on Saturday, which rings at 06:30. */
async function upEarly(): Promise<void> {
  await switchOn('out-of-bed')
  await house.says('204', 'bed', true)
  await until('2026-11-21T06:00')
  await house.says('204', 'bed', false)
  await until('2026-11-21T06:40')
  expect(await house.causes()).toEqual(['bed'])
}

test('up at six, rung and closed, up all day: that she does not come to bed the next night rings, once', async () => {
  await upEarly()
  await isClosed()
  await until('2026-11-21T23:20')
  expect(await house.causes()).toEqual(['bed'])
  await until('2026-11-22T12:00')
  expect(await house.causes()).toEqual(['bed', 'bed'])
  await house.says('204', 'bed', true)
  await house.parts.timeRules.watch.look()
  expect(await alarms()).toMatchObject([{ state: 'resolved' }, { state: 'cancelled' }])
})

test('the alarm of the night before that nobody closed rings anew and is no second one', async () => {
  await upEarly()
  await until('2026-11-22T08:00')
  expect(await alarms()).toEqual([{ cause: 'bed', state: 'raised', count: 2 }])
})

test('a start by day or by night says nothing twice, and the next night is watched after it', async () => {
  await upEarly()
  await isClosed()
  await house.restart()
  await until('2026-11-21T22:00')
  expect(await house.causes()).toEqual(['bed'])
  await house.restart()
  await until('2026-11-21T23:40')
  expect(await house.causes()).toEqual(['bed', 'bed'])
  await house.restart()
  await until('2026-11-22T12:00')
  expect(await house.causes()).toEqual(['bed', 'bed'])
})

test('a station that was down in the night says at its start that nobody came to bed', async () => {
  await upEarly()
  await isClosed()
  await until('2026-11-21T12:00')
  house.clock.pass(20 * HOUR)
  await house.restart()
  await house.parts.timeRules.watch.look()
  expect(await house.causes()).toEqual(['bed', 'bed'])
})

test('what the program of before said does not ring anew at its first start after the update; the next night is watched', async () => {
  await upEarly()
  await isClosed()
  const { writer } = house.parts.store
  const asBefore = async (): Promise<void> => {
    await writer.query('DELETE FROM rule_deadlines WHERE fired_at IS NULL')
    await writer.query("UPDATE rule_deadlines SET episode = substr(episode, 1, instr(episode, '@') - 1)")
  }
  await asBefore()
  // A night in which the program of before was silent.
  house.clock.pass(30 * HOUR)
  await house.restart()
  await until('2026-11-22T21:00')
  expect(await house.causes()).toEqual(['bed'])
  await until('2026-11-22T23:00')
  expect(await house.causes()).toEqual(['bed', 'bed'])
  await house.says('204', 'bed', true)
  await house.parts.timeRules.watch.look()
  expect(
    await house.rows('SELECT episode FROM rule_deadlines WHERE fired_at > 0 AND over_at IS NULL'),
  ).toEqual([])
})

test('new numbers after it was said: the next night is watched by them', async () => {
  await upEarly()
  await isClosed()
  await until('2026-11-21T06:50')
  const profiles = [{ profile: 'night' as const, isWatched: true, limits: { lastsMinutes: 90 } }]
  await house.parts.timeRules.desk.switch('mona', {
    residentId: 'r-204',
    ruleId: 'out-of-bed',
    isOn: true,
    profiles,
  })
  await until('2026-11-22T00:20')
  expect(await house.causes()).toEqual(['bed'])
  await until('2026-11-22T12:00')
  expect(await house.causes()).toEqual(['bed', 'bed'])
})

test('marked as away while in the bathroom, and noticed there again: it counts anew from then', async () => {
  await switchOn('too-long-in-bathroom')
  await goesAway(48)
  house.clock.pass(10 * MINUTE)
  await house.says('204', 'presence')
  house.clock.pass(50 * MINUTE)
  await house.parts.timeRules.watch.look()
  await house.says('204', 'presence')
  const back = house.clock.wall()
  house.clock.pass(29 * MINUTE)
  await house.restart()
  await house.parts.timeRules.watch.look()
  expect(await house.causes()).toEqual([])
  house.clock.pass(2 * MINUTE)
  await house.parts.timeRules.watch.look()
  expect(await house.causes()).toEqual(['bathroom'])
  const due = await house.rows('SELECT due_at AS at FROM rule_deadlines WHERE alarm_id IS NOT NULL')
  expect(due).toEqual([{ at: back + 30 * MINUTE }])
})

test('a carer says that she is back, and she sits in the bathroom: that counts anew, and no morning is asked for', async () => {
  await switchOn('too-long-in-bathroom')
  await switchOn('no-sign-of-life')
  await goesAway(48)
  house.clock.pass(10 * MINUTE)
  await house.says('204', 'presence')
  await until('2026-11-22T11:00')
  expect(await house.causes()).toEqual([])
  await (await house.as('kari')).residents.endAway({ by: 'kari', residentId: 'r-204' })
  await until('2026-11-22T11:40')
  expect(await house.causes()).toEqual([])
  await until('2026-11-22T12:00')
  expect(await house.causes()).toEqual(['bathroom'])
})

test('home from hospital late in the evening and never in bed: it rings', async () => {
  await switchOn('out-of-bed')
  await house.says('204', 'bed', true)
  await until('2026-11-21T06:40')
  await goesAway(72)
  await house.says('204', 'bed', false)
  await until('2026-11-22T22:40')
  await house.says('204', 'motion', 'active')
  await until('2026-11-22T23:00')
  expect(await house.causes()).toEqual([])
  await until('2026-11-22T23:20')
  expect(await house.causes()).toEqual(['bed'])
})

test('the bed sensor says itself that nobody came to bed: it rings, ends when it says so, and nobody is back by it', async () => {
  await goesAway(72)
  await until('2026-11-21T06:00')
  await house.says('204', 'bed', 'absence-violation')
  expect(await house.causes()).toEqual([])
  expect((await house.told()).at(-1)).toContain('resident.away')
  await (await house.as('kari')).residents.endAway({ by: 'kari', residentId: 'r-204' })
  await house.says('204', 'bed', 'absence-violation')
  expect(await alarms()).toEqual([{ cause: 'bed', state: 'raised', count: 1 }])
  await house.says('204', 'restored', 'bed')
  expect(await alarms()).toEqual([{ cause: 'bed', state: 'cancelled', count: 1 }])
})

test('a bed that is empty for three days is known after a start, a change of a rule and an absence', async () => {
  await switchOn('out-of-bed')
  await house.says('204', 'bed', true)
  await until('2026-11-21T06:40')
  await goesAway(60)
  await house.says('204', 'bed', false)
  house.clock.pass(60 * HOUR)
  await house.restart()
  await house.parts.residents.absences.look()
  await until('2026-11-23T22:20')
  expect(await house.causes()).toEqual([])
  await house.restart()
  await until('2026-11-23T22:40')
  expect(await house.causes()).toEqual(['bed'])
  await switchOn('no-sign-of-life')
  await house.restart()
  await house.says('204', 'bed', true)
  await house.parts.timeRules.watch.look()
  expect(await alarms()).toEqual([{ cause: 'bed', state: 'cancelled', count: 1 }])
})

test('too cold for three days: known over a start, nothing rings twice, and warm again its alarm ends', async () => {
  await switchOn('too-cold-or-hot')
  await house.says('204', 'temperature', 14)
  await until('2026-11-21T12:00')
  await house.restart()
  house.clock.pass(71 * HOUR)
  await house.says('204', 'temperature', 13)
  const before = await alarms()
  expect(before).toMatchObject([{ cause: 'temperature', state: 'raised' }])
  await house.restart()
  house.clock.pass(MINUTE)
  await house.says('204', 'temperature', 20)
  await house.parts.timeRules.watch.look()
  expect(await house.rows('SELECT cause, state FROM alarms')).toEqual([
    { cause: 'temperature', state: 'cancelled' },
  ])
})

test('whoever came in after the outer door moved is in, however long ago that was', async () => {
  await switchOn('nobody-back')
  await house.says('204', 'door', true)
  house.clock.pass(MINUTE)
  await house.says('204', 'presence', true)
  house.clock.pass(MINUTE)
  await house.says('204', 'presence', false)
  house.clock.pass(72 * HOUR)
  await house.restart()
  await until('2026-11-25T12:00')
  expect(await house.causes()).toEqual([])
})
