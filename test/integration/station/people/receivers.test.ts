/** To whom an alarm may be handed over: who is here is said first, and whom it would not reach is said as well. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ResidentsHouse } from '../residents/residents-house.ts'
import { codeOf } from './people-house.ts'

let house: ResidentsHouse

beforeEach(async () => {
  house = await ResidentsHouse.open()
})
afterEach(() => house.end())

async function aFall(): Promise<string> {
  await house.says('204', 'fall')
  return [...house.parts.state.book.open()][0]?.id ?? ''
}

test('those on duty come first, then who has a screen open, then the others; technicians last', async () => {
  const alarmId = await aFall()
  const mona = await house.as('mona')
  await mona.shift.start({ by: 'mona', soundCheck: 'heard' })
  const tuva = await house.as('tuva')
  await tuva.shift.start({ by: 'tuva', soundCheck: 'heard' })
  const kari = await house.as('kari')
  const { receivers } = await kari.people.receivers({ by: 'kari', alarmId })
  expect(receivers.map(({ personId, duty, hasScreen }) => [personId, duty, hasScreen])).toEqual([
    ['mona', 'on-duty', true],
    ['kari', 'off-duty', true],
    ['anne', 'off-duty', false],
    ['tuva', 'on-duty', true],
  ])
})

test('before anybody has begun a shift nobody is said to be off duty', async () => {
  const alarmId = await aFall()
  const kari = await house.as('kari')
  const { receivers } = await kari.people.receivers({ by: 'kari', alarmId })
  expect(receivers.map(({ duty }) => duty)).toEqual([null, null, null, null])
})

test('neither whoever has it nor the carer who calls for help in it', async () => {
  const kari = await house.as('kari')
  const { alarm } = await kari.night.askForHelp({ by: 'kari', alarmId: null })
  const { alarmId, revision } = alarm
  const mona = await house.as('mona')
  await mona.alarm.acknowledge({ alarmId, by: 'mona', seenRevision: revision })
  const { receivers } = await mona.people.receivers({ by: 'mona', alarmId })
  expect(receivers.map(({ personId }) => personId)).toEqual(['anne', 'tuva'])
})

test('nobody’s number goes with the list, and nothing is noted of a look at it', async () => {
  const alarmId = await aFall()
  const kari = await monaHasNumber()
  const { receivers } = await kari.people.receivers({ by: 'kari', alarmId })
  expect(receivers.map(({ personId }) => personId)).toContain('mona')
  expect(JSON.stringify(receivers)).not.toContain('90 00 00 01')
  expect(await looks()).toEqual([])
})

test('the number of whoever got the alarm is told to those who may call, and each look is in the audit log', async () => {
  const alarmId = await aFall()
  const kari = await monaHasNumber()
  const { alarm } = await kari.alarm.acknowledge({ alarmId, by: 'kari', seenRevision: 1 })
  const ofMona = { by: 'kari', alarmId, personId: 'mona' }
  // Not hers yet: there is nothing to tell her.
  expect(await codeOf(kari.people.receiverNumber(ofMona))).toBe('no-reason-for-number')
  await kari.alarm.handOver({ alarmId, by: 'kari', to: 'mona', seenRevision: alarm.revision })
  expect(await kari.people.receiverNumber(ofMona)).toEqual({ phone: '90 00 00 01' })
  const tuva = await house.as('tuva')
  expect(await codeOf(tuva.people.receiverNumber({ ...ofMona, by: 'tuva' }))).toBe('not-allowed')
  expect(await codeOf(kari.people.receiverNumber({ ...ofMona, personId: 'anne' }))).toBe(
    'no-reason-for-number',
  )
  const data = JSON.stringify({ alarm: alarmId })
  expect(await looks()).toEqual([
    { who: 'kari', action: 'people.number-refused', subject: 'mona', data },
    { who: 'kari', action: 'people.number-seen', subject: 'mona', data },
    { who: 'kari', action: 'people.number-refused', subject: 'anne', data },
  ])
})

test('of an alarm that is over nobody’s number is told', async () => {
  const alarmId = await aFall()
  const kari = await monaHasNumber()
  const mona = await house.as('mona')
  const { alarm } = await mona.alarm.acknowledge({ alarmId, by: 'mona', seenRevision: 1 })
  const outcome = { kind: 'helped-unhurt', words: null } as const
  await mona.alarm.resolve({ alarmId, by: 'mona', seenRevision: alarm.revision, outcome })
  const ofMona = { by: 'kari', alarmId, personId: 'mona' }
  expect(await codeOf(kari.people.receiverNumber(ofMona))).toBe('no-reason-for-number')
})

async function monaHasNumber() {
  const anne = await house.as('anne')
  await anne.people.change({
    by: 'anne',
    personId: 'mona',
    name: 'Mona Lie',
    role: 'manager',
    phone: '90 00 00 01',
  })
  return house.as('kari')
}

const looks = () =>
  house.rows(
    `SELECT actor_id AS who, action, subject, data FROM audit_entries WHERE action LIKE 'people.number%' ORDER BY position`,
  )
