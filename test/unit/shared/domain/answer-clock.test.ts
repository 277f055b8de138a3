import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerClock, ANSWER_WITHIN_MS } from '../../../../shared/domain/answer-clock.ts'
import type { Priority } from '../../../../shared/domain/priority.ts'

const RANG = Date.parse('2026-11-22T02:40:18.000Z')
const ringing = (priority: Priority, answeredAt: number | null = null) => ({
  priority,
  ringingSince: RANG,
  answeredAt,
})

describe('the answer clock', () => {
  it('of a fall runs for 60 s, of an ordinary call for 180 s, and says when it is over', () => {
    expect(answerClock(ringing('critical'), RANG + 42_000)).toEqual({
      kind: 'running',
      ms: 42_000,
      limitMs: 60_000,
      part: 0.7,
    })
    expect(answerClock(ringing('critical'), RANG + 60_000).kind).toBe('running')
    expect(answerClock(ringing('critical'), RANG + 60_001).kind).toBe('over')
    expect(answerClock(ringing('high'), RANG + 180_000).kind).toBe('running')
    expect(answerClock(ringing('high'), RANG + 181_000)).toEqual({
      kind: 'over',
      ms: 181_000,
      limitMs: 180_000,
    })
  })

  it('stands still once somebody has answered, here or at the station', () => {
    expect(answerClock(ringing('critical', RANG + 31_000), RANG + 500_000)).toMatchObject({
      kind: 'answered',
      ms: 31_000,
      isInTime: true,
    })
    expect(answerClock(ringing('critical', RANG + 61_000), RANG + 61_500)).toMatchObject({ isInTime: false })
  })

  it('is none for what is not answered within minutes', () => {
    expect(answerClock(ringing('medium'), RANG + 1_000)).toEqual({ kind: 'none' })
    expect(answerClock(ringing('low'), RANG + 1_000)).toEqual({ kind: 'none' })
  })

  it('never shows less than nothing or more than all of the time, whatever two clocks say', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), (passed) => {
        const clock = answerClock(ringing('critical'), RANG + passed)
        if (clock.kind === 'none') throw new Error('a fall has a clock')
        expect(clock.ms).toBe(Math.max(0, passed))
        expect(clock.kind).toBe(passed > (ANSWER_WITHIN_MS.critical ?? 0) ? 'over' : 'running')
        if (clock.kind === 'running') expect(clock.part).toBeGreaterThanOrEqual(0)
        if (clock.kind === 'running') expect(clock.part).toBeLessThanOrEqual(1)
      }),
    )
  })
})
