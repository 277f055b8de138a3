/** Rules over time that a home cannot feed, as a manager meets them. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CONFIGURATION, ResidentsHouse } from '../residents/residents-house.ts'

let house: ResidentsHouse

beforeEach(async () => {
  house = await ResidentsHouse.open()
})
afterEach(() => house.end())

test('a rule that nothing here can feed may be switched on, and is said to be so for as long as that holds', async () => {
  const fed = (rules: readonly { ruleId: string; hasSource: boolean }[], ruleId: string) =>
    rules.find((rule) => rule.ruleId === ruleId)?.hasSource
  const mona = await house.as('mona')
  const bathroom = {
    by: 'mona',
    residentId: 'r-204',
    ruleId: 'too-long-in-bathroom',
    isOn: true,
    profiles: [],
  }
  const lacks = async () => (await mona.residents.list()).residents.find(({ id }) => id === 'r-204')?.lacks
  expect(await lacks()).not.toContain('rule-source')
  expect(fed((await mona.rules.switch(bathroom)).rules, 'too-long-in-bathroom')).toBe(false)
  expect(await lacks()).toContain('rule-source')

  await house.says('204', 'presence', true)
  const heard = (await mona.rules.of({ residentId: 'r-204' })).rules
  expect(fed(heard, 'too-long-in-bathroom')).toBe(true)
  expect(fed(heard, 'no-sign-of-life')).toBe(true)
  expect(fed(heard, 'out-of-bed')).toBe(false)
  expect(await lacks()).not.toContain('rule-source')

  // The radar goes to a neighbour.
  const [radar] = CONFIGURATION.devices.slice(0, 1)
  await house.restart({ ...CONFIGURATION, devices: [{ ...radar, resident: 'r-205' }] })
  const again = await house.as('mona')
  expect(fed((await again.rules.of({ residentId: 'r-204' })).rules, 'too-long-in-bathroom')).toBe(false)
  const { residents } = await again.residents.list()
  expect(residents.find(({ id }) => id === 'r-204')?.lacks).toContain('rule-source')
})

test('medicine that nothing here tells of is never missed; from its first word on it is, over a restart and long after', async () => {
  const mona = await house.as('mona')
  const rule = { by: 'mona', residentId: 'r-204', ruleId: 'medicine-not-taken', isOn: true, profiles: [] }
  await mona.rules.switch(rule)
  /** How many days it has been said of by then. */
  const saidAfter = async (hours: number) => {
    house.clock.pass(hours * 60 * 60_000)
    await house.parts.timeRules.watch.look()
    return (await house.rows('SELECT episode FROM rule_deadlines WHERE fired_at IS NOT NULL')).length
  }
  expect(await saidAfter(56)).toBe(0)

  await house.says('204', 'medicine', 'opened')
  expect(await saidAfter(1)).toBe(0)
  expect(await saidAfter(24)).toBe(1)
  await house.restart()
  expect(await saidAfter(0)).toBe(1)
  // What it said last is no longer among the events that a start reads.
  expect(await saidAfter(72)).toBe(4)
  await house.restart()
  expect(await saidAfter(24)).toBe(5)
  // Its latest word came after ten, and the station ended before it looked: its first word counts.
  house.clock.pass(24 * 60 * 60_000)
  await house.says('204', 'medicine', 'opened')
  await house.restart()
  expect(await saidAfter(0)).toBe(6)

  // The dispenser goes to a neighbour.
  const [radar] = CONFIGURATION.devices.slice(0, 1)
  await house.restart({ ...CONFIGURATION, devices: [{ ...radar, resident: 'r-205' }] })
  expect(await saidAfter(48)).toBe(6)
})
