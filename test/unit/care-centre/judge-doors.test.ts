import { expect, test } from 'vitest'
import { judgeDoors } from '../../../care-centre/judge-doors.ts'

const OPERATIONS = 'a-word-of-at-least-16'
const configured = (station: string, token: string) => ({ station, token, trial: false })
const named = (station: string, token: string) => ({ station, token, trial: true })

test.each([
  [[]],
  [[configured('solbakken', 'one'), configured('fjellhus', 'two'), named('furulund', 'three')]],
  [[configured('solbakken', 'one'), named('*', 'two')]],
])('a token each is right: %j', (entries) => {
  expect(judgeDoors(entries, undefined)).toBeUndefined()
  expect(judgeDoors(entries, OPERATIONS)).toBeUndefined()
})

test.each([
  [[named('st-1', 'T-word'), named('st-2', 'T-word')], /^the station st-2: .* of the station st-1, too/],
  [[configured('solbakken', 'T-word'), named('st-2', 'T-word')], /^the station st-2: .* station solbakken/],
  [[configured('solbakken', 'T-word'), named('*', 'T-word')], /^all stations: .* the station solbakken/],
  [[named('st-1', OPERATIONS)], /^the station st-1: .* that of the operations, too/],
  [[named('st-1', 'T-word'), named('st-1', 'other')], /^the station st-1: there are two tokens/],
  [[configured('solbakken', 'T-word'), named('solbakken', 'other')], /^the station solbakken: .* two tokens/],
  [[named('*', 'T-word'), named('*', 'T-word')], /^all stations: there are two tokens/],
])('one door too many is refused, and no token is repeated: %j', (entries, words) => {
  const said = judgeDoors(entries, OPERATIONS)
  expect(said).toMatch(words)
  for (const { token } of entries) expect(said).not.toContain(token)
})
