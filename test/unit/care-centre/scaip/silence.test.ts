import { expect, test } from 'vitest'
import { intervalAfter, silentAt, type Pulse } from '../../../../care-centre/scaip/silence.ts'

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
    const intervalMs = intervalAfter(known, beatAt)
    known = pulse({ beatAt, heardAt: beatAt, intervalMs })
  }
  return known?.intervalMs ?? null
}

test('a device that beats every minute is silent 180 s after the last thing heard, a quicker one after 90 s', () => {
  expect(silentAt(pulse({ intervalMs: MINUTE }), undefined) - START).toBe(180_000)
  expect(silentAt(pulse({ intervalMs: 20_000 }), undefined) - START).toBe(90_000)
})

test('any document counts as heard', () => {
  expect(silentAt(pulse({ intervalMs: MINUTE, heardAt: START + 5000 }), undefined) - START).toBe(185_000)
})

test('what is configured wins; what is not known yet is supposed to be slow', () => {
  expect(silentAt(pulse({ intervalMs: MINUTE }), 300) - START).toBe(15 * MINUTE)
  expect(silentAt(pulse(), undefined) - START).toBe(30 * MINUTE)
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
  expect(intervalAfter(pulse({ intervalMs: 5 * MINUTE }), START + 5000)).toBe(5 * MINUTE)
  expect(intervalAfter(pulse({ intervalMs: 5 * MINUTE, isSilent: true }), START + 600 * MINUTE)).toBe(
    5 * MINUTE,
  )
})
