/** Presses and operators at one time on PostgreSQL, where transactions run side by side. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openPostgres } from '../../../care-centre/store/postgres/open-postgres.ts'
import { CleanUp } from '../../support/clean-up.ts'
import { Postgres } from '../../support/postgres.ts'
import { expectPartsCompleted } from '../../support/part-then-whole.ts'
import { expectNoPressLost, interrupted, pressDesk } from '../../support/press-desk.ts'

const cleanUp = new CleanUp()
let server: Postgres

beforeAll(async () => {
  server = await Postgres.started(cleanUp)
})
afterAll(() => cleanUp.run())

async function open() {
  const store = await openPostgres(server.url(await server.newDatabase()), () => undefined)
  onTestFinished(() => store.close())
  return store
}

test('an alarm that is resolved beside the next press of its device: that press is open and rings', async () => {
  const store = await open()
  const before = pressDesk(store, '4790000204')
  expect(await before.press('R1')).toBe('0')
  for (const at of [1, 2]) {
    const node = pressDesk(store, '4790000204', { writes: interrupted(store.writes, at, before.resolve) })
    expect(await node.press(`S${String(at)}`)).toBe('0')
    const ringing = (await before.alarms()).filter(({ state }) => state === 'raised')
    expect(ringing).toMatchObject([{ answeredAt: null }])
  }
})

test('presses beside an operator who resolves: each counts once, and none is folded into an alarm that is over', async () => {
  await expectNoPressLost(await open(), 60)
})

test('a fall that came over SIP and then whole: who, where and how it ended are known from then on', async () => {
  expect.hasAssertions()
  await expectPartsCompleted(await open())
})
