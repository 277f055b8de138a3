import { describe, expect, test } from 'vitest'
import { nextBeatMs, type BeatFacts } from '../../../../station/sync/heartbeats.ts'

const next = (part: Partial<BeatFacts>): number =>
  nextBeatMs({ misses: 0, heartbeatMs: 60_000, random: 0.999_999, ...part })

describe('how often each way is asked (scaip.md, section 7)', () => {
  test('at the set interval, whether it is in use or stands by', () => {
    expect([next({}), next({ heartbeatMs: 900_000 })]).toEqual([60_000, 900_000])
  })

  test('a miss is repeated after five seconds: down within 75 s of the last contact', () => {
    const answerMs = 5_000
    const downAfterMs = 60_000 + answerMs + next({ misses: 1 }) + next({ misses: 2 })
    expect(downAfterMs).toBeLessThanOrEqual(75_000)
  })

  test('a way that is down is asked more seldom, spread out, and never less often than every 30 s', () => {
    const pauses = [3, 4, 5, 50].map((misses) => Math.round(next({ misses })))
    expect(pauses).toEqual([10_000, 20_000, 30_000, 30_000])
    expect(next({ misses: 50, random: 0 })).toBe(22_500)
  })
})
