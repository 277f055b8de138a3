/** A critical alarm that the centre does not have: heard after 30 s, once for each, until it has it. */
import { act, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { isAlarmRing, soundings } from '../../../../renderer/alarm-board/soundings.ts'
import { useUndelivered } from '../../../../renderer/alarm-board/use-undelivered.ts'
import { NO_RINGS } from '../../../../renderer/sound/sound-rules.ts'

const NOW = Date.parse('2026-11-21T03:40:00Z')

beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (ms: number) =>
  act(() => {
    vi.advanceTimersByTime(ms)
  })

it('is heard after half a minute by the station’s clock, and no longer when the centre has it', () => {
  const { result, rerender } = renderHook<number | null, { since: number | null }>(
    ({ since }) => useUndelivered(since, 5_000),
    { initialProps: { since: NOW + 5_000 } },
  )
  pass(29_999)
  expect(result.current).toBeNull()
  pass(1)
  expect(result.current).toBe(NOW + 5_000)
  rerender({ since: null })
  expect(result.current).toBeNull()
})

it('one that waits since yesterday is heard at once, and a later one anew', () => {
  const { result, rerender } = renderHook(({ since }) => useUndelivered(since, 0), {
    initialProps: { since: NOW - 86_400_000 },
  })
  pass(0)
  const before = soundings(NO_RINGS, false, result.current)
  rerender({ since: NOW })
  expect(result.current).toBeNull()
  pass(30_000)
  const after = soundings(NO_RINGS, false, result.current)
  expect([...before.values()]).toEqual([
    { id: 'undelivered', ringRevision: NOW - 86_400_000, priority: 'medium' },
  ])
  expect([...after.values()][0]?.ringRevision).toBe(NOW)
})

it('is no alarm that the station could be told of, nor is the lost station', () => {
  const ids = [...soundings(NO_RINGS, true, NOW).keys()]
  expect(ids.filter(isAlarmRing)).toEqual([])
  expect(isAlarmRing('0199c0de')).toBe(true)
})
