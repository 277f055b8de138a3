import { expect, test } from 'vitest'
import { PathState } from '../../../../station/sync/path-state.ts'

test('a way that was never answered is told from one that was lost, and one answer makes it whole', () => {
  const path = new PathState()
  expect([path.link, path.standing(0)]).toEqual(['never', 'untried'])
  path.failed('unreachable', undefined, 0, 10)
  expect([path.link, path.standing(0)]).toEqual(['never', 'failing'])
  path.succeeded(20)
  expect([path.link, path.standing(0), path.lastContactAt]).toEqual(['ok', 'up', 20])
  path.failed('timeout', undefined, 0, 30)
  expect([path.link, path.standing(0)]).toEqual(['lost', 'failing'])
  path.succeeded(40)
  expect([path.lastFailure, path.misses, path.faults]).toEqual([null, 0, 2])
  expect(path.lastFault).toEqual({ code: 'timeout', at: 30 })
})

test('a way is down after three misses, five seconds apart: three refusals in a second are one', () => {
  const path = new PathState()
  for (const at of [0, 200, 400]) path.failed('unreachable', undefined, at, at)
  expect(path.standing(400)).toBe('failing')
  path.failed('unreachable', undefined, 10_000, 10_000)
  expect(path.standing(10_000)).toBe('down')
})

test('a centre is left alone for as long as it asks, up to half a minute; an answer ends it', () => {
  const path = new PathState()
  path.failed('overloaded', 10_000, 1_000, 0)
  expect(path.closedUntil).toBe(11_000)
  path.failed('overloaded', 3_600_000, 1_000, 0)
  expect(path.closedUntil).toBe(31_000)
  path.succeeded(2)
  expect(path.closedUntil).toBeLessThan(0)
})
