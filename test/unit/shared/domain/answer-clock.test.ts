import { expect, test } from 'vitest'
import { answerClock } from '../../../../shared/domain/answer-clock.ts'

const RANG = Date.UTC(2026, 10, 21, 3, 40, 18)
const clock = (
  priority: 'critical' | 'high' | 'medium' | 'low',
  seconds: number,
  answered: number | null = null,
) =>
  answerClock(
    { priority, ringingSince: RANG, answeredAt: answered === null ? null : RANG + answered * 1000 },
    RANG + seconds * 1000,
  )

test('runs until somebody answers, and then stands', () => {
  expect(clock('critical', 42)).toEqual({ seconds: 42, isRunning: true, left: 18 })
  expect(clock('critical', 500, 42)).toEqual({ seconds: 42, isRunning: false, left: 18 })
})

test('says how long the promise has been broken', () => {
  expect(clock('critical', 75).left).toBe(-15)
  expect(clock('high', 75).left).toBe(105)
  expect(clock('medium', 901).left).toBe(-1)
  expect(clock('low', 901).left).toBeNull()
})

test('a clock that was set back shows no time before the alarm', () => {
  expect(clock('critical', -5).seconds).toBe(0)
})
