import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  MOST_WAITING_BYTES_OF_STATION,
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
  const admitted = Array.from({ length: 500 }, () => limits.admit('noisy', 1)).filter((wait) => wait === 0)
  expect(admitted).toHaveLength(100)
  expect(limits.admit('noisy', 1)).toBeCloseTo(100)
  expect(limits.admit('calm', 1)).toBe(0)
  clock.now += 1000
  expect(
    Array.from({ length: 20 }, () => limits.admit('noisy', 1)).filter((wait) => wait === 0),
  ).toHaveLength(10)
})

test('a body with too many messages is taken, and the next one waits until they are paid for', () => {
  const { clock, limits } = limitsAt({ bodiesPerSecond: 100, messagesPerSecond: 10 })
  expect(limits.admit('st', 1)).toBe(0)
  limits.enter('st', 150, 1)()
  expect(limits.admit('st', 1)).toBeCloseTo(5000)
  clock.now += 5000
  expect(limits.admit('st', 1)).toBe(0)
})

test('one station fills only its own share of the queue', () => {
  const { limits } = limitsAt({ bodiesPerSecond: 1000, messagesPerSecond: 100_000 })
  const leave = Array.from({ length: MOST_WAITING_OF_STATION }, () => limits.enter('noisy', 1, 1))
  expect(limits.admit('noisy', 1)).toBeGreaterThan(0)
  expect(limits.admit('calm', 1)).toBe(0)
  leave[0]?.()
  expect(limits.admit('noisy', 1)).toBe(0)
})

test('other limits count from the next body on, and what was paid stays paid', () => {
  const { clock, limits } = limitsAt({ bodiesPerSecond: 10, messagesPerSecond: 1000 })
  limits.change({ bodiesPerSecond: 1, messagesPerSecond: 1000 })
  const admitted = () => Array.from({ length: 500 }, () => limits.admit('st', 1)).filter((wait) => wait === 0)
  expect(admitted()).toHaveLength(10)
  limits.change({ bodiesPerSecond: 20, messagesPerSecond: 1000 })
  expect(admitted()).toHaveLength(0)
  clock.now += 1000
  expect(admitted()).toHaveLength(20)
})

const MEBIBYTE = 1024 * 1024
const USUAL = { bodiesPerSecond: 500, messagesPerSecond: 5000 }

test('bodies just under the limit of one: a few of a station wait at a time, and nobody else does', () => {
  const { limits } = limitsAt(USUAL)
  const leave: (() => void)[] = []
  for (let sent = 0; sent < 128 && limits.admit('noisy', MEBIBYTE) === 0; sent += 1) {
    leave.push(limits.enter('noisy', 1, MEBIBYTE))
  }
  expect(leave).toHaveLength(MOST_WAITING_BYTES_OF_STATION / MEBIBYTE)
  expect(limits.admit('noisy', 400)).toBe(1000)
  expect(limits.admit('calm', MEBIBYTE)).toBe(0)
  leave[0]?.()
  expect(limits.admit('noisy', 400)).toBe(0)
})

test('over a minute a station has no more bytes than its messages may weigh', () => {
  const { clock, limits } = limitsAt(USUAL)
  let taken = 0
  for (; clock.now < 60_000; clock.now += 10) {
    if (limits.admit('noisy', MEBIBYTE) === 0) taken += 1
  }
  expect(taken).toBeLessThanOrEqual((70 * 5000 * 1024) / MEBIBYTE)
  expect(limits.admit('noisy', MEBIBYTE)).toBeGreaterThan(0)
  expect(limits.admit('calm', MEBIBYTE)).toBe(0)
})

test('a night without network, sent at the pace of its messages in full bodies, is never refused', () => {
  const { clock, limits } = limitsAt(USUAL)
  const messages = 50
  for (; clock.now < 60_000; clock.now += 10) {
    expect(limits.admit('back', messages * 450)).toBe(0)
    limits.enter('back', messages, messages * 450)()
  }
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
