import { expect, test } from 'vitest'
import { shelfEnds } from '../../../../renderer/night/shelf-ends.ts'

const now = Date.parse('2026-11-22T02:40:18Z')
const minutes = (count: number) => now + count * 60_000

test('at night half an hour is the longest, also when the answer came a second ago', () => {
  const ends = shelfEnds(now + 1_000, minutes(30))
  expect(ends.map((end) => end.minutes)).toEqual([15, 30])
  expect(ends.every(({ at }) => at <= minutes(30))).toBe(true)
})

test('by day up to eight hours', () => {
  expect(shelfEnds(now, minutes(480)).map((end) => end.minutes)).toEqual([15, 30, 60, 120, 240, 480])
})
