import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  afterWrongPin,
  FREE_TRIES,
  lockLeft,
  recovered,
  triesLeft,
  waitAfter,
  type Failures,
} from '../../../../shared/domain/lock-out.ts'

test('four wrong codes cost nothing, the fifth half a minute, each further one twice as much', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 500].map(waitAfter)).toEqual([
    0, 0, 0, 0, 30_000, 60_000, 120_000, 240_000, 480_000, 900_000, 900_000, 900_000,
  ])
  expect([0, 1, 4, 5, 9].map(triesLeft)).toEqual([5, 4, 1, 1, 1])
})

test('however fast somebody guesses, a day gives fewer than a hundred and twenty tries', () => {
  let failures: Failures | undefined
  let now = 0
  let tries = 0
  while (now < 86_400_000) {
    now += lockLeft(failures, now)
    failures = afterWrongPin(failures, now)
    tries += 1
  }
  expect(tries).toBeLessThan(120)
})

test('a restart neither shortens a wait by the wall clock nor makes it longer than it was', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: FREE_TRIES, max: 40 }),
      fc.integer({ min: -1e9, max: 1e9 }),
      (count, moved) => {
        const lockedUntil = 1_000_000 + waitAfter(count)
        const after = recovered({ failures: count, lockedUntil }, 1_000_000 + moved, 50)
        const left = lockLeft(after, 50)
        expect(left).toBe(Math.min(waitAfter(count), Math.max(0, waitAfter(count) - moved)))
      },
    ),
  )
})
