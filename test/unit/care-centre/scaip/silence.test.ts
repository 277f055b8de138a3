import { expect, test } from 'vitest'
import { intervalAfter, silentAfterMs, type Pulse } from '../../../../care-centre/scaip/silence.ts'

const START = Date.UTC(2026, 10, 21)
const MINUTE = 60_000

function pulse(change: Partial<Pulse> = {}): Pulse {
  return { cid: '1', heardAt: START, beatAt: START, intervalMs: null, isSilent: false, ...change }
}

/** The interval after beats at these minutes. */
function learned(...minutes: number[]): number | null {
  let known: Pulse | undefined
  for (const minute of minutes) {
    const beatAt = START + minute * MINUTE
    const intervalMs = intervalAfter(known, known === undefined ? undefined : beatAt - known.beatAt)
    known = pulse({ beatAt, heardAt: beatAt, intervalMs })
  }
  return known?.intervalMs ?? null
}

test('a device that beats every minute is silent 180 s after the last thing heard, a quicker one after 90 s', () => {
  expect(silentAfterMs(pulse({ intervalMs: MINUTE }), undefined)).toBe(180_000)
  expect(silentAfterMs(pulse({ intervalMs: 20_000 }), undefined)).toBe(90_000)
})

test('what is configured wins; what is not known yet is supposed to be slow', () => {
  expect(silentAfterMs(pulse({ intervalMs: MINUTE }), 300)).toBe(15 * MINUTE)
  expect(silentAfterMs(pulse(), undefined)).toBe(30 * MINUTE)
})

test('the pace is learned: one beat says nothing, the second all, a longer one is believed at once', () => {
  expect(learned(0)).toBeNull()
  expect(learned(0, 5)).toBe(5 * MINUTE)
  expect(learned(0, 5, 15)).toBe(10 * MINUTE)
})

test('one early beat does not make the next one late', () => {
  expect(learned(0, 5, 6)).toBe(4 * MINUTE)
})

test('a beat repeated within seconds, and a gap in which it was silent, say nothing of its pace', () => {
  expect(intervalAfter(pulse({ intervalMs: 5 * MINUTE }), 5000)).toBe(5 * MINUTE)
  expect(intervalAfter(pulse({ intervalMs: 5 * MINUTE, isSilent: true }), 600 * MINUTE)).toBe(5 * MINUTE)
})

test('what nobody knows, or a clock that went back, says nothing of its pace; an hour is the slowest that is learned', () => {
  const known = pulse({ intervalMs: 5 * MINUTE })
  expect(intervalAfter(known, undefined)).toBe(5 * MINUTE)
  expect(intervalAfter(known, -24 * 60 * MINUTE)).toBe(5 * MINUTE)
  expect(intervalAfter(known, 24 * 60 * MINUTE)).toBe(60 * MINUTE)
  expect(silentAfterMs(pulse({ intervalMs: 24 * 60 * MINUTE }), undefined)).toBe(180 * MINUTE)
})
