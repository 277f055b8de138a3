/** To whom an alarm may be handed over: who is here is said first, and whom it would not reach is said as well. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ResidentsHouse } from '../residents/residents-house.ts'

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

test('numbers are for those who may call, and each look at them is in the audit log', async () => {
  const alarmId = await aFall()
  const anne = await house.as('anne')
  const wish = {
    by: 'anne',
    personId: 'mona',
    name: 'Mona Lie',
    role: 'manager',
    phone: '90 00 00 01',
  } as const
  await anne.people.change(wish)
  const phoneOfMona = async (id: 'kari' | 'tuva') => {
    const { receivers } = await (await house.as(id)).people.receivers({ by: id, alarmId })
    return receivers.find(({ personId }) => personId === 'mona')?.phone
  }
  expect(await phoneOfMona('tuva')).toBeNull()
  expect(await phoneOfMona('kari')).toBe('90 00 00 01')
  const looks = await house.rows<{ who: string }>(
    `SELECT actor_id AS who FROM audit_entries WHERE action = 'people.numbers-seen' AND subject = '${alarmId}'`,
  )
  expect(looks.map(({ who }) => who)).toEqual(['kari'])
})
