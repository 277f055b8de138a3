/** Alarms that people raise, over a real database: the stages, the ladder and the centre as for every alarm. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ReportDesk } from '../../../../station/alarms/report-desk.ts'
import { readChain } from '../../../../station/store/chain-rows.ts'
import { newFolder, openCore, removeFolder, says, type StationCore } from '../station-core.ts'

const kari = { kind: 'person', id: 'kari' } as const
const ola = { kind: 'person', id: 'ola' } as const
const inBath = { cause: 'fall', residentId: 'r-204', place: 'bathroom' } as const

let folder: string
let core: StationCore
let reports: ReportDesk

beforeEach(async () => {
  folder = await newFolder()
  core = await openCore(folder)
  reports = new ReportDesk(core.parts)
})

afterEach(async () => {
  await core.close()
  await removeFolder(folder)
})

const open = () => [...core.book.open()]

test('a fall that was phoned in rings, waits for an answer and is told to the centre, with who reported it', async () => {
  const alarm = await reports.report(inBath, 'Datteren ringte, hun ligger på gulvet', kari)
  expect(core.book.get(alarm.id)).toMatchObject({
    cause: 'fall',
    category: 'care',
    priority: 'critical',
    residentId: 'r-204',
    placement: 'bathroom',
    deviceId: null,
    ringing: true,
    state: 'raised',
  })
  expect(core.parts.deadlines.of(alarm.id).answer).toMatchObject({ level: 0, spanMs: 60_000 })
  const { actions, words } = await readChain(core.store.reader.manager, alarm.id)
  expect(actions.map(({ type, reason, actor }) => [type, reason, actor.id])).toEqual([
    ['raised', 'reported-by-hand', 'kari'],
    ['note', 'noted', 'kari'],
  ])
  expect(words.get(2)).toContain('på gulvet')
  const sent = await core.rows<{ type: string; body: string }>('SELECT type, body FROM outbox_messages')
  expect(sent.map(({ type }) => type)).toEqual(['alarm.raised', 'alarm.note'])
  expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({ cause: 'fall', data: { by: 'kari' } })
  expect(JSON.stringify(sent)).not.toContain('gulvet')
})

test('reported twice it rings twice and is one alarm; what the radar says of it is one incident with it', async () => {
  const first = await reports.report(inBath, null, kari)
  await core.desk.take(first.id, { type: 'acknowledged', actor: kari, seenRevision: 1 })
  const again = await reports.report(inBath, null, ola)
  expect(again).toMatchObject({ id: first.id, count: 2, ringing: true })
  core.clock.wallNow = Date.parse('2026-11-21T03:40:20Z')
  await core.intake.take([says('204', 'fall')])
  expect(open()).toHaveLength(2)
  expect(new Set(open().map(({ incidentId }) => incidentId)).size).toBe(1)
})

test('two places where nobody lives are two alarms', async () => {
  await reports.report({ cause: 'fall', residentId: null, place: 'Korridor 2. etg.' }, null, kari)
  await reports.report({ cause: 'fall', residentId: null, place: 'Kjøkken' }, null, kari)
  await reports.report({ cause: 'fall', residentId: null, place: 'Kjøkken' }, null, kari)
  expect(open().map(({ placement, count }) => [placement, count])).toEqual([
    ['Korridor 2. etg.', 1],
    ['Kjøkken', 2],
  ])
})

test('a carer who asks for help is found where the alarm is that they are on, and is no part of its incident', async () => {
  core.clock.wallNow = Date.parse('2026-11-21T03:40:20Z')
  await core.intake.take([says('204', 'fall')])
  const fall = open()[0]
  await core.desk.take(fall?.id ?? '', { type: 'acknowledged', actor: kari, seenRevision: 1 })
  const call = await reports.askForHelp(kari, null)
  expect(call).toMatchObject({
    cause: 'assistance',
    priority: 'critical',
    subject: 'kari',
    residentId: 'r-204',
    placement: 'bathroom',
    ringing: true,
  })
  expect(call.incidentId).not.toBe(fall?.incidentId)
  // The resident calls as well: that is her incident, not the carer's.
  await core.intake.take([says('204', 'help-call')])
  const cord = open().find(({ cause }) => cause === 'help-call')
  expect(cord?.incidentId).toBe(fall?.incidentId)
})

test('whoever asked for help can’t answer it by habit; another one can, and they can close it themselves', async () => {
  const { id } = await reports.askForHelp(kari, null)
  for (const type of ['acknowledged', 'on-the-way', 'on-site'] as const) {
    expect(await core.desk.take(id, { type, actor: kari, seenRevision: 1 })).toMatchObject({
      ok: false,
      code: 'own-call',
    })
  }
  expect(await core.desk.take(id, { type: 'on-the-way', actor: ola, seenRevision: 1 })).toMatchObject({
    ok: true,
    alarm: { ownerId: 'ola', ringing: false },
  })
  const outcome = { kind: 'other', words: 'Beboeren roet seg' } as const
  expect(await core.desk.take(id, { type: 'resolved', actor: kari, seenRevision: 2, outcome })).toMatchObject(
    { ok: true },
  )
})

test('a carer’s call is never set aside; asked again it rings again', async () => {
  const call = await reports.askForHelp(kari, null)
  const until = core.clock.wall() + 60_000
  expect(
    await core.desk.shelve(call.id, {
      type: 'shelved',
      actor: ola,
      seenRevision: 1,
      until,
      why: 'known-cause',
      words: null,
    }),
  ).toMatchObject({ ok: false, code: 'never-shelved' })
  await core.desk.take(call.id, { type: 'acknowledged', actor: ola, seenRevision: 1 })
  expect(await reports.askForHelp(kari, null)).toMatchObject({ id: call.id, count: 2, ringing: true })
  expect(await reports.askForHelp(ola, null)).toMatchObject({ subject: 'ola', count: 1 })
})

const onPhone = { from: 'phone', lastPersonId: 'kari', address: '10.0.0.7', screenId: null } as const
const seconds = (count: number) => {
  core.clock.wallNow += count * 1000
  core.clock.monoNow += count * 1000
}

test('a locked screen calls in its own name, where its last user has an alarm, and keeps nobody from answering', async () => {
  core.clock.wallNow = Date.parse('2026-11-21T03:40:20Z')
  await core.intake.take([says('204', 'fall')])
  const fall = open()[0]
  await core.desk.take(fall?.id ?? '', { type: 'acknowledged', actor: kari, seenRevision: 1 })
  expect(await reports.askForHelpLocked(onPhone)).toEqual({ ok: true, rang: true })
  const call = open().find(({ cause }) => cause === 'assistance')
  expect(call).toMatchObject({
    priority: 'critical',
    residentId: 'r-204',
    placement: 'bathroom',
    ringing: true,
  })
  expect(call?.incidentId).not.toBe(fall?.incidentId)
  expect(core.parts.deadlines.of(call?.id ?? '').answer).toMatchObject({ level: 0, spanMs: 60_000 })
  const entries = await core.rows<{ actor_id: string; action: string; data: string }>(
    `SELECT actor_id, action, data FROM audit_entries WHERE subject = '${call?.id ?? ''}' ORDER BY position`,
  )
  expect(entries.map(({ actor_id: id, action }) => `${id} ${action}`)).toEqual([
    'locked-screen alarm.raised',
    'locked-screen help.asked-locked',
  ])
  expect(JSON.parse(entries[1]?.data ?? '')).toEqual({
    from: 'phone',
    address: '10.0.0.7',
    lastPerson: 'kari',
  })
  // It need not be Kari who pressed: she may be the one who comes.
  expect(
    await core.desk.take(call?.id ?? '', { type: 'acknowledged', actor: kari, seenRevision: 1 }),
  ).toMatchObject({ ok: true, alarm: { ownerId: 'kari' } })
})

test('presses of one frightened hand are one call; answered and pressed again it rings again', async () => {
  await reports.askForHelpLocked(onPhone)
  seconds(5)
  expect(await reports.askForHelpLocked(onPhone)).toEqual({ ok: true, rang: false })
  const [call] = open()
  await core.desk.take(call?.id ?? '', { type: 'acknowledged', actor: ola, seenRevision: 1 })
  expect(await reports.askForHelpLocked(onPhone)).toEqual({ ok: true, rang: true })
  expect(core.book.get(call?.id ?? '')).toMatchObject({ count: 2, ringing: true, ownerId: 'ola' })
  // Another phone is another call, also of the same last user.
  await reports.askForHelpLocked({ ...onPhone, address: '10.0.0.8' })
  expect(open()).toHaveLength(2)
})

test('who plays with it is slowed to one a minute, and is never shut out while a call of theirs is open', async () => {
  const outcome = { kind: 'false-alarm', falseCause: 'pressed-by-mistake', words: null } as const
  for (let round = 0; round < 5; round += 1) {
    expect(await reports.askForHelpLocked(onPhone)).toEqual({ ok: true, rang: true })
    const [call] = open()
    await core.desk.take(call?.id ?? '', { type: 'resolved', actor: ola, seenRevision: 1, outcome })
  }
  expect(await reports.askForHelpLocked(onPhone)).toEqual({ ok: false, waitSeconds: 60 })
  // Another screen is not made to wait for this one.
  expect(await reports.askForHelpLocked({ ...onPhone, address: '10.0.0.8' })).toMatchObject({ rang: true })
  seconds(60)
  expect(await reports.askForHelpLocked(onPhone)).toEqual({ ok: true, rang: true })
  seconds(15)
  expect(await reports.askForHelpLocked(onPhone)).toEqual({ ok: true, rang: false })
})
