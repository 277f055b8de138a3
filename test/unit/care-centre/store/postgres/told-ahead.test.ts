import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ToldAhead } from '../../../../../care-centre/store/postgres/told-ahead.ts'

const change = (number: number) => ({ type: 'alarm', station: 'st-1', data: { number } })

/** Of so many changes each, one after the other from 1. */
function transactions(sizes: readonly number[]) {
  let number = 0
  return sizes.map((size) => {
    const first = number + 1
    number += size
    return { first, last: number, changes: Array.from({ length: size }, (_, at) => change(first + at)) }
  })
}

test('commits that are answered in any order are told in the order of their numbers', () => {
  fc.assert(
    fc.property(
      fc
        .array(fc.integer({ min: 1, max: 5 }), { maxLength: 16 })
        .chain((sizes) => fc.shuffledSubarray(transactions(sizes), { minLength: sizes.length })),
      (answered) => {
        const ahead = new ToldAhead()
        const told: unknown[] = []
        let position = 0
        for (const { changes, first, last } of answered) {
          expect(ahead.keep(changes, { first, last }, 0)).toBe(true)
          for (let next = ahead.takeAfter(position); next !== undefined; next = ahead.takeAfter(position)) {
            position = next.last
            told.push(...next.changes)
          }
        }
        expect(told).toEqual(Array.from({ length: position }, (_, at) => change(at + 1)))
        expect(ahead.since).toBeUndefined()
      },
    ),
  )
})

test('says since when the oldest waits, until it has been read from the database', () => {
  const ahead = new ToldAhead()
  ahead.keep([change(5)], { first: 5, last: 5 }, 100)
  ahead.keep([change(8), change(9)], { first: 8, last: 9 }, 120)
  expect(ahead.takeAfter(3)).toBeUndefined()
  expect(ahead.since).toBe(100)
  ahead.forgetUpTo(6)
  expect(ahead.since).toBe(120)
  ahead.forgetUpTo(8)
  expect(ahead.since).toBeUndefined()
  expect(ahead.takeAfter(8)).toBeUndefined()
})

test('keeps a few; for more the database is asked', () => {
  const ahead = new ToldAhead()
  const kept = Array.from({ length: 20 }, (_, at) => {
    const number = 2 + 2 * at
    return ahead.keep([change(number)], { first: number, last: number }, 0)
  })
  expect(kept.filter((isKept) => isKept)).toHaveLength(16)
  ahead.clear()
  expect(ahead.since).toBeUndefined()
})
