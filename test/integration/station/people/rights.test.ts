/** Every procedure of the API, called as every role and signed out: it answers those it names and nobody else. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ROLES } from '../../../../shared/domain/role.ts'
import type { Caller } from '../../../../station/api/rights.ts'
import { hashPin } from '../../../../station/people/pin.ts'
import { PeopleHouse } from './people-house.ts'
import { PATIENTLY } from '../../../support/wait-until.ts'

const CALLERS: readonly Caller[] = [...ROLES, 'signed-out']
const REFUSALS: readonly unknown[] = ['not-allowed', 'sign-in-required', 'no-code']
const CODE = '482915'

let house: PeopleHouse

beforeAll(async () => {
  const pin = await hashPin(CODE)
  house = await PeopleHouse.open(ROLES.map((role) => ({ id: role, role, pin })))
})
afterAll(() => house.end())

interface Declared {
  readonly path: string
  readonly may: readonly Caller[] | undefined
  readonly type: 'query' | 'mutation' | 'subscription'
}

function declared(): Declared[] {
  const procedures = house.station.router._def.procedures as unknown as Record<
    string,
    {
      readonly _def: { readonly type: Declared['type']; readonly meta?: { readonly may?: readonly Caller[] } }
    }
  >
  return Object.entries(procedures).map(([path, { _def: def }]) => ({
    path,
    may: def.meta?.may,
    type: def.type,
  }))
}

/** Whether the call got past the question who calls; without input hardly any gets further. */
async function isLetIn(path: string, token: string | undefined): Promise<boolean> {
  const ended = new AbortController()
  const { api, connection } = house.screen(token, '127.0.0.1', ended.signal)
  const code = await refusalCodeOf(api, path)
  ended.abort()
  house.room.parts.sessions.disconnect(connection)
  return !REFUSALS.includes(code)
}

async function refusalCodeOf(api: unknown, path: string): Promise<unknown> {
  const call = path.split('.').reduce((part, name) => (part as Record<string, unknown>)[name], api)
  try {
    const answer: unknown = await (call as () => Promise<unknown>)()
    if (typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer) {
      const messages = (answer as AsyncIterable<unknown>)[Symbol.asyncIterator]()
      await messages.next()
      await messages.return?.()
    }
    return undefined
  } catch (error) {
    const cause: unknown = error instanceof Error ? error.cause : undefined
    return typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
  }
}

test('there is no procedure without a list of those who may call it', () => {
  const lists = declared()
  expect(lists.length).toBeGreaterThan(30)
  expect(lists.filter(({ may }) => may === undefined || may.length === 0)).toEqual([])
})

describe.each(CALLERS)('%s', (caller) => {
  test('is let in exactly where the list says so', async () => {
    const wrong: string[] = []
    const token =
      caller === 'signed-out'
        ? undefined
        : (await house.screen().api.session.signIn({ personId: caller, pin: CODE })).token
    for (const { path, may } of declared()) {
      const isNamed = may?.includes(caller) === true
      if ((await isLetIn(path, token)) !== isNamed) wrong.push(`${path} ${isNamed ? 'refused' : 'let in'}`)
    }
    expect(wrong).toEqual([])
  })
})

test('whoever is signed out sees the board, can call for help and can sign in, and no more', () => {
  const open = declared().filter(({ may }) => may?.includes('signed-out'))
  expect(open.map(({ path }) => path).sort()).toEqual([
    'board.changes',
    'client.attend',
    'client.soundPaused',
    'client.sounded',
    'night.askForHelpLocked',
    'session.changes',
    'session.makeAdministrator',
    'session.signIn',
    'session.signOut',
    'session.stay',
    'station.diagnostics',
    'training.act',
  ])
})

test('people are an administrator’s to change, devices a technician’s as well', () => {
  const list = (path: string) => declared().find((it) => it.path === path)?.may
  expect(list('people.add')).toEqual(['administrator'])
  expect(list('people.resetPin')).toEqual(['administrator'])
  expect(list('people.list')).toEqual(['manager', 'administrator'])
  expect(list('people.numbers')).toEqual(['caregiver', 'manager', 'administrator'])
  expect(list('people.receiverNumber')).toEqual(['caregiver', 'manager', 'administrator'])
  expect(list('technician.pair')).toEqual(['technician', 'administrator'])
  expect(list('technician.changes')).toEqual(['technician', 'administrator'])
})

test('a client of another version may do nothing, also signed in, and the audit log says that it tried', async () => {
  const { connection } = house.screen()
  const api = house.station.router.createCaller({
    isLocalClient: true,
    otherVersion: '0',
    connection,
    isCongested: () => false,
  })
  expect(await refusalCodeOf(api, 'alarm.acknowledge')).toBe('other-version')
  expect(await refusalCodeOf(api, 'session.signIn')).toBe('other-version')
  await vi.waitFor(async () => {
    const entries = await house.rows<{ subject: string; data: string }>(
      "SELECT subject, data FROM audit_entries WHERE data LIKE '%other-version%' ORDER BY position",
    )
    expect(entries.map(({ subject }) => subject)).toEqual(['alarm.acknowledge', 'session.signIn'])
    // Behind what every refusal above has to write.
  }, PATIENTLY)
  house.room.parts.sessions.disconnect(connection)
})

test('a paused sound is noted with whoever has signed in, and with nobody where a name alone is given', async () => {
  const paused = vi.spyOn(house.station.attendance, 'paused')
  const { token } = await house.screen().api.session.signIn({ personId: 'caregiver', pin: CODE })
  await house.screen(token).api.client.soundPaused({ by: 'caregiver', seconds: 120 })
  await house.screen().api.client.soundPaused({ by: 'caregiver', seconds: 30 })
  expect(paused.mock.calls).toEqual([
    ['caregiver', 120, 0],
    [null, 30, 0],
  ])
})
