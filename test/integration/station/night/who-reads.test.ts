/** Who reads what was: reports, remarks, notes and alarms of the past, as their screens ask for them. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { PATIENTLY } from '../../../support/wait-until.ts'
import { ResidentsHouse } from '../residents/residents-house.ts'
import { codeOf } from '../technician/technician-house.ts'

const NOTE = 'Ingrid var redd og ville ikke gå tilbake til badet'
const CLOSED = { kind: 'helped-unhurt', words: null } as const

let house: ResidentsHouse

beforeEach(async () => {
  house = await ResidentsHouse.open()
})
afterEach(() => house.end())

/** A fall with a note, and an hour of a shift with remarks. */
async function aNight() {
  const kari = await house.as('kari')
  await kari.shift.start({ by: 'kari', soundCheck: 'heard' })
  const { shiftId } = (await kari.shift.state()).onDuty[0] ?? { shiftId: '' }
  await house.says('204', 'fall')
  const alarmId = [...house.parts.state.book.open()].find(({ cause }) => cause === 'fall')?.id ?? ''
  await kari.alarm.note({ alarmId, by: 'kari', seenRevision: 1, words: NOTE })
  await kari.night.remark({ by: 'kari', shiftId, seenRevision: 0, words: 'Se til Ingrid i 204' })
  return { kari, shiftId, alarmId }
}

async function looks(): Promise<string[]> {
  const entries = await house.rows<{ who: string; action: string; subject: string }>(
    `SELECT actor_id AS who, action, subject FROM audit_entries WHERE action LIKE '%-seen' ORDER BY position`,
  )
  return entries.map(({ who, action, subject }) => `${who} ${action} ${subject}`)
}

async function refusals(): Promise<string[]> {
  const entries = await house.rows<{ who: string; subject: string; code: string }>(
    `SELECT actor_id AS who, subject, json_extract(data, '$.code') AS code FROM audit_entries
     WHERE action = 'call.refused' AND subject = 'alarm.reopen'`,
  )
  return entries.map(({ who, subject, code }) => `${who} ${subject} ${code}`)
}

describe('a technician', () => {
  test('reads no report, writes no remark and searches nobody', async () => {
    const { shiftId } = await aNight()
    const tuva = await house.as('tuva')
    expect(await codeOf(tuva.night.shiftReport({ by: 'tuva', shiftId }))).toBe('not-allowed')
    expect(await codeOf(tuva.night.remark({ by: 'tuva', shiftId, seenRevision: 1, words: '' }))).toBe(
      'not-allowed',
    )
    const terms = [{ text: 'ingrid', causes: [], placements: [] }]
    expect(await codeOf(tuva.night.search({ terms }))).toBe('not-allowed')
    expect(await looks()).toEqual([])
  })

  test('begins and ends a shift and sees who is on, and not what was written of residents', async () => {
    const { kari } = await aNight()
    await kari.shift.end({ by: 'kari' })
    const tuva = await house.as('tuva')
    await tuva.shift.start({ by: 'tuva', soundCheck: 'not-done' })
    const { onDuty, before } = await tuva.shift.state()
    expect(onDuty.map(({ personId }) => personId)).toEqual(['tuva'])
    expect(before.map(({ personId, remarks }) => [personId, remarks])).toEqual([['kari', null]])
    await tuva.shift.end({ by: 'tuva' })
  })

  test('may raise an alarm of whoever lies on the floor, by flat, without a list of names', async () => {
    const tuva = await house.as('tuva')
    const { homes } = await tuva.night.homes()
    expect(homes.map(({ unit, name }) => [unit, name])).toEqual([
      ['204', null],
      ['205', null],
    ])
    const report = { by: 'tuva', cause: 'fall', residentId: 'r-204', place: null, words: null } as const
    expect((await tuva.night.report(report)).alarm).toMatchObject({ cause: 'fall', ringing: true })
    const { homes: named } = await (await house.as('kari')).night.homes()
    expect(named.map(({ name }) => name)).toEqual(['Ingrid Solberg', 'Olav Berg'])
  })

  test('sees why an alarm rings, without the notes of those who care; what is over is not theirs', async () => {
    const { kari, alarmId } = await aNight()
    const tuva = await house.as('tuva')
    const chain = await tuva.alarm.chain({ alarmId })
    expect(chain.steps.map(({ type }) => type)).toEqual(['raised', 'note'])
    expect(chain.events).toHaveLength(1)
    expect(JSON.stringify(chain)).not.toContain('redd')
    expect(JSON.stringify(await kari.alarm.chain({ alarmId }))).toContain(NOTE)
    await kari.alarm.resolve({ alarmId, by: 'kari', seenRevision: 2, outcome: CLOSED })
    expect(await codeOf(tuva.alarm.chain({ alarmId }))).toBe('not-allowed')
  })

  test('opens nothing again that is over, so that it is theirs to read; the audit log says that they tried', async () => {
    const { kari, alarmId } = await aNight()
    await kari.alarm.resolve({ alarmId, by: 'kari', seenRevision: 2, outcome: CLOSED })
    const tuva = await house.as('tuva')
    const again = { alarmId, by: 'tuva', seenRevision: 4 } as const
    expect(await codeOf(tuva.alarm.reopen(again))).toBe('reopen-not-yours')
    expect(await codeOf(tuva.alarm.chain({ alarmId }))).toBe('not-allowed')
    await vi.waitFor(async () => {
      expect(await refusals()).toEqual(['tuva alarm.reopen reopen-not-yours'])
    }, PATIENTLY)
    expect((await kari.alarm.reopen({ ...again, by: 'kari' })).alarm.state).toBe('raised')
  })

  test('takes back their own mistake for ten seconds, also of a fall and what stood beside it', async () => {
    const { alarmId } = await aNight()
    await house.says('204', 'help-call')
    const call = [...house.parts.state.book.open()].find(({ cause }) => cause === 'help-call')?.id ?? ''
    const tuva = await house.as('tuva')
    const alongside = [{ alarmId: call, seenRevision: 1 }]
    await tuva.alarm.resolve({ alarmId, by: 'tuva', seenRevision: 2, outcome: CLOSED, alongside })
    house.clock.pass(9_000)
    await tuva.alarm.reopen({ alarmId, by: 'tuva', seenRevision: 3, alongside })
    expect([...house.parts.state.book.open()].map(({ state }) => state)).toEqual(['raised', 'raised'])
    await tuva.alarm.resolve({ alarmId, by: 'tuva', seenRevision: 4, outcome: CLOSED })
    house.clock.pass(20_000)
    expect(await codeOf(tuva.alarm.reopen({ alarmId, by: 'tuva', seenRevision: 5 }))).toBe('reopen-not-yours')
  })
})

test('what was closed the day before yesterday is opened by nobody: what happens now is an alarm of its own', async () => {
  const { kari, alarmId } = await aNight()
  await kari.alarm.resolve({ alarmId, by: 'kari', seenRevision: 2, outcome: CLOSED })
  house.clock.pass(25 * 60 * 60_000)
  const mona = await house.as('mona')
  expect(await codeOf(mona.alarm.reopen({ alarmId, by: 'mona', seenRevision: 4 }))).toBe('reopen-too-late')
  await vi.waitFor(async () => {
    expect(await refusals()).toEqual(['mona alarm.reopen reopen-too-late'])
  }, PATIENTLY)
})

test('a report stands in the audit log once for each person and each opening of it, before it is shown', async () => {
  const { kari, shiftId } = await aNight()
  await kari.night.shiftReport({ by: 'kari', shiftId, openedAt: 1_000 })
  await kari.night.shiftReport({ by: 'kari', shiftId, openedAt: 1_000 })
  const mona = await house.as('mona')
  await mona.night.shiftReport({ by: 'mona', shiftId, openedAt: 1_000 })
  await mona.night.shiftReport({ by: 'mona', shiftId, openedAt: 2_000 })
  expect(await looks()).toEqual([
    `kari shift.report-seen ${shiftId}`,
    `mona shift.report-seen ${shiftId}`,
    `mona shift.report-seen ${shiftId}`,
  ])
  expect(await house.auditIsWhole()).toBe(true)
})

test('reading what the last shift wrote, and an alarm that is over, stands there too; the open alarm does not', async () => {
  const { kari, shiftId, alarmId } = await aNight()
  await kari.shift.end({ by: 'kari' })
  const mona = await house.as('mona')
  await mona.alarm.chain({ alarmId })
  expect((await mona.shift.state()).before[0]?.remarks).toBe('Se til Ingrid i 204')
  await kari.alarm.resolve({ alarmId, by: 'kari', seenRevision: 2, outcome: CLOSED })
  await mona.alarm.chain({ alarmId })
  expect(await looks()).toEqual([`mona shift.remarks-seen ${shiftId}`, `mona alarm.past-seen ${alarmId}`])
})

describe('a locked screen', () => {
  test('calls for help at once; the station names who was last signed in there, also against what is claimed', async () => {
    const phone = house.locked('10.0.0.7')
    await phone.session.signIn({ personId: 'kari', pin: '482915' })
    await phone.session.signOut({ reason: 'signed-out' })
    expect(await phone.night.askForHelpLocked({ from: 'phone', lastPersonId: 'mona' })).toEqual({
      rang: true,
    })
    const [card] = await house.parts.view.openCards()
    expect(card).toMatchObject({
      cause: 'assistance',
      priority: 'critical',
      ringing: true,
      lockedCall: { from: 'phone', address: '10.0.0.7', lastPerson: { id: 'kari', name: 'kari Nordmann' } },
    })
    expect(card).not.toHaveProperty('carer')
    const close = { alarmId: card?.alarmId ?? '', by: 'kari', seenRevision: 1, outcome: CLOSED } as const
    expect(await codeOf(phone.alarm.resolve(close))).toBe('sign-in-required')
    expect(await codeOf(phone.alarm.chain({ alarmId: close.alarmId }))).toBe('sign-in-required')
  })

  test('with a name says where it stands, also when it is named while it calls', async () => {
    const id = '0199c0de-0000-7000-8000-000000000001'
    const tablet = house.locked('10.0.0.7', { screen: { id, kind: 'browser' } })
    await tablet.night.askForHelpLocked({ from: 'browser', lastPersonId: null })
    const screen = async () => (await house.parts.view.openCards())[0]?.lockedCall?.screen
    expect(await screen()).toBeUndefined()
    await house.parts.room.parts.screens.name('mona', id, 'Nettbrett nattevakt')
    expect(await screen()).toBe('Nettbrett nattevakt')
  })

  test('that is new here is believed to remember a person of the house, and nobody else', async () => {
    await house.locked('10.0.0.8').night.askForHelpLocked({ from: 'desk', lastPersonId: 'mona' })
    await house.locked('10.0.0.9').night.askForHelpLocked({ from: 'browser', lastPersonId: 'nobody' })
    const cards = await house.parts.view.openCards()
    expect(cards.map(({ lockedCall }) => lockedCall?.lastPerson?.id ?? null)).toEqual(['mona', null])
  })

  test('on which somebody signed in a moment ago calls in their name', async () => {
    const kari = await house.as('kari')
    await kari.night.askForHelpLocked({ from: 'browser', lastPersonId: null })
    const [card] = await house.parts.view.openCards()
    expect(card).toMatchObject({ carer: { id: 'kari' } })
  })
})
