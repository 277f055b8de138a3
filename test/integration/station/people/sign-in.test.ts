import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hashPin } from '../../../../station/people/pin.ts'
import { waitUntil } from '../../../support/wait-until.ts'
import { codeOf, firstOf, PeopleHouse } from './people-house.ts'

let house: PeopleHouse
let kariHash: string

beforeEach(async () => {
  kariHash = await hashPin('482915')
  house = await PeopleHouse.open([
    { id: 'kari', role: 'caregiver', pin: kariHash },
    { id: 'ola', role: 'caregiver', pin: '730264' },
    { id: 'vikar', role: 'caregiver' },
    { id: 'tuva', role: 'technician' },
  ])
})
afterEach(() => house.end())

async function figureOf(call: Promise<unknown>): Promise<{ code: unknown; figure: unknown }> {
  const error = await call.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  const { code, figure } = (error as { cause: { code: unknown; figure: unknown } }).cause
  return { code, figure }
}

describe('signing in', () => {
  test('takes the name and its code, and is audited', async () => {
    const { api, connection } = house.screen()
    expect(await codeOf(api.session.signIn({ personId: 'kari', pin: '482916' }))).toBe('wrong-pin')
    expect(connection.session).toBeNull()
    await api.session.signIn({ personId: 'kari', pin: '482915' })
    expect(await firstOf(await api.session.changes())).toMatchObject({
      person: { id: 'kari', role: 'caregiver' },
      isGuarded: true,
    })
    expect(await house.told()).toEqual(['kari person.sign-in-failed', 'kari person.signed-in'])
    expect(await house.auditIsWhole()).toBe(true)
  })

  test('a first-use code is good for nothing but a code of one’s own', async () => {
    const { api, connection } = house.screen()
    const wish = { personId: 'ola', pin: '730264' }
    expect(await codeOf(api.session.signIn(wish))).toBe('pin-change-required')
    expect(await codeOf(api.session.signIn({ ...wish, newPin: '730264' }))).toBe('pin-unchanged')
    expect(await codeOf(api.session.signIn({ ...wish, newPin: '123456' }))).toBe('pin-too-simple')
    expect(connection.session).toBeNull()
    await api.session.signIn({ ...wish, newPin: '918273' })
    expect(connection.session?.personId).toBe('ola')
    const entries = await house.rows<{ action: string; who: string; data: string }>(
      "SELECT action, actor_id AS who, data FROM audit_entries WHERE subject = 'ola' ORDER BY position",
    )
    expect(entries.slice(-2)).toMatchObject([
      { action: 'person.pin-changed', who: 'ola', data: '{"firstUse":true}' },
      { action: 'person.signed-in', who: 'ola', data: '{"way":"pin"}' },
    ])
    expect(entries.filter(({ action }) => action === 'person.pin-changed')).toHaveLength(1)
    expect(await house.auditIsWhole()).toBe(true)

    const { api: next } = house.screen()
    expect(await codeOf(next.session.signIn(wish))).toBe('wrong-pin')
    await next.session.signIn({ personId: 'ola', pin: '918273' })
    const [stored] = await house.rows<{ pin: string }>("SELECT pin FROM people WHERE id = 'ola'")
    expect(stored?.pin).toMatch(/^scrypt\$32768\$8\$1\$/)
  })

  test('a caregiver without a code is not kept from an alarm; a technician without one is', async () => {
    const { api, connection } = house.screen()
    expect(await codeOf(api.session.signIn({ personId: 'tuva' }))).toBe('no-code')
    await api.session.signIn({ personId: 'vikar' })
    expect(connection.session?.personId).toBe('vikar')
    expect(house.room.findings()).toEqual([{ code: 'people-without-code', command: null }])
  })

  test('the next user takes the place of the one before, on this screen alone', async () => {
    const desk = house.screen()
    const phone = house.screen()
    await desk.api.session.signIn({ personId: 'kari', pin: '482915' })
    await phone.api.session.signIn({ personId: 'kari', pin: '482915' })
    await desk.api.session.signIn({ personId: 'vikar' })
    expect(desk.connection.session?.personId).toBe('vikar')
    expect(phone.connection.session?.personId).toBe('kari')
    expect(await house.rows('SELECT person_id FROM sessions ORDER BY person_id')).toEqual([
      { person_id: 'kari' },
      { person_id: 'vikar' },
    ])
  })

  test('a step begun by the user before is not done in the name of the next one', async () => {
    const card = house.station.fall('a')
    const { api } = house.screen()
    await api.session.signIn({ personId: 'kari', pin: '482915' })
    const step = { alarmId: 'a', seenRevision: card.revision }
    expect(await codeOf(api.alarm.release({ ...step, by: 'vikar' }))).toBe('sign-in-required')
    expect(await codeOf(house.screen().api.alarm.release({ ...step, by: 'kari' }))).toBe('sign-in-required')
    const isTold = async () => (await house.told()).includes('kari call.refused')
    await waitUntil(isTold, 'the refusal does not stand in the audit log')
  })
})

describe('wrong codes', () => {
  test('lock the name after five, for a wait that grows and that a restart does not shorten', async () => {
    const { api } = house.screen()
    const guess = (pin = '000001') => api.session.signIn({ personId: 'kari', pin })
    const answers: unknown[] = []
    for (let tries = 0; tries < 5; tries += 1) answers.push(await figureOf(guess()))
    expect(answers).toEqual([
      { code: 'wrong-pin', figure: 4 },
      { code: 'wrong-pin', figure: 3 },
      { code: 'wrong-pin', figure: 2 },
      { code: 'wrong-pin', figure: 1 },
      { code: 'locked-out', figure: 30 },
    ])
    expect(await figureOf(guess('482915'))).toEqual({ code: 'locked-out', figure: 30 })

    await house.restart()
    house.clock.pass(12_000)
    const after = house.screen().api
    const right = { personId: 'kari', pin: '482915' }
    expect(await figureOf(after.session.signIn(right))).toEqual({ code: 'locked-out', figure: 18 })
    house.clock.pass(18_000)
    expect(await figureOf(after.session.signIn({ ...right, pin: '000002' }))).toEqual({
      code: 'locked-out',
      figure: 60,
    })
    house.clock.pass(60_000)
    await after.session.signIn(right)
    expect(await house.rows('SELECT * FROM pin_failures')).toEqual([])
    const told = await house.told()
    expect(told.filter((line) => line === 'kari person.locked-out')).toHaveLength(2)
    expect(told).toContain('signed-out call.refused')
  })

  test('a clock that is set opens no lock', async () => {
    const { api } = house.screen()
    for (let tries = 0; tries < 5; tries += 1)
      await codeOf(api.session.signIn({ personId: 'kari', pin: '000001' }))
    house.clock.wallNow += 3_600_000
    expect(await codeOf(api.session.signIn({ personId: 'kari', pin: '482915' }))).toBe('locked-out')
  })

  test('guesses at the same time are counted one by one', async () => {
    const screens = Array.from({ length: 8 }, () => house.screen())
    const codes = await Promise.all(
      screens.map(({ api }) => codeOf(api.session.signIn({ personId: 'kari', pin: '000001' }))),
    )
    expect(codes.filter((code) => code === 'wrong-pin')).toHaveLength(4)
    expect(codes.filter((code) => code === 'locked-out')).toHaveLength(4)
  })
})

describe('a session', () => {
  test('outlives a lost connection and a restart, from the same address alone', async () => {
    const { token } = await house.screen().api.session.signIn({ personId: 'kari', pin: '482915' })
    expect(house.screen(token).connection.session?.personId).toBe('kari')
    expect(house.screen(token, '192.0.2.7').connection.session).toBeNull()
    expect(house.screen(`${token}x`).connection.session).toBeNull()
    await house.restart()
    expect(house.screen(token).connection.session?.personId).toBe('kari')
    const rows = await house.rows<{ token_hash: string }>('SELECT token_hash FROM sessions')
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('ends when nobody has touched the screen for so long, and not while somebody does', async () => {
    const { api, connection } = house.screen()
    await api.session.signIn({ personId: 'kari', pin: '482915' })
    house.clock.pass(14 * 60_000)
    await api.session.stay()
    house.clock.pass(14 * 60_000)
    await house.room.look()
    expect(connection.session?.personId).toBe('kari')
    house.clock.pass(60_000)
    await house.room.look()
    expect(connection.session).toBeNull()
    expect(connection.ended).toBe('idle')
    expect(await house.rows('SELECT * FROM sessions')).toEqual([])
  })

  test('signing out locks this screen and says so to it', async () => {
    const { api } = house.screen()
    await api.session.signIn({ personId: 'kari', pin: '482915' })
    const states = (await api.session.changes())[Symbol.asyncIterator]()
    expect((await states.next()).value).toMatchObject({ person: { id: 'kari' }, ended: null })
    await api.session.signOut({ reason: 'signed-out' })
    expect((await states.next()).value).toMatchObject({ person: null, ended: 'signed-out' })
    await states.return?.()
  })
})

describe('the board', () => {
  test('hides the names of residents until somebody has signed in, without a gap', async () => {
    house.station.fall('a')
    const ended = new AbortController()
    const { api } = house.screen(undefined, '127.0.0.1', ended.signal)
    const messages = (await api.board.changes())[Symbol.asyncIterator]()
    const next = async () => {
      for (;;) {
        const { value } = await messages.next()
        if (value !== undefined && value.type === 'snapshot') return value.board.alarms[0]?.resident
      }
    }
    const hidden = { id: 'r-204', name: null, birthYear: null, address: null, unit: '204', floor: '2' }
    expect(await next()).toEqual(hidden)
    await api.session.signIn({ personId: 'kari', pin: '482915' })
    expect(await next()).toMatchObject({ name: 'Ingrid Solberg', birthYear: 1942 })
    await api.session.signOut({ reason: 'signed-out' })
    expect(await next()).toEqual(hidden)
    expect(await codeOf(api.alarm.chain({ alarmId: 'a' }))).toBe('sign-in-required')
    ended.abort()
    await messages.return?.()
  })
})
