/** How slow an administrator may make the ladder of an urgent alarm, and what becomes of a stored one that is slower. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ResidentsHouse } from '../residents/residents-house.ts'
import { codeOf } from '../technician/technician-house.ts'

const ON_DUTY = { calls: 'on-duty', holdsSeconds: 30 } as const
const ON_CALL = { calls: 'on-call', holdsSeconds: 45 } as const
const CRITICAL = { by: 'anne', priority: 'critical', category: 'care' } as const

let house: ResidentsHouse

beforeEach(async () => {
  house = await ResidentsHouse.open()
})
afterEach(() => house.end())

const ladderOf = async () => {
  const { ladder } = await (await house.as('anne')).house.view()
  return ladder.find(({ priority, category }) => priority === 'critical' && category === 'care')?.rungs
}

test('a ladder that leaves somebody lying is refused and noted; one at the bounds is not', async () => {
  const anne = await house.as('anne')
  const before = await ladderOf()
  const alone = [{ calls: 'on-duty', holdsSeconds: 86_400 }] as const
  const late = [ON_DUTY, { calls: 'everyone', holdsSeconds: 301 }] as const
  const dutyTwice = [ON_DUTY, ON_DUTY, ON_CALL] as const
  for (const rungs of [alone, [ON_DUTY], late, dutyTwice]) {
    expect(await codeOf(anne.house.setLadder({ ...CRITICAL, rungs: [...rungs] }))).toBe('ladder-too-slow')
  }
  expect(await codeOf(anne.house.setLadder({ ...CRITICAL, priority: 'high', rungs: [...alone] }))).toBe(
    'ladder-too-slow',
  )
  expect(await ladderOf()).toEqual(before)
  const slowest = [
    { calls: 'on-duty', holdsSeconds: 300 },
    { calls: 'everyone', holdsSeconds: 300 },
  ] as const
  await anne.house.setLadder({ ...CRITICAL, rungs: [...slowest] })
  expect(await ladderOf()).toEqual(slowest)
  await house.parts.state.writeQueue.run('routine', () => Promise.resolve())
  expect(
    await house.rows("SELECT actor_id AS who FROM audit_entries WHERE action = 'call.refused'"),
  ).toContainEqual({ who: 'anne' })
})

test('a stored ladder that leaves somebody lying is replaced at the start, and that is noted once', async () => {
  const before = await ladderOf()
  await house.parts.state.writeQueue.run('routine', (transaction) =>
    transaction.run(
      "UPDATE escalation_levels SET hold_seconds = 86400 WHERE priority = 'critical' AND category = 'care'",
      [],
    ),
  )
  await house.restart()
  await house.restart()
  expect(await ladderOf()).toEqual(before)
  expect(
    await house.rows("SELECT actor_id AS who, data FROM audit_entries WHERE action = 'ladder.replaced'"),
  ).toEqual([{ who: 'escalation', data: '{"priority":"critical","category":"care"}' }])
  expect(await house.auditIsWhole()).toBe(true)
})
