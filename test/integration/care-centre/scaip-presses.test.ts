/** A press of a device that reports straight rings, or was answered by somebody who saw it; whatever happens meanwhile. */
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../../care-centre/store/open-store.ts'
import type { Store } from '../../../care-centre/store/store.ts'
import { expectNoPressLost, interrupted, pressDesk } from '../../support/press-desk.ts'
import { temporaryFolder } from './centre-harness.ts'

const CID = '4790000204'

async function open(): Promise<Store> {
  const store = await openStore(await temporaryFolder())
  onTestFinished(() => store.close())
  return store
}

test.each([1, 2, 3])(
  'an alarm that is resolved before transaction %i of the next press: that press is open and rings',
  async (at) => {
    const store = await open()
    const before = pressDesk(store, CID)
    expect(await before.press('R1')).toBe('0')
    const node = pressDesk(store, CID, { writes: interrupted(store.writes, at, before.resolve) })
    expect(await node.press('R2')).toBe('0')
    const ringing = (await before.alarms()).filter(({ state }) => state === 'raised')
    expect(ringing).toMatchObject([{ answeredAt: null }])
  },
)

test('nothing is decided by a document that was answered "busy": its repeat is judged by what stands open then', async () => {
  const store = await open()
  const desk = pressDesk(store, CID)
  expect(await desk.press('R1')).toBe('0')
  const full = pressDesk(store, CID, { limits: { bodies: 0, bytes: 0 } })
  expect(await full.press('R2')).toBe('6')
  await desk.resolve()
  expect(await desk.press('R2')).toBe('0')
  expect(await desk.press('R2')).toBe('0')
  expect((await desk.alarms()).map(({ state, count }) => [state, count])).toEqual([
    ['resolved', 1],
    ['raised', 1],
  ])
})

test('power that is cut before the commit, or a database that fails in it: the repeat is one alarm, once', async () => {
  const store = await open()
  const cut = pressDesk(store, CID, {
    writes: {
      atOnce: 1,
      run: (work) =>
        store.writes.run(async (transaction) => {
          await work(transaction)
          throw new Error('power cut')
        }),
    },
  })
  expect(await cut.press('R1')).toBe('6')
  const desk = pressDesk(store, CID)
  expect(await desk.alarms()).toEqual([])
  expect([await desk.press('R2'), await desk.press('R1'), await desk.press('R1')]).toEqual(['0', '0', '0'])
  expect(await desk.alarms()).toMatchObject([{ state: 'raised', count: 2 }])
})

test('what an older program decided and never stored is judged anew', async () => {
  const store = await open()
  const desk = pressDesk(store, CID)
  expect(await desk.press('R1')).toBe('0')
  await store.writes.run(async ({ query }) => {
    await query(`UPDATE scaip_exchange SET messages = replace(messages, '"id":"', '"id":"never-')`)
    await query(
      `INSERT INTO scaip_alarm (alarm, station, cid, did, incident, cause, category, priority, "raisedAt")
       VALUES ('orphan', 'homes', ?, '', 'orphan', 'help-call', 'care', 'critical', 9999999999999)`,
      [CID],
    )
  })
  await desk.resolve()
  expect(await desk.press('R1')).toBe('0')
  expect((await desk.alarms()).map(({ state }) => state)).toEqual(['resolved', 'raised'])
})

test('presses beside an operator who resolves: each counts once, and none is folded into an alarm that is over', async () => {
  await expectNoPressLost(await open(), 60)
})
