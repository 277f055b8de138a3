import { afterEach, describe, expect, test } from 'vitest'
import { hashPin } from '../../../../station/people/pin.ts'
import { codeOf, firstOf, PeopleHouse, type HousePerson } from './people-house.ts'

let house: PeopleHouse

afterEach(() => house.end())

async function adminHouse(): Promise<ReturnType<PeopleHouse['screen']>> {
  house = await PeopleHouse.open([
    { id: 'anne', role: 'administrator', pin: await hashPin('482915') },
    { id: 'kari', role: 'caregiver' },
  ])
  const screen = house.screen()
  await screen.api.session.signIn({ personId: 'anne', pin: '482915' })
  return screen
}

describe('the first start', () => {
  test('makes the administrator on a screen of this machine, with a code of their own, once', async () => {
    house = await PeopleHouse.open([])
    const far = house.screen(undefined, '192.0.2.7')
    const near = house.screen()
    const wish = { name: 'Anne Lie', pin: '482915' }
    expect(await firstOf(await near.api.session.changes())).toMatchObject({
      needsAdministrator: true,
      isGuarded: false,
    })
    expect(await codeOf(far.api.session.makeAdministrator(wish))).toBe('not-on-this-machine')
    expect(await codeOf(near.api.session.makeAdministrator({ ...wish, pin: '111111' }))).toBe(
      'pin-too-simple',
    )
    const { personId } = await near.api.session.makeAdministrator(wish)
    expect(near.connection.session?.personId).toBe(personId)
    expect(await firstOf(await near.api.session.changes())).toMatchObject({
      person: { name: 'Anne Lie', role: 'administrator' },
      needsAdministrator: false,
      isGuarded: true,
    })
    expect(await codeOf(near.api.session.makeAdministrator(wish))).toBe('administrator-known')
    expect(await house.told()).toEqual([
      `${personId} person.first-administrator`,
      `${personId} person.signed-in`,
    ])
  })

  test('who was added on a screen stays when the file changes', async () => {
    house = await PeopleHouse.open([{ id: 'kari', role: 'caregiver' }])
    const { personId } = await house
      .screen()
      .api.session.makeAdministrator({ name: 'Anne Lie', pin: '482915' })
    await house.restart([{ id: 'ola', role: 'caregiver' }])
    expect(house.room.parts.roster.people().map(({ id }) => id)).toEqual([personId, 'ola'])
  })
})

describe('a house where an administrator and nobody has a code', () => {
  const openHouse = async (): Promise<ReturnType<PeopleHouse['screen']>> => {
    house = await PeopleHouse.open([
      { id: 'anne', role: 'administrator' },
      { id: 'mona', role: 'administrator' },
      { id: 'kari', role: 'caregiver' },
    ])
    return house.screen()
  }

  test('gives its first code to an administrator: nobody else’s code locks them out', async () => {
    const { api } = await openHouse()
    const ola = { by: 'anne', name: 'Ola Hansen', role: 'caregiver' } as const
    expect(await codeOf(api.people.add(ola))).toBe('administrator-code-first')
    expect(await codeOf(api.people.resetPin({ by: 'anne', personId: 'kari' }))).toBe(
      'administrator-code-first',
    )
    const kari = house.screen()
    await kari.api.session.signIn({ personId: 'kari' })
    expect(await codeOf(kari.api.session.changePin({ pin: '000000', newPin: '918273' }))).toBe(
      'administrator-code-first',
    )
    const { code } = await api.people.resetPin({ by: 'anne', personId: 'anne' })
    await api.session.signIn({ personId: 'anne', pin: code, newPin: '482915' })
    await api.people.add(ola)
    // Mona has no code: she is none who could take Anne's place.
    expect(await codeOf(api.people.leave({ by: 'anne', personId: 'anne' }))).toBe('last-administrator')
    const asCaregiver = { by: 'anne', personId: 'anne', name: 'Anne Lie', role: 'caregiver' } as const
    expect(await codeOf(api.people.change(asCaregiver))).toBe('last-administrator')
  })

  test('one whose file gave a caregiver the only code makes an administrator at this machine', async () => {
    house = await PeopleHouse.open([
      { id: 'anne', role: 'administrator' },
      { id: 'kari', role: 'caregiver', pin: await hashPin('918273') },
    ])
    const { api } = house.screen()
    expect(await codeOf(api.session.signIn({ personId: 'anne' }))).toBe('no-code')
    expect(await firstOf(await api.session.changes())).toMatchObject({ needsAdministrator: false })
    const wish = { name: 'Mona Dahl', pin: '482915' }
    expect(await codeOf(api.session.makeAdministrator(wish))).toBe('administrator-known')
  })
})

describe('an administrator', () => {
  test('adds somebody, whose code is told once and changed at the first sign-in', async () => {
    const { api } = await adminHouse()
    const { personId, code } = await api.people.add({ by: 'anne', name: 'Ola Hansen', role: 'technician' })
    const { people } = await api.people.list()
    expect(people.find(({ id }) => id === personId)).toMatchObject({
      name: 'Ola Hansen',
      role: 'technician',
      code: 'first-use',
      signIn: 'pin',
      lockedSeconds: null,
    })
    const { api: his } = house.screen()
    expect(await codeOf(his.session.signIn({ personId, pin: code }))).toBe('pin-change-required')
    await his.session.signIn({ personId, pin: code, newPin: '918273' })
    const audit = await house.rows('SELECT data, subject FROM audit_entries')
    expect(JSON.stringify(audit)).not.toContain(code)
    expect(JSON.stringify(audit)).not.toContain('Ola')
  })

  test('gives a new code to whoever is locked out, and ends what is signed in by the old one', async () => {
    const { api } = await adminHouse()
    const { code } = await api.people.resetPin({ by: 'anne', personId: 'kari' })
    const his = house.screen()
    await his.api.session.signIn({ personId: 'kari', pin: code, newPin: '918273' })
    const other = house.screen()
    for (let tries = 0; tries < 5; tries += 1) {
      await codeOf(other.api.session.signIn({ personId: 'kari', pin: '000001' }))
    }
    expect((await api.people.list()).people).toContainEqual(
      expect.objectContaining({ id: 'kari', lockedSeconds: 30 }),
    )
    const again = await api.people.resetPin({ by: 'anne', personId: 'kari' })
    expect(his.connection.session).toBeNull()
    expect(his.connection.ended).toBe('revoked')
    await other.api.session.signIn({ personId: 'kari', pin: again.code, newPin: '918274' })
  })

  test('takes somebody out of service at once, and back again; never the last administrator', async () => {
    const { api } = await adminHouse()
    const kari = house.screen()
    await kari.api.session.signIn({ personId: 'kari' })
    await kari.api.shift.start({ by: 'kari', soundCheck: 'heard' })
    await api.people.leave({ by: 'anne', personId: 'kari' })
    expect(kari.connection.session).toBeNull()
    expect(house.room.parts.shifts.onDuty()).toEqual([])
    expect(await codeOf(kari.api.session.signIn({ personId: 'kari' }))).toBe('unknown-person')
    expect((await api.people.list()).people).toContainEqual(
      expect.objectContaining({ id: 'kari', leftAt: house.clock.wall() }),
    )
    await api.people.return({ by: 'anne', personId: 'kari' })
    await kari.api.session.signIn({ personId: 'kari' })

    expect(await codeOf(api.people.leave({ by: 'anne', personId: 'anne' }))).toBe('last-administrator')
    const change = { by: 'anne', personId: 'anne', name: 'Anne Lie', role: 'caregiver' } as const
    expect(await codeOf(api.people.change(change))).toBe('last-administrator')
  })

  test('a changed role counts from the next call on', async () => {
    const { api } = await adminHouse()
    const { code } = await api.people.resetPin({ by: 'anne', personId: 'kari' })
    const kari = house.screen()
    await kari.api.session.signIn({ personId: 'kari', pin: code, newPin: '918273' })
    expect(await codeOf(kari.api.people.list())).toBe('not-allowed')
    await api.people.change({ by: 'anne', personId: 'kari', name: 'Kari N.', role: 'manager' })
    expect((await kari.api.people.list()).people.map(({ name }) => name)).toContain('Kari N.')
  })

  test('sets after how long a screen is locked, for every screen and over a restart', async () => {
    const { api } = await adminHouse()
    await api.people.setLockAfter({ by: 'anne', minutes: 3 })
    await house.restart()
    expect(await firstOf(await house.screen().api.session.changes())).toMatchObject({ lockAfterMinutes: 3 })
  })
})

describe('codes in the file', () => {
  const people = (pin: string): HousePerson[] => [{ id: 'kari', role: 'caregiver', pin }]

  test('one that stands there still does not take the place of a person’s own; another one does', async () => {
    house = await PeopleHouse.open(people('730264'))
    await house.screen().api.session.signIn({ personId: 'kari', pin: '730264', newPin: '918273' })
    await house.restart([...people('730264'), { id: 'ola', role: 'caregiver' }])
    const mine = { personId: 'kari', pin: '918273' }
    await house.screen().api.session.signIn(mine)
    await house.restart(people('555123'))
    expect(await codeOf(house.screen().api.session.signIn(mine))).toBe('wrong-pin')
    expect(await codeOf(house.screen().api.session.signIn({ personId: 'kari', pin: '555123' }))).toBe(
      'pin-change-required',
    )
  })

  test('a given hash is a person’s own code and is not asked to change', async () => {
    house = await PeopleHouse.open(people(await hashPin('482915')))
    const { connection, api } = house.screen()
    await api.session.signIn({ personId: 'kari', pin: '482915' })
    expect(connection.session?.personId).toBe('kari')
  })
})

describe('numbers in the file', () => {
  const numbers = () =>
    Object.fromEntries(house.room.parts.roster.people().map(({ id, phone }) => [id, phone]))

  test('are taken over; where the file says none, the one written on a screen stays', async () => {
    house = await PeopleHouse.open([{ id: 'anne', role: 'administrator', phone: '90 00 00 09' }])
    const { api } = house.screen()
    await api.people.change({
      by: 'anne',
      personId: 'anne',
      name: 'Anne Lie',
      role: 'administrator',
      phone: '90 00 00 08',
    })
    await house.restart([
      { id: 'anne', role: 'administrator' },
      { id: 'kari', role: 'caregiver', phone: 'sip:kari@tlf.example' },
    ])
    expect(numbers()).toEqual({ anne: '90 00 00 08', kari: 'sip:kari@tlf.example' })
    await house.restart([{ id: 'anne', role: 'administrator', phone: '90 00 00 07' }])
    expect(numbers()).toEqual({ anne: '90 00 00 07' })
  })
})

describe('a shift', () => {
  test('begins with the sound check, is seen by escalation, and ends with its person’s word', async () => {
    house = await PeopleHouse.open([
      { id: 'tuva', role: 'technician' },
      { id: 'kari', role: 'caregiver' },
    ])
    const { shifts } = house.room.parts
    const { api } = house.screen()
    expect(shifts.inUse).toBe(false)
    await api.shift.start({ by: 'tuva', soundCheck: 'not-done' })
    house.clock.pass(60_000)
    await api.shift.start({ by: 'kari', soundCheck: 'heard' })
    expect(await codeOf(api.shift.start({ by: 'kari', soundCheck: 'heard' }))).toBe('already-on-duty')
    // A technician mends devices; nobody on duty but one is nobody on duty.
    expect(shifts.onDuty()).toEqual(['kari'])
    expect(shifts.onCall()).toEqual(['kari', 'tuva'])

    await house.restart()
    expect(house.room.parts.shifts.onDuty()).toEqual(['kari'])
    const after = house.screen().api
    await after.shift.end({ by: 'kari' })
    expect(await codeOf(after.shift.end({ by: 'kari' }))).toBe('not-on-duty')
    expect(house.room.parts.shifts.onDuty()).toEqual([])
    await house.write(
      `INSERT INTO shift_remarks (shift_id, revision, by_id, at, words)
       SELECT id, 1, 'kari', ended_at, 'Vask 204' FROM shifts WHERE person_id = 'kari'`,
    )
    expect(await after.shift.state()).toMatchObject({
      onDuty: [{ personId: 'tuva', soundCheck: 'not-done', endedAt: null }],
      before: [{ personId: 'kari', name: 'Kari Nordmann', soundCheck: 'heard', remarks: 'Vask 204' }],
    })
    expect(await house.told()).toEqual(['tuva shift.started', 'kari shift.started', 'kari shift.ended'])
  })

  test('that was forgotten ends by itself, so that nobody is called at home for ever', async () => {
    house = await PeopleHouse.open([{ id: 'kari', role: 'caregiver' }])
    await house.screen().api.shift.start({ by: 'kari', soundCheck: 'heard' })
    house.clock.pass(16 * 3_600_000 - 1)
    await house.room.look()
    expect(house.room.parts.shifts.onDuty()).toEqual(['kari'])
    house.clock.pass(1)
    await house.room.look()
    expect(house.room.parts.shifts.onDuty()).toEqual([])
    expect(house.room.parts.shifts.inUse).toBe(true)
    expect(await house.told()).toContain('forgotten-shift shift.ended')
  })
})
