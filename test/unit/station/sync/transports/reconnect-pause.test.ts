import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reconnectPause } from '../../../../../station/sync/transports/reconnect-pause.ts'

test('pauses double from half a second and end at half a minute, each with up to a quarter less', () => {
  expect([1, 2, 3, 7, 8, 1_000].map((failures) => reconnectPause(failures, 0.999_999).toFixed(0))).toEqual([
    '500',
    '1000',
    '2000',
    '30000',
    '30000',
    '30000',
  ])
  expect(reconnectPause(1, 0)).toBe(375)
})

test('no pause is longer than half a minute or shorter than a third of a second', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1 }),
      fc.double({ min: 0, max: 0.999_999, noNaN: true }),
      (failures, random) => {
        const pause = reconnectPause(failures, random)
        expect(pause).toBeGreaterThanOrEqual(375)
        expect(pause).toBeLessThanOrEqual(30_000)
      },
    ),
  )
})
