/** Two rules over time about one person, and what a restart makes of them. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EventKind, EventValue } from '../../../../shared/domain/device-event.ts'
import { WholeEngine } from '../../../support/whole-engine.ts'

const MINUTE = 60_000
const KARI = { kind: 'person', id: 'kari' } as const

let folder: string
let night: WholeEngine
let words: number

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tryggvakt-rules-'))
  await WholeEngine.prepare(folder)
  night = await WholeEngine.open(folder, Date.parse('2026-11-21T01:40:00+01:00'))
  words = 0
})

afterEach(async () => {
  await night.close()
  await rm(folder, { recursive: true, force: true })
})

async function says(deviceId: string, kind: EventKind, value: EventValue): Promise<void> {
  words += 1
  await night.hears([{ id: `event-${String(words)}`, deviceId, kind, value }])
  await night.look()
}

const care = () => night.open().filter(({ category }) => category === 'care')

async function takes(type: 'acknowledged' | 'released'): Promise<void> {
  const [alarm] = care()
  if (alarm === undefined) throw new Error('no alarm is open')
  const seenRevision = alarm.revision
  const input = type === 'released' ? { type, actor: KARI } : { type, actor: KARI, seenRevision }
  expect(await night.core.desk.take(alarm.id, input)).toMatchObject({ ok: true })
}

test('the door stands open and nobody is back: each rings for itself and ends with its own', async () => {
  await says('door-204', 'door', true)
  await night.pass(6 * MINUTE)
  expect(care()).toMatchObject([{ cause: 'door', ringing: true }])
  // Somebody sees to the door; that nobody has been noticed inside for a quarter of an hour is another matter.
  await takes('acknowledged')
  await night.pass(10 * MINUTE)
  expect(care()).toMatchObject([
    { cause: 'door', state: 'acknowledged', ringing: false },
    { cause: 'door', code: 'nobody-back', count: 1, ringing: true },
  ])
  night = await night.restart()
  // She is back, and her door still stands open.
  await says('pir-204', 'motion', 'active')
  expect(care()).toMatchObject([{ cause: 'door', state: 'acknowledged', restoredAt: null }])
  await takes('released')
  await says('door-204', 'door', false)
  expect(care()).toEqual([])
})

test('taken, over, and given back: a restart neither tells again that it is over nor ends it', async () => {
  await says('bed-204', 'bed', false)
  await night.pass(31 * MINUTE)
  await takes('acknowledged')
  await says('bed-204', 'bed', true)
  await takes('released')
  const before = care()
  expect(before).toMatchObject([{ cause: 'bed', state: 'raised', ringing: true }])
  night = await night.restart()
  expect(care()).toEqual(before)
})

test('a door that a technician opened for its test and left open is watched from the end of the test', async () => {
  night.tested.add('door-204')
  await says('door-204', 'door', true)
  await night.pass(20 * MINUTE)
  expect(care()).toEqual([])
  night.tested.delete('door-204')
  await night.pass(4 * MINUTE)
  expect(care()).toEqual([])
  await night.pass(2 * MINUTE)
  expect(care()).toMatchObject([{ cause: 'door', deviceId: 'door-204', count: 1 }])
})

test('a door that rang a moment ago is heard again when it confirms that she is out of bed', async () => {
  await says('bed-204', 'bed', false)
  await night.pass(20 * MINUTE)
  await says('door-204', 'door', true)
  await night.pass(6 * MINUTE)
  await says('door-204', 'door', false)
  await night.pass(MINUTE)
  await says('door-204', 'door', true)
  await night.pass(4 * MINUTE)
  expect(care()).toMatchObject([{ cause: 'bed', priority: 'high' }])
  await night.pass(2 * MINUTE)
  expect(care().map(({ cause, priority, ringing }) => [cause, priority, ringing])).toEqual([
    ['bed', 'critical', true],
    ['door', 'critical', true],
  ])
  // At once, and not when the next level was called because nobody had heard it.
  const raised = await night.core.rows(
    `SELECT reason, json_extract(data, '$.quiet') AS quiet FROM alarm_actions WHERE type = 'raised' ORDER BY position`,
  )
  expect(raised.at(-1)).toEqual({ reason: 'confirmed', quiet: null })
})
