import fc from 'fast-check'
import { expect, test } from 'vitest'
import { catchUpPauseMs } from '../../../../station/sync/catch-up.ts'

test('a batch that is taken at once is still followed by a pause, one over a slow line by no long one', () => {
  expect(catchUpPauseMs(0)).toBe(10)
  expect(catchUpPauseMs(10_000)).toBe(100)
})

test('up to the longest pause a backlog has at most half of the time', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (tookMs) => {
      expect(catchUpPauseMs(tookMs)).toBeGreaterThanOrEqual(tookMs)
    }),
  )
})
