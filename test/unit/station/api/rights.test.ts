import { describe, expect, test } from 'vitest'
import type { Role } from '../../../../shared/domain/role.ts'
import {
  ADMINISTRATORS,
  ANY_ROLE,
  decideRight,
  EVERYBODY,
  TECHNICIANS,
  type CallFacts,
} from '../../../../station/api/rights.ts'
import { signInWay, type RosterPerson } from '../../../../station/people/roster.ts'

const person = (id: string, role: Role, signIn: RosterPerson['signIn']): RosterPerson => ({
  id,
  name: id,
  role,
  pin: signIn === 'pin' ? 'scrypt$…' : null,
  isFirstUse: false,
  phone: null,
  signIn,
})
const kari = person('kari', 'caregiver', 'pin')
const tuva = person('tuva', 'technician', 'tile')

function decide(facts: Partial<CallFacts>, may = ANY_ROLE) {
  const right = decideRight(may, {
    signedIn: undefined,
    by: facts.byPerson?.id,
    byPerson: undefined,
    isGuarded: true,
    changes: true,
    ...facts,
  })
  return right.ok ? right.personId : right.code
}

describe('with a session', () => {
  test('its person does what the role may', () => {
    expect(decide({ signedIn: kari, by: 'kari' })).toBe('kari')
    expect(decide({ signedIn: kari }, TECHNICIANS)).toBe('not-allowed')
    expect(decide({ signedIn: kari }, [])).toBe('not-allowed')
  })

  test('nothing is done in another name, also not in one that needs no code', () => {
    expect(decide({ signedIn: kari, byPerson: tuva }, TECHNICIANS)).toBe('sign-in-required')
  })
})

describe('by the name tile alone', () => {
  test('whoever has no code acts, whoever has one signs in first', () => {
    expect(decide({ byPerson: tuva, isGuarded: false }, TECHNICIANS)).toBe('tuva')
    expect(decide({ byPerson: kari })).toBe('sign-in-required')
    expect(decide({ by: 'nobody' })).toBe('unknown-person')
    expect(decide({ byPerson: tuva, isGuarded: false }, ADMINISTRATORS)).toBe('not-allowed')
  })

  test('as soon as somebody here has a code, only a caregiver’s tile is good without one', () => {
    expect(signInWay({ role: 'technician', pin: null }, false)).toBe('tile')
    expect(signInWay({ role: 'technician', pin: null }, true)).toBe('no-code')
    expect(signInWay({ role: 'caregiver', pin: null }, true)).toBe('tile')
    expect(decide({ byPerson: person('tuva', 'technician', 'no-code') }, TECHNICIANS)).toBe('no-code')
  })
})

describe('without any name', () => {
  test('what everybody may is done, what changes something is not', () => {
    expect(decide({}, EVERYBODY)).toBeNull()
    expect(decide({ changes: false })).toBe('sign-in-required')
    expect(decide({ changes: false, isGuarded: false })).toBeNull()
    expect(decide({ isGuarded: false })).toBe('bad-input')
    expect(decide({ changes: false, isGuarded: false }, [])).toBe('sign-in-required')
  })
})
