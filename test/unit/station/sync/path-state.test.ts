import { expect, test } from 'vitest'
import { PathState } from '../../../../station/sync/path-state.ts'

test('a path that fails pauses longer and longer, and one success ends every pause', () => {
  const path = new PathState()
  path.failed('unreachable', undefined, 0, 1)
  path.failed('unreachable', undefined, 500, 1)
  expect(path.pauseLeftMs(500)).toBe(1000)
  path.succeeded(99)
  expect(path.pauseLeftMs(500)).toBe(0)
  expect(path).toMatchObject({ link: 'ok', lastContactAt: 99, lastFailure: null })
})

test('a new critical alarm ends a long pause, but a dead centre is tried once a second at most', () => {
  const path = new PathState()
  path.tried(10_000)
  for (let failures = 0; failures < 10; failures += 1) path.failed('timeout', undefined, 10_000, 1)
  path.hurry()
  expect(path.pauseLeftMs(10_200)).toBe(800)
  expect(path.pauseLeftMs(60_000)).toBe(0)
})

test('a centre that was never reached is told from one that was lost', () => {
  const path = new PathState()
  path.failed('unreachable', undefined, 0, 0)
  expect(path.link).toBe('never')
  path.succeeded(1)
  path.failed('timeout', undefined, 0, 0)
  expect(path.link).toBe('lost')
})
