import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pauseAfter } from '../../../../station/sync/backoff.ts'

test('doubles from half a second and stays at thirty', () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 50].map((failures) => pauseAfter(failures, 1, undefined))
  expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
})

test('keeps a pause the centre asks for, up to the cap', () => {
  expect(pauseAfter(1, 1, 7_000)).toBe(7_000)
  expect(pauseAfter(1, 0, 7_000)).toBe(7_000)
  expect(pauseAfter(1, 1, 3_600_000)).toBe(30_000)
})

test('never longer than thirty seconds, never gone, and jitter takes a quarter at most', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (failures, random) => {
        const pause = pauseAfter(failures, random, undefined)
        expect(pause).toBeLessThanOrEqual(30_000)
        expect(pause).toBeGreaterThanOrEqual(0.75 * pauseAfter(failures, 1, undefined))
      },
    ),
  )
})
