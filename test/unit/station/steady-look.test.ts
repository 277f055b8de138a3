import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SteadyLook } from '../../../station/steady-look.ts'

const SECOND = 1_000

/** Looks that end by hand. */
function lookedByHand() {
  const ends: (() => void)[] = []
  const look = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)))
  return { steady: new SteadyLook(look, SECOND), look, endOne: () => ends.shift()?.() }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a look that takes longer than the pace is not overtaken by the next one', async () => {
  const { steady, look, endOne } = lookedByHand()
  steady.start()
  await vi.advanceTimersByTimeAsync(3 * SECOND)
  expect(look).toHaveBeenCalledOnce()
  endOne()
  await vi.advanceTimersByTimeAsync(SECOND)
  expect(look).toHaveBeenCalledTimes(2)
})

test('whoever stops it waits for the look under way, and none comes after', async () => {
  const { steady, look, endOne } = lookedByHand()
  steady.start()
  await vi.advanceTimersByTimeAsync(SECOND)
  let isStopped = false
  const stopped = steady.stop().then(() => (isStopped = true))
  await vi.advanceTimersByTimeAsync(5 * SECOND)
  expect([isStopped, look.mock.calls.length]).toEqual([false, 1])
  endOne()
  await stopped
  await vi.advanceTimersByTimeAsync(5 * SECOND)
  expect(look).toHaveBeenCalledOnce()
})
