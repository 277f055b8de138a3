import { expect, onTestFinished, test } from 'vitest'
import { ConfigurationSchema } from '../../../care-centre/configuration-schema.ts'
import { INTAKE_LIMITS, Intake } from '../../../care-centre/intake/intake.ts'
import { Callers } from '../../../care-centre/scaip/callers.ts'
import { watchDevices } from '../../../care-centre/scaip/device-watch.ts'
import { DocumentDesk } from '../../../care-centre/scaip/document-desk.ts'
import { HeardDevices } from '../../../care-centre/scaip/heard-devices.ts'
import { openStore } from '../../../care-centre/store/open-store.ts'
import type { DocumentType } from '../../../shared/scaip/document.ts'
import { temporaryFolder } from './centre-harness.ts'

const MINUTE = 60_000
const ALL = { state: 'all', stations: undefined, after: 0, limit: 100, withCentre: true } as const
const configuration = ConfigurationSchema.parse({
  municipalities: [
    {
      id: '5001',
      stations: [
        { id: 'homes', token: 'door', cids: ['4711', '4712'] },
        { id: 'speaking', token: 'other-door', cids: ['4713'], sip: { voice: { media: 1 } } },
      ],
    },
  ],
})

/** A receiver's inner half over a real database, with the time in the test's hand. */
async function openDesk() {
  const store = await openStore(await temporaryFolder())
  onTestFinished(() => store.close())
  let passed = 0
  let jumped = 0
  let ids = 0
  const now = (): number => Date.UTC(2026, 10, 21) + passed + jumped
  const monotonic = (): number => passed
  const failures: unknown[] = []
  const events = {
    onStored: () => undefined,
    onCannotStore: (_code: string, error: unknown) => failures.push(error),
  }
  const intake = new Intake(store.writes, { now, monotonic }, INTAKE_LIMITS, events)
  const callers = new Callers(configuration, undefined)
  let heard = new HeardDevices(monotonic)
  const open = () =>
    new DocumentDesk({
      intake,
      watch: { hear: () => undefined },
      heard,
      now,
      newId: () => `id-${(ids += 1)}`,
      onFailure: (error) => failures.push(error),
    })
  let desk = open()
  onTestFinished(() => expect(failures).toEqual([]))
  return {
    at: (minute: number) => {
      passed = minute * MINUTE
    },
    /** The wall clock is set, and no time passes. */
    jump: (minutes: number) => {
      jumped += minutes * MINUTE
    },
    /** What the node had in mind is gone. */
    restart: () => {
      heard = new HeardDevices(monotonic)
      desk = open()
    },
    tell: async (ref: string, mty: DocumentType, cid = '4711') => {
      const caller = callers.of(cid)
      if (caller === undefined) throw new Error('not configured')
      return desk.take({ ref, mty, cid, dty: mty === 'PI' ? 2 : 3, stc: 10 }, caller)
    },
    look: () => watchDevices({ store, intake, callers, heard, now }),
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

const HOUR = 60
const DAY = 24 * HOUR

async function beating() {
  const desk = await openDesk()
  await desk.tell('P1', 'PI')
  desk.at(5)
  await desk.tell('P2', 'PI')
  return desk
}

test('a clock that jumps an hour a minute after a beat makes nobody silent', async () => {
  const desk = await beating()
  desk.at(6)
  desk.jump(HOUR)
  await desk.look()
  expect(await desk.alarms()).toEqual([])
  desk.at(20)
  await desk.look()
  expect(await desk.alarms()).toEqual(['4711 device-silent raised'])
})

test('a clock that goes back a day hides no device that has fallen silent', async () => {
  const desk = await beating()
  desk.jump(-DAY)
  desk.at(19.9)
  await desk.look()
  expect(await desk.alarms()).toEqual([])
  desk.at(20)
  await desk.look()
  expect(await desk.alarms()).toEqual(['4711 device-silent raised'])
})

test('a clock that jumps a day between two beats does not make the device a slow one', async () => {
  const desk = await beating()
  desk.jump(DAY)
  desk.at(10)
  await desk.tell('P3', 'PI')
  desk.at(25)
  await desk.look()
  expect(await desk.alarms()).toEqual(['4711 device-silent raised'])
})

test('after a restart the wall clock tells how long ago it was heard, and the monotonic clock goes on from there', async () => {
  const desk = await beating()
  desk.at(10)
  desk.restart()
  await desk.look()
  desk.jump(-DAY)
  desk.at(19.9)
  await desk.look()
  expect(await desk.alarms()).toEqual([])
  desk.at(20)
  await desk.look()
  expect(await desk.alarms()).toEqual(['4711 device-silent raised'])
})

test('a call in the future, before the clock was set back, keeps nobody from being asked to call, once a minute', async () => {
  const desk = await openDesk()
  expect(await desk.tell('V1', 'ME', '4713')).toContain('<mre>1</mre>')
  desk.jump(-DAY)
  desk.at(2)
  expect(await desk.tell('V2', 'ME', '4713')).toContain('<mre>1</mre>')
  desk.at(2.5)
  expect(await desk.tell('V3', 'ME', '4713')).toContain('<mre>0</mre>')
})

test('a document of a year that never was is not taken for the same one', async () => {
  const desk = await openDesk()
  desk.jump(365 * DAY)
  await desk.tell('R1', 'ME')
  desk.jump(-365 * DAY)
  await desk.tell('R1', 'ME')
  expect(await desk.counts()).toEqual([2])
})
