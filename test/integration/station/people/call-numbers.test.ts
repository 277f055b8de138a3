/** Telephone numbers of the staff and of the centre: who writes them, who sees them, and where they stand. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CONFIGURATION, ResidentsHouse } from '../residents/residents-house.ts'
import { codeOf } from '../technician/technician-house.ts'

const ALWAYS = { days: [1, 2, 3, 4, 5, 6, 7], hours: { from: 0, to: 0 } }

let house: ResidentsHouse

beforeEach(async () => {
  house = await ResidentsHouse.open()
})
afterEach(() => house.end())

const audit = (action: string) =>
  house.rows<{ who: string; subject: string; data: string }>(
    `SELECT actor_id AS who, subject, data FROM audit_entries WHERE action = '${action}' ORDER BY position`,
  )
const paper = async () => {
  await house.parts.residents.paper.look()
  return await readFile(join(house.folder, 'residents.html'), 'utf8')
}

async function fall(): Promise<string> {
  await house.says('204', 'fall')
  const [alarm] = [...house.parts.state.book.open()]
  if (alarm === undefined) throw new Error('no fall is open')
  return alarm.id
}

test('an administrator writes a number; it is kept, read by those who keep people, and never in the log', async () => {
  const anne = await house.as('anne')
  const mona = { by: 'anne', personId: 'mona', name: 'Mona Lie', role: 'manager' } as const
  await anne.people.change({ ...mona, phone: ' +47 90 00 00 01 ' })
  // A client that knows nothing of numbers takes none away.
  await anne.people.change({ ...mona, name: 'Mona B. Lie' })
  const { personId } = await anne.people.add({
    by: 'anne',
    name: 'Per Holm',
    role: 'caregiver',
    phone: 'sip:per@tlf.example',
  })
  await house.restart()
  const again = await house.as('anne')
  const { people } = await again.people.list()
  const phoneOf = (id: string) => people.find((one) => one.id === id)?.phone
  expect([phoneOf('mona'), phoneOf(personId), phoneOf('kari')]).toEqual([
    '+47 90 00 00 01',
    'sip:per@tlf.example',
    null,
  ])
  expect(await codeOf((await house.as('kari')).people.list())).toBe('not-allowed')
  await again.people.change({ ...mona, phone: null })
  expect((await again.people.list()).people.find(({ id }) => id === 'mona')?.phone).toBeNull()

  const changes = (await audit('person.changed')).map(({ data }) => JSON.parse(data) as unknown)
  expect(changes).toEqual([
    { role: 'manager', fields: 'phone' },
    { role: 'manager' },
    { role: 'manager', fields: 'phone' },
  ])
  expect(JSON.stringify(await house.rows('SELECT data, subject FROM audit_entries'))).not.toMatch(/90 00|tlf/)
})

test.each(['90', 'ring meg', 'tel:90000001', 'sip:mona', '+47 90 00 00 01; DROP'])(
  '%s is no number',
  async (phone) => {
    const anne = await house.as('anne')
    const wish = { by: 'anne', personId: 'mona', name: 'Mona Lie', role: 'manager', phone } as const
    await expect(anne.people.change(wish)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect(await audit('person.changed')).toEqual([])
  },
)

test('with an alarm the shift sees who is called next, in order, and the centre; each look is noted', async () => {
  const anne = await house.as('anne')
  await anne.people.change({
    by: 'anne',
    personId: 'mona',
    name: 'Mona Lie',
    role: 'manager',
    phone: '90 00 00 01',
  })
  await anne.house.setOnCall({ by: 'anne', plan: [{ personId: 'mona', ...ALWAYS }] })
  await anne.house.setCentre({ by: 'anne', paths: [], heartbeatSeconds: 60, phone: '+47 22 00 00 00' })
  const kari = await house.as('kari')
  await kari.shift.start({ by: 'kari', soundCheck: 'heard' })
  await anne.shift.start({ by: 'anne', soundCheck: 'not-done' })
  const alarmId = await fall()
  expect(await kari.people.numbers({ by: 'kari', alarmId })).toEqual({
    colleagues: [
      { personId: 'mona', name: 'Mona Lie', role: 'manager', phone: '90 00 00 01' },
      { personId: 'anne', name: 'anne Nordmann', role: 'administrator', phone: null },
    ],
    centre: '+47 22 00 00 00',
  })
  expect(await audit('people.numbers-seen')).toEqual([{ who: 'kari', subject: alarmId, data: '{}' }])

  const tuva = await house.as('tuva')
  expect(await codeOf(tuva.people.numbers({ by: 'tuva', alarmId }))).toBe('not-allowed')
  expect(await codeOf(kari.people.numbers({ by: 'kari', alarmId: 'none' }))).toBe('unknown-alarm')
  // A client that knows nothing of the number leaves it, null forgets it.
  await anne.house.setCentre({ by: 'anne', paths: [], heartbeatSeconds: 30 })
  expect((await kari.people.numbers({ by: 'kari', alarmId })).centre).toBe('+47 22 00 00 00')
  await anne.house.setCentre({ by: 'anne', paths: [], heartbeatSeconds: 30, phone: null })
  expect((await kari.people.numbers({ by: 'kari', alarmId })).centre).toBeNull()
})

test('the paper says whom to call, anew when a number, the order or the centre changes', async () => {
  const anne = await house.as('anne')
  expect(await paper()).not.toContain('mona Nordmann')
  const mona = { by: 'anne', personId: 'mona', name: 'Mona Lie', role: 'manager' } as const
  await anne.people.change({ ...mona, phone: '90 00 00 01' })
  expect(await paper()).toContain('Mona Lie <a href="tel:90000001">')
  await anne.house.setOnCall({
    by: 'anne',
    plan: [
      { personId: 'kari', ...ALWAYS },
      { personId: 'mona', days: [6, 7], hours: { from: 1320, to: 420 } },
    ],
  })
  const planned = await paper()
  expect(planned.indexOf('kari Nordmann (nummer ikke lagt inn)')).toBeGreaterThan(0)
  expect(planned.indexOf('Mona Lie')).toBeGreaterThan(planned.indexOf('kari Nordmann'))
  expect(planned).toContain('lør., søn. kl. 22:00–07:00')
  await anne.house.setCentre({ by: 'anne', paths: [], heartbeatSeconds: 60, phone: '+47 22 00 00 00' })
  expect(await paper()).toContain('href="tel:+4722000000"')
  await anne.people.leave({ by: 'anne', personId: 'mona' })
  expect(await paper()).not.toContain('Mona Lie')
})

test('the file may name the centre’s number; one written on a screen stands until the file names another', async () => {
  const anne = await house.as('anne')
  await anne.house.setCentre({ by: 'anne', paths: [], heartbeatSeconds: 60, phone: '+47 22 00 00 00' })
  const careCentre = { paths: [], phone: '+47 23 00 00 00' }
  await house.restart({ ...CONFIGURATION, careCentre })
  expect((await (await house.as('anne')).house.view()).centre.phone).toBe('+47 23 00 00 00')
})
