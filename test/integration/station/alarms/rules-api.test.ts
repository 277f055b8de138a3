/** Rules over time as a manager switches them, and what becomes of them over restarts and clocks that are set. */
import { afterEach, beforeEach, expect, test } from 'vitest'
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

async function switchOn(ruleId: string, limits: Record<string, number> = {}) {
  const mona = await house.as('mona')
  return mona.rules.switch({ ...INGRID, ruleId, isOn: true, limits })
}

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
     WHERE action LIKE 'rule.%' OR action = 'call.refused' ORDER BY position`,
  )

test('a rule is on with its numbers, after a restart as well, and switching it stands in the audit log', async () => {
  const { rules } = await switchOn('out-of-bed', { lastsMinutes: 20 })
  expect(rules.find(({ ruleId }) => ruleId === 'out-of-bed')).toMatchObject({
    isOn: true,
    limits: { lastsMinutes: 20 },
  })
  await house.restart()
  const mona = await house.as('mona')
  const again = await mona.rules.of({ residentId: 'r-204' })
  expect(again.rules.filter(({ isOn }) => isOn).map(({ ruleId }) => ruleId)).toEqual(['out-of-bed'])
  await mona.rules.switch({ ...INGRID, ruleId: 'out-of-bed', isOn: false, limits: {} })
  expect((await audit()).map((entry) => entry['action'])).toEqual(['rule.on', 'rule.off'])
  expect(await house.auditIsWhole()).toBe(true)
})

test('a rule that contradicts itself, numbers that cannot be, a resident nobody has: refused with a word, and noted', async () => {
  const limits = { fromMinute: 10 * 60, byMinute: 9 * 60 }
  expect(await codeOf(switchOn('no-sign-of-life', limits))).toBe('rule-contradicts-itself')
  expect(await codeOf(switchOn('out-of-bed', { lastsMinutes: 0 }))).toBe('rule-out-of-range')
  const mona = await house.as('mona')
  const night = { from: 22 * 60, to: 22 * 60 }
  const hours = { night, holidayNight: night }
  expect(await codeOf(mona.rules.setHours({ ...INGRID, hours }))).toBe('rule-contradicts-itself')
  expect(await codeOf(mona.rules.of({ residentId: 'nobody' }))).toBe('unknown-resident')
  await house.parts.state.writeQueue.run('routine', () => Promise.resolve())
  expect(await audit()).toEqual([
    { who: 'mona', action: 'call.refused', subject: 'rules.switch', code: 'rule-contradicts-itself' },
    { who: 'mona', action: 'call.refused', subject: 'rules.switch', code: 'rule-out-of-range' },
    { who: 'mona', action: 'call.refused', subject: 'rules.setHours', code: 'rule-contradicts-itself' },
  ])
  expect(await house.rows('SELECT * FROM resident_rules')).toEqual([])
})

test('a caregiver may not switch rules', async () => {
  const kari = await house.as('kari')
  const wish = { by: 'kari', residentId: 'r-204', ruleId: 'out-of-bed', isOn: true, limits: {} }
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
