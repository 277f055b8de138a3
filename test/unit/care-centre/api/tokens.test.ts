import { expect, test } from 'vitest'
import { Tokens, mayReach } from '../../../../care-centre/api/tokens.ts'

const tokens = new Tokens([
  { station: 'solbakken', token: 'one', trial: false },
  { station: 'fjellhus', token: 'two', trial: true },
  { station: '*', token: 'all', trial: true },
])

test('a token opens its own door only', () => {
  const scope = tokens.scopeOf('Bearer one')
  expect(mayReach(scope?.stations, 'solbakken')).toBe(true)
  expect(scope && mayReach(scope.stations, 'fjellhus')).toBe(false)
})

test('the star opens all', () => {
  expect(tokens.scopeOf('bearer all')).toEqual({ kind: 'trial', stations: undefined, commands: undefined })
})

test('a station of a municipality does not command itself; one of the trial, which has no operators, does', () => {
  expect(tokens.scopeOf('Bearer one')?.commands?.size).toBe(0)
  expect(tokens.scopeOf('Bearer two')?.commands).toEqual(new Set(['fjellhus']))
})

test.each([undefined, '', 'Bearer ', 'Bearer on', 'Bearer onee', 'Basic one', 'one', 'Bearer one two'])(
  '%j opens nothing',
  (header) => {
    expect(tokens.scopeOf(header)).toBeUndefined()
  },
)
