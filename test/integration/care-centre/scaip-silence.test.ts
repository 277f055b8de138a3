import { expect, onTestFinished, test } from 'vitest'
import { ConfigurationSchema } from '../../../care-centre/configuration-schema.ts'
import { INTAKE_LIMITS, Intake } from '../../../care-centre/intake/intake.ts'
import { Callers } from '../../../care-centre/scaip/callers.ts'
import { watchDevices } from '../../../care-centre/scaip/device-watch.ts'
import { DocumentDesk } from '../../../care-centre/scaip/document-desk.ts'
import { openStore } from '../../../care-centre/store/open-store.ts'
import type { DocumentType } from '../../../shared/scaip/document.ts'
import { temporaryFolder } from './centre-harness.ts'

const MINUTE = 60_000
const ALL = { state: 'all', stations: undefined, after: 0, limit: 100, withCentre: true } as const
const configuration = ConfigurationSchema.parse({
  municipalities: [{ id: '5001', stations: [{ id: 'homes', token: 'door', cids: ['4711', '4712'] }] }],
})

/** A receiver's inner half over a real database, with the time in the test's hand. */
async function openDesk() {
  const store = await openStore(await temporaryFolder())
  onTestFinished(() => store.close())
  let now = Date.UTC(2026, 10, 21)
  let ids = 0
  const failures: unknown[] = []
  const events = {
    onStored: () => undefined,
    onCannotStore: (_code: string, error: unknown) => failures.push(error),
  }
  const intake = new Intake(store.writes, { now: () => now, monotonic: () => now }, INTAKE_LIMITS, events)
  const callers = new Callers(configuration, undefined)
  const desk = new DocumentDesk({
    intake,
    watch: { hear: () => undefined },
    now: () => now,
    newId: () => `id-${(ids += 1)}`,
    onFailure: (error) => failures.push(error),
  })
  onTestFinished(() => expect(failures).toEqual([]))
  return {
    at: (minute: number) => {
      now = Date.UTC(2026, 10, 21) + minute * MINUTE
    },
    tell: async (ref: string, mty: DocumentType, cid = '4711') => {
      const caller = callers.of(cid)
      if (caller === undefined) throw new Error('not configured')
      return desk.take({ ref, mty, cid, dty: mty === 'PI' ? 2 : 3, stc: 10 }, caller)
    },
    look: () => watchDevices({ store, intake, callers, now: () => now }),
    counts: async () => (await store.reads.page(ALL)).alarms.map(({ count }) => count),
    alarms: async () => {
      const { alarms } = await store.reads.page(ALL)
      return alarms.map(({ cause, state, resident }) => `${resident ?? ''} ${cause} ${state}`)
    },
  }
}

test('a controller that beats every five minutes is missed after three of them, once, until it is heard', async () => {
  const desk = await openDesk()
  await desk.tell('P1', 'PI')
  desk.at(5)
  await desk.tell('P2', 'PI')
  desk.at(19.9)
  await desk.look()
  expect(await desk.alarms()).toEqual([])
  desk.at(20)
  await desk.look()
  desk.at(30)
  await desk.look()
  expect(await desk.alarms()).toEqual(['4711 device-silent raised'])
  desk.at(60)
  await desk.tell('P3', 'PI')
  expect(await desk.alarms()).toEqual(['4711 device-silent cancelled'])
  desk.at(75)
  await desk.look()
  expect(await desk.alarms()).toHaveLength(2)
})

test('two nodes that look at the same time raise one alarm', async () => {
  const desk = await openDesk()
  await desk.tell('P1', 'PI')
  desk.at(31)
  await Promise.all([desk.look(), desk.look()])
  expect(await desk.alarms()).toEqual(['4711 device-silent raised'])
})

test('a call is heard, too, and ends the silence; one that never beats is not missed', async () => {
  const desk = await openDesk()
  await desk.tell('P1', 'PI')
  await desk.tell('R1', 'ME', '4712')
  desk.at(31)
  await desk.look()
  desk.at(32)
  await desk.tell('R2', 'ME')
  expect(await desk.alarms()).toEqual([
    '4712 help-call raised',
    '4711 device-silent cancelled',
    '4711 help-call raised',
  ])
  desk.at(600)
  await desk.look()
  expect((await desk.alarms()).filter((line) => line.startsWith('4712'))).toEqual(['4712 help-call raised'])
})

test('the same reference is the same document for 24 hours, and then another one', async () => {
  const desk = await openDesk()
  await desk.tell('R1', 'ME')
  desk.at(23 * 60)
  await desk.look()
  await desk.tell('R1', 'ME')
  expect(await desk.counts()).toEqual([1])
  desk.at(25 * 60)
  await desk.look()
  expect(await desk.tell('R1', 'ME')).toContain('<snu>0</snu>')
  expect(await desk.counts()).toEqual([2])
})
