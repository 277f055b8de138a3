import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  MOST_WAITING_OF_STATION,
  StationLimits,
  takeFrom,
  type Bucket,
} from '../../../../care-centre/intake/station-limits.ts'

function limitsAt(perSecond: { bodiesPerSecond: number; messagesPerSecond: number }) {
  const clock = { now: 0 }
  return { clock, limits: new StationLimits(perSecond, () => clock.now) }
}

test('a flood waits, and nobody else does', () => {
  const { clock, limits } = limitsAt({ bodiesPerSecond: 10, messagesPerSecond: 1000 })
  const admitted = Array.from({ length: 500 }, () => limits.admit('noisy')).filter((wait) => wait === 0)
  expect(admitted).toHaveLength(100)
  expect(limits.admit('noisy')).toBeCloseTo(100)
  expect(limits.admit('calm')).toBe(0)
  clock.now += 1000
  expect(Array.from({ length: 20 }, () => limits.admit('noisy')).filter((wait) => wait === 0)).toHaveLength(
    10,
  )
})

test('a body with too many messages is taken, and the next one waits until they are paid for', () => {
  const { clock, limits } = limitsAt({ bodiesPerSecond: 100, messagesPerSecond: 10 })
  expect(limits.admit('st')).toBe(0)
  limits.enter('st', 150)()
  expect(limits.admit('st')).toBeCloseTo(5000)
  clock.now += 5000
  expect(limits.admit('st')).toBe(0)
})

test('one station fills only its own share of the queue', () => {
  const { limits } = limitsAt({ bodiesPerSecond: 1000, messagesPerSecond: 100_000 })
  const leave = Array.from({ length: MOST_WAITING_OF_STATION }, () => limits.enter('noisy', 1))
  expect(limits.admit('noisy')).toBeGreaterThan(0)
  expect(limits.admit('calm')).toBe(0)
  leave[0]?.()
  expect(limits.admit('noisy')).toBe(0)
})

test('other limits count from the next body on, and what was paid stays paid', () => {
  const { clock, limits } = limitsAt({ bodiesPerSecond: 10, messagesPerSecond: 1000 })
  limits.change({ bodiesPerSecond: 1, messagesPerSecond: 1000 })
  const admitted = () => Array.from({ length: 500 }, () => limits.admit('st')).filter((wait) => wait === 0)
  expect(admitted()).toHaveLength(10)
  limits.change({ bodiesPerSecond: 20, messagesPerSecond: 1000 })
  expect(admitted()).toHaveLength(0)
  clock.now += 1000
  expect(admitted()).toHaveLength(20)
})

test('over any time no more is taken than the bucket holds and what flows in', () => {
  const steps = fc.array(
    fc.record({ pause: fc.integer({ min: 0, max: 3000 }), cost: fc.integer({ min: 1, max: 5 }) }),
  )
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 50 }), (calls, perSecond) => {
      let bucket: Bucket | undefined
      let now = 0
      let taken = 0
      for (const { pause, cost } of calls) {
        now += pause
        const answer = takeFrom(bucket, cost, perSecond, now)
        bucket = answer.bucket
        if (answer.waitMs === 0) taken += cost
      }
      expect(taken).toBeLessThanOrEqual(perSecond * 10 + (now / 1000) * perSecond + 1e-6)
    }),
  )
})
