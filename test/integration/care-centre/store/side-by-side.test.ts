/** How the intake puts bodies together where a database takes several transactions beside each other. */
import { expect, onTestFinished, test } from 'vitest'
import { INTAKE_LIMITS, Intake } from '../../../../care-centre/intake/intake.ts'
import { judgeBody } from '../../../../care-centre/intake/judge-message.ts'
import { openStore } from '../../../../care-centre/store/open-store.ts'
import type { Writes } from '../../../../care-centre/store/transaction.ts'
import { waitUntil } from '../../../support/wait-until.ts'
import { message, temporaryFolder } from '../centre-harness.ts'

/** A store whose first transactions wait until they are let go, as those that another node is in the way of. */
async function intakeBehindALock(atOnce = 2, lockedOnes = 1) {
  const store = await openStore(await temporaryFolder())
  onTestFinished(() => store.close())
  let letGo: () => void = () => undefined
  const locked = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let begun = 0
  const writes: Writes = {
    atOnce,
    run: async (work) => {
      begun += 1
      if (begun <= lockedOnes) await locked
      return store.writes.run(work)
    },
  }
  const groups: number[] = []
  const clock = { now: () => Date.now(), monotonic: () => performance.now() }
  const intake = new Intake(writes, clock, INTAKE_LIMITS, {
    onStored: ({ stored }) => groups.push(stored),
    onCannotStore: (code) => groups.push(code.length * -1),
  })
  const tell = (station: string, count = 1, { bytes = 100, name = station } = {}) => {
    const messages = Array.from({ length: count }, (_, at) => message(`${name}-${String(at)}`, 1, 'raised'))
    const body = judgeBody({ messages })
    if (body === undefined) throw new Error('a body has messages')
    return intake.take(station, body, bytes)
  }
  return { tell, letGo, groups }
}

test('what comes while one transaction runs is stored in the next one together', async () => {
  const { tell, letGo, groups } = await intakeBehindALock()
  const answers = [tell('first'), ...Array.from({ length: 7 }, (_, at) => tell(`st-${String(at)}`))]
  letGo()
  for (const answer of await Promise.all(answers)) expect(answer.ok).toBe(true)
  expect(groups).toEqual([1, 7])
})

test('eight that wait are stored beside one under way, a hundred beside two', async () => {
  const { tell, letGo, groups } = await intakeBehindALock(3, 2)
  const answers = [tell('first'), tell('second', 8), tell('third', 100)]
  await waitUntil(() => groups.length > 0, 'a hundred wait for two transactions under way')
  expect(groups).toEqual([100])
  letGo()
  for (const answer of await Promise.all(answers)) expect(answer.ok).toBe(true)
  expect(groups).toEqual([100, 1, 8])
})

test('what comes behind one that is held up is stored beside it', async () => {
  const { tell, letGo, groups } = await intakeBehindALock()
  const held = tell('first')
  for (let round = 0; round < 3; round += 1) expect((await tell(`st-${String(round)}`)).ok).toBe(true)
  expect(groups).toEqual([1, 1, 1])
  letGo()
  expect((await held).ok).toBe(true)
})

test('of one station nothing is stored beside what is held up, however much waits', async () => {
  const { tell, letGo, groups } = await intakeBehindALock()
  const answers = [tell('first', 2), tell('first', 300), tell('second', 120)]
  await waitUntil(() => groups.length > 0, 'the other station waits for the first')
  expect(groups).toEqual([120])
  letGo()
  for (const answer of await Promise.all(answers)) expect(answer.ok).toBe(true)
  expect(groups).toEqual([120, 2, 298])
})

test('a critical body behind large ones of another station is in one of the next two transactions', async () => {
  const { tell, letGo, groups } = await intakeBehindALock(1)
  const large = Array.from({ length: 20 }, (_, at) =>
    tell('large', 1, { bytes: 1_000_000, name: `large-${String(at)}` }),
  )
  const calm = tell('calm').then((answer) => ({ answer, before: groups.length }))
  letGo()
  const { answer, before } = await calm
  expect(answer.ok).toBe(true)
  // With the one that was under way.
  expect(before).toBeLessThanOrEqual(3)
  for (const told of await Promise.all(large)) expect(told.ok).toBe(true)
  expect(Math.max(...groups)).toBe(1)
})
