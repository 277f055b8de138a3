import { afterEach, beforeEach, expect, test } from 'vitest'
import { readChain } from '../../../../station/store/chain-rows.ts'
import { newFolder, openCore, removeFolder, says, type StationCore } from '../station-core.ts'

const kari = { kind: 'person', id: 'kari' } as const
const ola = { kind: 'person', id: 'ola' } as const

let folder: string
let core: StationCore
let alarmId: string

beforeEach(async () => {
  folder = await newFolder()
  core = await openCore(folder)
  await core.intake.take([says('204', 'fall')])
  alarmId = [...core.book.open()][0]?.id ?? 'none'
})

afterEach(async () => {
  await core.close()
  await removeFolder(folder)
})

const resolved = (seenRevision: number) =>
  ({
    type: 'resolved',
    actor: kari,
    seenRevision,
    outcome: { kind: 'other', words: 'Ingrid slept on the floor' },
  }) as const

test('of two who acknowledge at once the first wins and the second sees who won', async () => {
  const [first, second] = await Promise.all([
    core.desk.take(alarmId, { type: 'acknowledged', actor: kari, seenRevision: 1 }),
    core.desk.take(alarmId, { type: 'acknowledged', actor: ola, seenRevision: 1 }),
  ])
  expect(first).toMatchObject({ ok: true, alarm: { ownerId: 'kari', state: 'acknowledged' } })
  expect(second).toEqual({ ok: false, code: 'already-taken', ownerId: 'kari' })
  expect(await core.rows("SELECT actor_id FROM alarm_actions WHERE type = 'acknowledged'")).toEqual([
    { actor_id: 'kari' },
  ])
})

test('an alarm nobody knows is refused and writes nothing', async () => {
  const result = await core.desk.take('no-such-alarm', { type: 'acknowledged', actor: kari, seenRevision: 1 })
  expect(result).toEqual({ ok: false, code: 'unknown-alarm', ownerId: null })
  expect(await core.rows('SELECT 1 FROM audit_entries')).toHaveLength(1)
})

test('a closed alarm takes no answer; reopened it rings again with the same number', async () => {
  await core.desk.take(alarmId, resolved(1))
  expect(core.book.size).toBe(0)
  const late = await core.desk.take(alarmId, { type: 'acknowledged', actor: ola, seenRevision: 1 })
  expect(late).toEqual({ ok: false, code: 'not-in-this-state', ownerId: 'kari' })
  await core.desk.reopen(alarmId, { id: ola.id, readsOfResidents: true }, [])
  expect(core.book.get(alarmId)).toMatchObject({ state: 'raised', ringing: true, revision: 3 })
})

test('a fall that came after the caregiver looked is not closed unseen', async () => {
  await core.intake.take([says('204', 'fall')])
  expect(await core.desk.take(alarmId, resolved(1))).toMatchObject({ ok: false, code: 'changed-since-seen' })
  expect(await core.desk.take(alarmId, resolved(2))).toMatchObject({ ok: true })
})

test('words stay in the building: one table has them, no message and no audit entry', async () => {
  await core.desk.take(alarmId, resolved(1))
  expect(await core.rows('SELECT words FROM action_words')).toEqual([{ words: 'Ingrid slept on the floor' }])
  const elsewhere = JSON.stringify([
    await core.rows('SELECT * FROM outbox_messages'),
    await core.rows('SELECT * FROM alarm_actions'),
    await core.rows('SELECT * FROM audit_entries'),
    await core.rows('SELECT * FROM alarms'),
  ])
  expect(elsewhere).not.toContain('Ingrid')
})

test('the cause of a false alarm is stored with the step, read back and told to the centre', async () => {
  const outcome = { kind: 'false-alarm', falseCause: 'pet-or-object', words: null } as const
  await core.desk.take(alarmId, { type: 'resolved', actor: kari, seenRevision: 1, outcome })
  const { actions } = await readChain(core.store.reader.manager, alarmId)
  expect(actions.at(-1)?.data).toMatchObject({ outcome: 'false-alarm', falseCause: 'pet-or-object' })
  const [sent] = await core.rows<{ body: string }>(
    "SELECT body FROM outbox_messages WHERE type = 'alarm.resolved'",
  )
  expect(JSON.parse(sent?.body ?? '')).toMatchObject({
    data: { outcome: 'false-alarm', falseCause: 'pet-or-object' },
  })
})

test('why an alarm rang is answered with its first step and the newest ones, however often it rang', async () => {
  await core.intake.take(Array.from({ length: 1_200 }, () => says('204', 'fall')))
  const { actions, events, deliveries } = await readChain(core.store.reader.manager, alarmId)
  expect(actions.map(({ sequence }) => sequence).slice(0, 2)).toEqual([1, 1162])
  expect(actions).toHaveLength(41)
  expect(deliveries.size).toBe(41)
  expect(events).toHaveLength(21)
  expect(events[0]?.id).toBe(actions[0]?.data.eventId)
})
