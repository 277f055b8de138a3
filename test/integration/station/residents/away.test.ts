/** Somebody is in hospital or on holiday: what is silent meanwhile, what never is, and how they come back. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { USUALLY_SILENT } from '../../../../shared/domain/absence.ts'
import { veilMessage } from '../../../../station/api/veil.ts'
import { codeOf } from '../technician/technician-house.ts'
import { CONFIGURATION, ResidentsHouse } from './residents-house.ts'

const HOUR = 3_600_000

let house: ResidentsHouse

beforeEach(async () => {
  house = await ResidentsHouse.open()
})
afterEach(() => house.end())

async function goesAway(hours: number): Promise<void> {
  const kari = await house.as('kari')
  const until = house.clock.wall() + hours * HOUR
  await kari.residents.setAway({
    by: 'kari',
    residentId: 'r-204',
    reason: 'hospital',
    until,
    silences: [...USUALLY_SILENT],
  })
}

async function isAway(): Promise<boolean> {
  const { residents } = await (await house.as('kari')).residents.list()
  return residents.find(({ id }) => id === 'r-204')?.away !== null
}

test('stillness in an empty flat raises nothing and is marked; a fall and a press ring', async () => {
  await goesAway(48)
  house.clock.pass(HOUR)
  await house.says('204', 'inactivity')
  expect(await house.causes()).toEqual([])
  expect(await house.rows('SELECT reason, alarm_id FROM suppressed_events')).toEqual([
    { reason: 'resident-away', alarm_id: null },
  ])
  await house.says('204', 'fall')
  await house.says('204', 'smoke')
  expect(await house.causes()).toEqual(['fall', 'smoke'])
})

test('what was silent is no chatter when they are back, after a restart either', async () => {
  await goesAway(48)
  for (let time = 0; time < 6; time += 1) await house.says('204', 'inactivity')
  await (await house.as('kari')).residents.endAway({ by: 'kari', residentId: 'r-204' })
  await house.restart()
  await house.says('204', 'inactivity')
  expect(await house.rows('SELECT cause, chattering, count FROM alarms')).toEqual([
    { cause: 'inactivity', chattering: 0, count: 1 },
  ])
})

test('a technician’s test of a device, or a suspended one, is nobody who has come home', async () => {
  await goesAway(48)
  house.clock.pass(HOUR)
  const endTest = await house.test('radar-204')
  await house.says('204', 'fall')
  await house.says('204', 'presence', true)
  expect(await isAway()).toBe(true)
  await endTest()
  await house.parts.state.writeQueue.run('routine', (transaction) =>
    transaction.run("UPDATE devices SET lifecycle = 'suspended' WHERE id = 'radar-204'", []),
  )
  await house.restart()
  await house.says('204', 'presence', true)
  expect(await isAway()).toBe(true)
})

test('whom the file names no more is looked for no more, and is away no more', async () => {
  const mona = await house.as('mona')
  const rule = { by: 'mona', residentId: 'r-204', ruleId: 'no-sign-of-life', isOn: true, profiles: [] }
  await mona.rules.switch(rule)
  await goesAway(48)
  const { residents, devices, ...rest } = CONFIGURATION
  const without = {
    ...rest,
    residents: residents.filter(({ id }) => id !== 'r-204'),
    devices: devices.map(({ resident: _resident, ...device }) => device),
  }
  await house.restart(without)
  house.clock.pass(36 * HOUR)
  await house.parts.timeRules.watch.look()
  expect(await house.causes()).toEqual([])
  expect(await house.rows('SELECT rule_id FROM resident_rules')).toEqual([])
  expect(await house.rows('SELECT ended_by AS by FROM resident_absences')).toEqual([{ by: 'file' }])
  expect(await house.rows('SELECT 1 FROM device_assignments WHERE until_at IS NULL')).toEqual([])
})

test('who left by a file of before an update is not looked for either', async () => {
  const mona = await house.as('mona')
  const rule = { by: 'mona', residentId: 'r-204', ruleId: 'no-sign-of-life', isOn: true, profiles: [] }
  await mona.rules.switch(rule)
  await house.parts.state.writeQueue.run('routine', (transaction) =>
    transaction.run("UPDATE residents SET left_at = 1 WHERE id = 'r-204'", []),
  )
  await house.restart()
  house.clock.pass(36 * HOUR)
  await house.parts.timeRules.watch.look()
  expect(await house.causes()).toEqual([])
  await (await house.as('mona')).residents.return({ by: 'mona', residentId: 'r-204' })
  expect(await house.rows('SELECT rule_id FROM resident_rules')).toEqual([])
})

test('the neighbour’s stillness rings as ever', async () => {
  await goesAway(48)
  await house.says('205', 'inactivity')
  expect(await house.causes()).toEqual(['inactivity'])
})

test('comes back by themselves at the time, over a restart', async () => {
  await goesAway(2)
  await house.restart()
  expect(await isAway()).toBe(true)
  house.clock.pass(2 * HOUR)
  await house.says('204', 'inactivity')
  expect(await house.causes()).toEqual(['inactivity'])
  await house.parts.residents.absences.look()
  expect(await isAway()).toBe(false)
  expect((await house.told()).at(-1)).toBe('absence-time resident.back r-204')
  expect(await house.auditIsWhole()).toBe(true)
})

test('stillness that was told while they were away and still stands is said when they are expected back', async () => {
  await goesAway(2)
  house.clock.pass(HOUR)
  await house.says('204', 'inactivity')
  expect(await house.causes()).toEqual([])
  house.clock.pass(HOUR)
  await house.parts.residents.absences.look()
  expect(await house.causes()).toEqual(['inactivity'])
})

test('comes back by the first movement, but not by that of leaving', async () => {
  await goesAway(48)
  house.clock.pass(10 * 60_000)
  await house.says('204', 'presence')
  expect(await isAway()).toBe(true)
  house.clock.pass(30 * 60_000)
  await house.says('204', 'presence')
  expect(await isAway()).toBe(false)
  await house.says('204', 'inactivity')
  expect(await house.causes()).toEqual(['inactivity'])
  expect((await house.told()).at(-1)).toBe('absence-activity resident.back r-204')
})

test('somebody says that they are back, or changes the time; each has its entry', async () => {
  const kari = await house.as('kari')
  await goesAway(2)
  await goesAway(24)
  expect(await house.rows('SELECT ended_by FROM resident_absences ORDER BY id')).toEqual([
    { ended_by: 'kari' },
    { ended_by: null },
  ])
  await kari.residents.endAway({ by: 'kari', residentId: 'r-204' })
  expect(await codeOf(kari.residents.endAway({ by: 'kari', residentId: 'r-204' }))).toBe('not-away')
  expect(await house.told()).toEqual([
    'kari resident.away r-204',
    'kari resident.away r-204',
    'kari resident.back r-204',
  ])
})

test('an end in the past, in more than a year, or for nobody is refused', async () => {
  const kari = await house.as('kari')
  const now = house.clock.wall()
  const away = (residentId: string, until: number) =>
    codeOf(kari.residents.setAway({ by: 'kari', residentId, reason: 'holiday', until, silences: [] }))
  expect(await away('r-204', now)).toBe('deadline-past')
  expect(await away('r-204', now + 400 * 24 * HOUR)).toBe('absence-too-long')
  expect(await away('r-999', now + HOUR)).toBe('unknown-resident')
  await house.parts.state.writeQueue.run('routine', () => Promise.resolve())
  const noted = await house.rows(
    "SELECT actor_id AS who, subject, json_extract(data, '$.code') AS code FROM audit_entries WHERE action = 'call.refused'",
  )
  expect(noted).toEqual([
    { who: 'kari', subject: 'residents.setAway', code: 'deadline-past' },
    { who: 'kari', subject: 'residents.setAway', code: 'absence-too-long' },
  ])
})

test('an open card says that the resident is away; before sign-in not why', async () => {
  await house.says('204', 'fall')
  await goesAway(48)
  const [card] = await house.parts.view.openCards()
  expect(card?.resident?.away).toEqual({ until: house.clock.wall() + 48 * HOUR, reason: 'hospital' })
  expect(house.parts.state.absences.count).toBe(1)
  if (card === undefined) throw new Error('no card')
  const veiled = veilMessage({ type: 'change', run: 'run', sequence: 1, at: 0, alarms: [card] })
  expect(JSON.stringify(veiled)).not.toContain('hospital')
  expect(veiled).toMatchObject({ alarms: [{ resident: { name: null, away: { reason: null } } }] })
})

test('a rule that waited for a sign of life says so when they are expected back and nobody has come', async () => {
  const rule = { residentId: 'r-204', ruleId: 'no-sign-of-life', isOn: true, profiles: [] }
  await house.parts.timeRules.desk.switch('mona', rule)
  await house.says('204', 'presence')
  await goesAway(26)
  house.clock.pass(8 * HOUR)
  await house.parts.timeRules.watch.look()
  expect(await house.causes()).toEqual([])
  const heldBack = () =>
    house.rows('SELECT alarm_id, held_back FROM rule_deadlines WHERE fired_at IS NOT NULL')
  expect(await heldBack()).toEqual([{ alarm_id: null, held_back: 'resident-away' }])
  house.clock.pass(18 * HOUR)
  await house.parts.residents.absences.look()
  await house.parts.timeRules.watch.look()
  expect(await house.causes()).toEqual(['inactivity'])
})
