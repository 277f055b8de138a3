import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  ADMINISTRATORS,
  CALLERS,
  COMMANDERS,
  EVERYBODY,
  LEADS,
  OPERATIONS,
  OPERATORS,
  OWN_SESSION,
  READERS,
  refusalOf,
  STATIONS,
  WATCHERS,
  type Access,
  type Caller,
  type CallFacts,
} from '../../../../care-centre/api/rights.ts'

const facts = (caller: Caller, more: Partial<CallFacts> = {}): CallFacts => ({
  callers: [caller],
  session: undefined,
  changes: false,
  isFromPage: true,
  ...more,
})
const session = { isLocked: false, mustChangePin: false }
const allowed = (access: Access): Caller[] =>
  CALLERS.filter((caller) => refusalOf(access, facts(caller)) === undefined)

test('each list lets in whom it names and nobody else', () => {
  expect(allowed(EVERYBODY)).toEqual(CALLERS)
  expect(allowed(STATIONS)).toEqual(['station', 'trial'])
  expect(allowed(READERS)).toEqual(['station', 'trial', 'operator', 'lead', 'administrator'])
  expect(allowed(COMMANDERS)).toEqual(['trial', 'operator', 'lead', 'administrator'])
  expect(allowed(OPERATORS)).toEqual(['operator', 'lead', 'administrator'])
  expect(allowed(LEADS)).toEqual(['lead', 'administrator'])
  expect(allowed(ADMINISTRATORS)).toEqual(['administrator'])
  expect(allowed(OPERATIONS)).toEqual(['operations'])
})

test('a stranger is asked to sign in, a caller who is known is told that this is not theirs', () => {
  expect(refusalOf(OPERATORS, facts('signed-out'))).toBe('sign-in-required')
  expect(refusalOf(OPERATORS, { ...facts('signed-out'), callers: ['signed-out', 'operations'] })).toBe(
    'sign-in-required',
  )
  expect(refusalOf(LEADS, facts('operator', { session }))).toBe('not-allowed')
  expect(refusalOf(COMMANDERS, facts('station'))).toBe('not-allowed')
})

test("another site's page cannot use the cookie to change anything", () => {
  const forged = facts('operator', { session, changes: true, isFromPage: false })
  for (const access of [OPERATORS, COMMANDERS, OWN_SESSION])
    expect(refusalOf(access, forged)).toBe('not-from-this-page')
  expect(refusalOf(WATCHERS, { ...forged, changes: false })).toBeUndefined()
  // A token is no cookie: no browser sends it by itself.
  expect(refusalOf(COMMANDERS, facts('trial', { changes: true, isFromPage: false }))).toBeUndefined()
})

test('with a first-use code one can do nothing but choose another', () => {
  const fresh = facts('administrator', { session: { ...session, mustChangePin: true } })
  for (const access of [READERS, COMMANDERS, LEADS, WATCHERS, ADMINISTRATORS])
    expect(refusalOf(access, fresh)).toBe('pin-change-required')
  expect(refusalOf(OWN_SESSION, fresh)).toBeUndefined()
})

test('a page that nobody touched goes on showing alarms and does nothing else', () => {
  const locked = facts('operator', { session: { ...session, isLocked: true } })
  for (const access of [READERS, WATCHERS, OWN_SESSION]) expect(refusalOf(access, locked)).toBeUndefined()
  for (const access of [COMMANDERS, OPERATORS]) expect(refusalOf(access, locked)).toBe('sign-in-required')
})

test('nobody passes a list on which none of their names stands', () => {
  fc.assert(
    fc.property(
      fc.subarray([...CALLERS]),
      fc.subarray([...CALLERS], { minLength: 1 }),
      fc.boolean(),
      (may, callers, changes) => {
        const isNamed = callers.some((caller) => may.includes(caller))
        const refusal = refusalOf({ may }, { callers, changes, session: undefined, isFromPage: false })
        expect(refusal === undefined).toBe(isNamed)
      },
    ),
  )
})
