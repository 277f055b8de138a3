import { expect, test } from 'vitest'
import { onCallAt } from '../../../../station/people/on-call-plan.ts'

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
const NIGHT = { from: 22 * 60, to: 7 * 60 }
/** By the clock on the wall in Norway, in winter. */
const at = (time: string) => Date.parse(`2026-11-${time}:00+01:00`)

test('they are called in the order of the plan, each once', () => {
  const plan = [
    { personId: 'anne', days: EVERY_DAY, hours: NIGHT },
    { personId: 'ola', days: EVERY_DAY, hours: NIGHT },
    { personId: 'anne', days: EVERY_DAY, hours: { from: 0, to: 0 } },
  ]
  expect(onCallAt(plan, at('22T03:40'))).toEqual(['anne', 'ola'])
  expect(onCallAt(plan, at('22T12:00'))).toEqual(['anne'])
})

test('a night belongs to the day on which it begins', () => {
  const friday = [{ personId: 'ola', days: [5], hours: NIGHT }]
  // 20 November 2026 is a Friday.
  expect(onCallAt(friday, at('20T21:59'))).toEqual([])
  expect(onCallAt(friday, at('20T22:00'))).toEqual(['ola'])
  expect(onCallAt(friday, at('21T06:59'))).toEqual(['ola'])
  expect(onCallAt(friday, at('21T07:00'))).toEqual([])
  expect(onCallAt(friday, at('20T03:00'))).toEqual([])
})

test('the same time twice is a whole day', () => {
  const sunday = [{ personId: 'ola', days: [7], hours: { from: 8 * 60, to: 8 * 60 } }]
  expect(onCallAt(sunday, at('22T07:59'))).toEqual([])
  expect(onCallAt(sunday, at('22T08:00'))).toEqual(['ola'])
  expect(onCallAt(sunday, at('23T07:59'))).toEqual(['ola'])
})

test('in the night of 25 October, whose hour comes twice, whoever is on call is so for ten hours', () => {
  const saturday = [{ personId: 'ola', days: [6], hours: NIGHT }]
  const from = Date.parse('2026-10-24T22:00:00+02:00')
  const hours = Array.from({ length: 11 }, (_, hour) => onCallAt(saturday, from + hour * 3_600_000).length)
  expect(hours).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0])
})
