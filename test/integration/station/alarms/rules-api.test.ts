/** Rules over time as a manager switches them, and what becomes of them over restarts and clocks that are set. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ProfileChoice } from '../../../../shared/api/rules.ts'
import { codeOf } from '../technician/technician-house.ts'
import { ResidentsHouse } from '../residents/residents-house.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const INGRID = { by: 'mona', residentId: 'r-204' } as const

let house: ResidentsHouse

beforeEach(async () => {
  house = await ResidentsHouse.open()
})
afterEach(() => house.end())

async function switchOn(ruleId: string, ...profiles: readonly ProfileChoice[]) {
  const mona = await house.as('mona')
  return mona.rules.switch({ ...INGRID, ruleId, isOn: true, profiles: [...profiles] })
}

const watch = (profile: ProfileChoice['profile'], limits: ProfileChoice['limits']): ProfileChoice => ({
  profile,
  isWatched: true,
  limits,
})

/** Time goes by on both clocks, and the rules are looked at then. */
async function pass(ms: number): Promise<void> {
  house.clock.pass(ms)
  await look()
}

/** Only the clock on the wall is set. */
async function set(ms: number): Promise<void> {
  house.clock.wallNow += ms
  await look()
}

const look = () => house.parts.timeRules.watch.look()

/** At a time of the wall in Norway; the house wakes at 04:40 on 21 November 2026, a Saturday. */
async function at(iso: string): Promise<void> {
  await pass(Date.parse(iso) - house.clock.wall())
}

const audit = () =>
  house.rows(
    `SELECT actor_id AS who, action, subject, json_extract(data, '$.code') AS code FROM audit_entries
     WHERE action = 'call.refused' ORDER BY position`,
  )

/** What the audit log says of rules and hours: before and after. */
const changes = async () => {
  const entries = await house.rows<{ words: string }>(
    `SELECT actor_id || ' ' || action || ' ' || subject || coalesce(' ' || json_extract(data, '$.ruleId'), '') || ': ' ||
       json_extract(data, '$.before') || ' -> ' || json_extract(data, '$.after') AS words
     FROM audit_entries WHERE action LIKE 'rule.%' ORDER BY position`,
  )
  return entries.map(({ words }) => words)
}

test('a rule is on with its numbers, after a restart as well, and switching it stands in the audit log', async () => {
  const { rules } = await switchOn('out-of-bed', watch('night', { lastsMinutes: 20 }))
  expect(rules.find(({ ruleId }) => ruleId === 'out-of-bed')).toEqual({
    ruleId: 'out-of-bed',
    isOn: true,
    hasSource: false,
    profiles: [watch('night', { lastsMinutes: 20 })],
  })
  await switchOn('out-of-bed', watch('night', { lastsMinutes: 15 }))
  await house.restart()
  const mona = await house.as('mona')
  const again = await mona.rules.of({ residentId: 'r-204' })
  expect(again.rules.filter(({ isOn }) => isOn).map(({ ruleId }) => ruleId)).toEqual(['out-of-bed'])
  await mona.rules.switch({ ...INGRID, ruleId: 'out-of-bed', isOn: false, profiles: [] })
  const night = { from: 21 * 60, to: 6 * 60 }
  await mona.rules.setHours({ ...INGRID, hours: { night, holidayNight: { from: 23 * 60, to: 9 * 60 } } })
  expect(await changes()).toEqual([
    'mona rule.on r-204 out-of-bed: off -> night lastsMinutes=20',
    'mona rule.changed r-204 out-of-bed: night lastsMinutes=20 -> night lastsMinutes=15',
    'mona rule.off r-204 out-of-bed: night lastsMinutes=15 -> off',
    'mona rule.hours r-204: night 22:00-07:00; holidayNight 23:00-09:00 -> night 21:00-06:00; holidayNight 23:00-09:00',
  ])
  expect(await house.auditIsWhole()).toBe(true)
})

test('a rule that contradicts itself, numbers that cannot be, a resident nobody has: refused with a word, and noted', async () => {
  const late = watch('holiday', { fromMinute: 10 * 60, byMinute: 9 * 60 })
  expect(await codeOf(switchOn('no-sign-of-life', late))).toBe('rule-contradicts-itself')
  expect(await codeOf(switchOn('out-of-bed', watch('night', { lastsMinutes: 0 })))).toBe('rule-out-of-range')
  const never = { profile: 'night', isWatched: false, limits: {} } as const
  expect(await codeOf(switchOn('out-of-bed', never))).toBe('rule-watches-never')
  expect(await codeOf(switchOn('out-of-bed', watch('night', { lastsMinutes: 600 })))).toBe(
    'rule-longer-than-hours',
  )
  const mona = await house.as('mona')
  const night = { from: 22 * 60, to: 22 * 60 }
  const hours = { night, holidayNight: night }
  expect(await codeOf(mona.rules.setHours({ ...INGRID, hours }))).toBe('rule-hours-contradict')
  expect(await codeOf(mona.rules.of({ residentId: 'nobody' }))).toBe('unknown-resident')
  await house.parts.state.writeQueue.run('routine', () => Promise.resolve())
  expect(await audit()).toEqual([
    { who: 'mona', action: 'call.refused', subject: 'rules.switch', code: 'rule-contradicts-itself' },
    { who: 'mona', action: 'call.refused', subject: 'rules.switch', code: 'rule-out-of-range' },
    { who: 'mona', action: 'call.refused', subject: 'rules.switch', code: 'rule-watches-never' },
    { who: 'mona', action: 'call.refused', subject: 'rules.switch', code: 'rule-longer-than-hours' },
    { who: 'mona', action: 'call.refused', subject: 'rules.setHours', code: 'rule-hours-contradict' },
  ])
  expect(await house.rows('SELECT * FROM resident_rules')).toEqual([])
})

test('a night too short for a rule that is on is refused; what was switched on by the first rules means the same', async () => {
  await switchOn('nobody-back', watch('night', { lastsMinutes: 45 }))
  const mona = await house.as('mona')
  const short = { from: 60, to: 100 }
  const hours = { night: short, holidayNight: short }
  expect(await codeOf(mona.rules.setHours({ ...INGRID, hours }))).toBe('rule-longer-than-hours')
  await house.parts.store.writer.query(
    `UPDATE resident_rules SET rule_id = 'too-long-in-bathroom', set_version = 1, limits = '{}', changed_at = NULL`,
  )
  await house.restart()
  const { rules } = await (await house.as('mona')).rules.of({ residentId: 'r-204' })
  expect(rules.find(({ isOn }) => isOn)).toEqual({
    ruleId: 'too-long-in-bathroom',
    isOn: true,
    hasSource: false,
    profiles: [watch('night', { lastsMinutes: 45 }), watch('day', { lastsMinutes: 45 })],
  })
})

test('the limit by day and the one at night each raise at their time, and "why?" says which it was', async () => {
  const both = [watch('night', { lastsMinutes: 20 }), watch('day', { lastsMinutes: 50 })]
  await switchOn('too-long-in-bathroom', ...both)
  // The house wakes at 04:40, in the night that ends at 07:00.
  await house.says('204', 'presence', true)
  await pass(19 * MINUTE)
  expect(await house.causes()).toEqual([])
  await pass(2 * MINUTE)
  expect(await house.causes()).toEqual(['bathroom'])
  expect(await why()).toEqual([{ profile: 'night', limits: { lastsMinutes: 20 } }])
  await house.says('204', 'presence', false)
  await at('2026-11-21T12:00:00+01:00')
  await house.says('204', 'presence', true)
  await pass(49 * MINUTE)
  expect(await house.causes()).toEqual(['bathroom'])
  await pass(2 * MINUTE)
  expect(await house.causes()).toEqual(['bathroom', 'bathroom'])
  expect(await why()).toEqual([
    { profile: 'night', limits: { lastsMinutes: 20 } },
    { profile: 'day', limits: { lastsMinutes: 50 } },
  ])
})

/** What each alarm's chain says it was watched by. */
async function why() {
  const alarms = await house.rows<{ id: string }>('SELECT id FROM alarms ORDER BY opened_at')
  const chains = await Promise.all(alarms.map(({ id }) => house.parts.view.chain(id)))
  return chains.map((chain) => chain?.steps[0]?.watched)
}

test('of nobody noticed, "why?" leads to the last that was noticed, down to its frame', async () => {
  await switchOn('no-sign-of-life')
  await house.says('204', 'presence', true)
  await at('2026-11-21T10:01:00+01:00')
  const [alarm] = await house.rows<{ id: string }>('SELECT id FROM alarms')
  const chain = await house.parts.view.chain(alarm?.id ?? 'none')
  expect(chain?.steps[0]).toMatchObject({
    ruleId: 'no-sign-of-life',
    watched: { profile: 'workday', limits: { fromMinute: 300, byMinute: 600 } },
  })
  expect(chain?.events).toMatchObject([{ kind: 'presence', deviceId: 'radar-204' }])
  expect(chain?.alarm.deviceId).toBeNull()
})

test('numbers that are made smaller count for what stands already; the same is never said twice', async () => {
  await switchOn('out-of-bed', watch('night', { lastsMinutes: 60 }))
  await house.says('204', 'bed', false)
  await pass(40 * MINUTE)
  expect(await house.causes()).toEqual([])
  await switchOn('out-of-bed', watch('night', { lastsMinutes: 30 }))
  await look()
  expect(await house.causes()).toEqual(['bed'])
  await switchOn('out-of-bed', watch('night', { lastsMinutes: 50 }))
  await pass(30 * MINUTE)
  expect(await house.causes()).toEqual(['bed'])
  await house.says('204', 'bed', true)
  await look()
  expect(await house.rows('SELECT state FROM alarms')).toEqual([{ state: 'cancelled' }])
})

test('what a device in maintenance began raises nothing and keeps its reason; it is said when the device guards again', async () => {
  const becomes = async (lifecycle: string) => {
    await house.parts.store.writer.query(
      `UPDATE devices SET lifecycle = '${lifecycle}' WHERE id = 'radar-204'`,
    )
    await house.restart()
  }
  await switchOn('out-of-bed')
  await becomes('suspended')
  await house.says('204', 'bed', false)
  await pass(40 * MINUTE)
  expect(await house.causes()).toEqual([])
  expect(
    await house.rows('SELECT alarm_id, held_back FROM rule_deadlines WHERE fired_at IS NOT NULL'),
  ).toEqual([{ alarm_id: null, held_back: 'in-maintenance' }])
  await becomes('commissioned')
  await pass(MINUTE)
  expect(await house.causes()).toEqual([])
  await house.parts.timeRules.sayHeldBack('r-204')
  await look()
  expect(await house.causes()).toEqual(['bed'])
})

test('what a device says while it is tested raises no care alarm later, also after a start', async () => {
  await switchOn('out-of-bed')
  await switchOn('too-long-in-bathroom', watch('night', { lastsMinutes: 20 }))
  await house.says('204', 'presence', true)
  const endTest = await house.test('radar-204')
  await house.says('204', 'bed', false)
  // Whoever goes out of the bathroom with the test still running.
  await house.says('204', 'presence', false)
  await house.says('204', 'presence', true)
  await pass(MINUTE)
  await endTest()
  const categories = () => house.rows('SELECT DISTINCT category FROM alarms ORDER BY category')
  await pass(HOUR)
  expect(await categories()).toEqual([{ category: 'test' }])
  await house.restart()
  await look()
  expect(await categories()).toEqual([{ category: 'test' }])

  await house.says('204', 'bed', false)
  await pass(31 * MINUTE)
  expect(await categories()).toEqual([{ category: 'care' }, { category: 'test' }])
})

test('what comes due while its device is tested began before, and is no test', async () => {
  await switchOn('out-of-bed')
  await house.says('204', 'bed', false)
  await pass(25 * MINUTE)
  await house.test('radar-204')
  await pass(6 * MINUTE)
  expect(await house.rows('SELECT category, cause FROM alarms')).toEqual([{ category: 'care', cause: 'bed' }])
})

test('hours that are changed say nothing of an evening that is over', async () => {
  await switchOn('out-of-bed')
  await at('2026-11-21T20:00:00+01:00')
  await house.says('204', 'bed', false)
  await pass(45 * MINUTE)
  await house.says('204', 'bed', true)
  const night = { from: 20 * 60, to: 7 * 60 }
  const mona = await house.as('mona')
  await mona.rules.setHours({ ...INGRID, hours: { night, holidayNight: night } })
  await look()
  expect(await house.causes()).toEqual([])
  await house.says('204', 'bed', false)
  await pass(31 * MINUTE)
  expect(await house.causes()).toEqual(['bed'])
})

test('a caregiver may not switch rules', async () => {
  const kari = await house.as('kari')
  const wish = { by: 'kari', residentId: 'r-204', ruleId: 'out-of-bed', isOn: true, profiles: [] }
  expect(await codeOf(kari.rules.switch(wish))).toBe('not-allowed')
})

test('a rule whose time came while the station was down is said at the start, once', async () => {
  await switchOn('out-of-bed')
  await house.says('204', 'bed', false)
  await pass(10 * MINUTE)
  house.clock.pass(40 * MINUTE)
  await house.restart()
  await look()
  expect(await house.causes()).toEqual(['bed'])
  await house.restart()
  await look()
  expect(await house.causes()).toEqual(['bed'])
})

test('a clock set forward by three days lets nothing come due that has not stood long enough', async () => {
  await switchOn('out-of-bed')
  await switchOn('no-sign-of-life')
  await house.says('204', 'bed', false)
  await pass(10 * MINUTE)
  await set(3 * DAY)
  expect(await house.causes()).toEqual([])
  await pass(19 * MINUTE)
  expect(await house.causes()).toEqual([])
  await pass(2 * MINUTE)
  expect(await house.causes()).toEqual(['bed'])
})

test('a clock that was a day ahead and is set right keeps nobody waiting', async () => {
  await switchOn('out-of-bed')
  await set(DAY)
  await house.says('204', 'bed', false)
  await pass(10 * MINUTE)
  await set(-DAY)
  await pass(19 * MINUTE)
  expect(await house.causes()).toEqual([])
  await pass(2 * MINUTE)
  expect(await house.causes()).toEqual(['bed'])
})

test('set right while the station was down, what stands is due no later than it was given', async () => {
  await switchOn('out-of-bed')
  await set(DAY)
  await house.says('204', 'bed', false)
  house.clock.wallNow -= DAY
  await house.restart()
  await pass(31 * MINUTE)
  expect(await house.causes()).toEqual(['bed'])
})

test('said of tomorrow by a clock that was ahead, it is said again when tomorrow has come', async () => {
  await switchOn('no-sign-of-life')
  await set(DAY)
  await at('2026-11-22T10:01:00+01:00')
  expect(await house.causes()).toEqual(['inactivity'])
  await house.parts.alarms.desk.take(
    (await house.rows<{ id: string }>('SELECT id FROM alarms'))[0]?.id ?? 'none',
    { type: 'resolved', actor: { kind: 'person', id: 'kari' }, seenRevision: 1, outcome: null },
  )
  await set(-DAY)
  await house.restart()
  await at('2026-11-22T10:01:00+01:00')
  expect(await house.causes()).toEqual(['inactivity', 'inactivity'])
})
