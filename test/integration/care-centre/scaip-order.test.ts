/** What raises nothing waits together, and no fall waits behind it (scaip.md §13, check 11, at the receiving end). */
import { expect, onTestFinished, test } from 'vitest'
import { v7 as newId } from 'uuid'
import { INTAKE_LIMITS, Intake } from '../../../care-centre/intake/intake.ts'
import { Callers } from '../../../care-centre/scaip/callers.ts'
import { DocumentDesk } from '../../../care-centre/scaip/document-desk.ts'
import { HeardDevices } from '../../../care-centre/scaip/heard-devices.ts'
import { openStore } from '../../../care-centre/store/open-store.ts'
import type { Writes } from '../../../care-centre/store/transaction.ts'
import type { ScaipRequest } from '../../../shared/scaip/document.ts'
import { temporaryFolder } from './centre-harness.ts'

const HOMES = 1_000

async function openDesk() {
  const store = await openStore(await temporaryFolder())
  onTestFinished(() => store.close())
  const clock = { now: () => Date.now(), monotonic: () => performance.now() }
  const failures: unknown[] = []
  let begun = 0
  let committed = 0
  const writes: Writes = {
    atOnce: store.writes.atOnce,
    run: async (work) => {
      begun += 1
      const result = await store.writes.run(work)
      committed += 1
      return result
    },
  }
  const intake = new Intake(writes, clock, INTAKE_LIMITS, {
    onStored: () => undefined,
    onCannotStore: (_code, error) => failures.push(error),
  })
  const desk = new DocumentDesk({
    intake,
    watch: { hear: () => undefined },
    heard: new HeardDevices(clock.monotonic),
    now: clock.now,
    newId,
    onFailure: (error) => failures.push(error),
  })
  const callers = new Callers({ municipalities: [] }, 'homes')
  const answered: { readonly ref: string; readonly commits: number }[] = []
  const tell = async (request: ScaipRequest): Promise<void> => {
    const caller = callers.of(request.cid)
    if (caller === undefined) throw new Error('nobody of this identity')
    const answer = await desk.take(request, caller)
    expect(answer).toContain('<snu>0</snu>')
    answered.push({ ref: request.ref, commits: committed })
  }
  onTestFinished(() => expect(failures).toEqual([]))
  return { store, intake, tell, answered, begun: () => begun }
}

const beat = (at: number): ScaipRequest => ({
  ref: `H${at}`,
  mty: 'PI',
  cid: String(4_700_000_000 + at),
  dty: 2,
  stc: 10,
})
const fall = (at: number): ScaipRequest => ({ ...beat(at), ref: `F${at}`, mty: 'ME', dty: 5, stc: 9 })

test('a fall behind a thousand heartbeats is stored in the next transaction and answered before them', async () => {
  const { tell, answered, begun, store } = await openDesk()
  const all = Array.from({ length: HOMES }, (_, at) => tell(beat(at)))
  await Promise.all([...all, tell(fall(2))])
  const [first] = answered.filter(({ ref }) => ref === 'F2')
  expect(answered.findIndex(({ ref }) => ref === 'F2')).toBeLessThan(HOMES / 10)
  expect(first?.commits).toBeGreaterThan(0)
  expect(first?.commits).toBeLessThanOrEqual(2)
  // Gathered: what each of them costs is not the disk's time.
  expect(begun()).toBeLessThan(HOMES / 10)
  const devices = await store.reading.query('SELECT cid FROM scaip_device')
  expect(devices).toHaveLength(HOMES)
})

test('documents of one controller that are stored together are each decided on what the one before it left', async () => {
  const { tell, store, begun } = await openDesk()
  await Promise.all([
    tell(beat(1)),
    ...Array.from({ length: 20 }, (_, at) => tell({ ...fall(1), ref: `R${at}` })),
  ])
  const alarms = await store.reading.query('SELECT cause, count FROM alarm')
  expect(alarms).toEqual([{ cause: 'fall', count: 20 }])
  expect(begun()).toBeLessThan(20)
})

test('one document that cannot be decided is told so, and those stored with it are stored', async () => {
  const { tell, answered, intake } = await openDesk()
  const broken = intake.takeDecided('homes', { bytes: 1, isUrgent: false }, () =>
    Promise.reject(new Error('no words for it')),
  )
  await Promise.all([tell(beat(1)), tell(fall(2)), expect(broken).rejects.toThrow('no words for it')])
  expect(answered.map(({ ref }) => ref).sort()).toEqual(['F2', 'H1'])
})
