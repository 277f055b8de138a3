import { describe, expect, test } from 'vitest'
import { PathState } from '../../../../station/sync/path-state.ts'

test('a way that was never answered is told from one that was lost, and one answer makes it whole', () => {
  const path = new PathState()
  expect([path.link, path.standing(0)]).toEqual(['never', 'untried'])
  path.failed('heartbeat', 'unreachable', undefined, 0, 10)
  expect([path.link, path.standing(0)]).toEqual(['never', 'failing'])
  path.succeeded('heartbeat', 20)
  expect([path.link, path.standing(0), path.lastContactAt]).toEqual(['ok', 'up', 20])
  path.failed('heartbeat', 'timeout', undefined, 0, 30)
  expect([path.link, path.standing(0)]).toEqual(['lost', 'failing'])
  path.succeeded('heartbeat', 40)
  expect([path.lastFailure, path.misses, path.faults]).toEqual([null, 0, 2])
  expect(path.lastFault).toEqual({ code: 'timeout', at: 30 })
})

test('a way is down after three misses, five seconds apart: three refusals in a second are one', () => {
  const path = new PathState()
  for (const at of [0, 200, 400]) path.failed('heartbeat', 'unreachable', undefined, at, at)
  expect(path.standing(400)).toBe('failing')
  path.failed('heartbeat', 'unreachable', undefined, 10_000, 10_000)
  expect(path.standing(10_000)).toBe('down')
})

test('a centre is left alone for as long as it asks, up to half a minute; an answer ends it', () => {
  const path = new PathState()
  path.failed('heartbeat', 'overloaded', 10_000, 1_000, 0)
  expect(path.closedUntil).toBe(11_000)
  path.failed('heartbeat', 'overloaded', 3_600_000, 1_000, 0)
  expect(path.closedUntil).toBe(31_000)
  path.succeeded('heartbeat', 2)
  expect(path.closedUntil).toBeLessThan(0)
})

describe('heartbeats pass and alarms do not', () => {
  const deaf = (): PathState => {
    const path = new PathState()
    path.succeeded('heartbeat', 1)
    path.failed('alarms', 'timeout', undefined, 5_000, 5)
    path.succeeded('heartbeat', 6)
    return path
  }

  test('a heartbeat ends nothing, whenever it comes; an alarm that passes does', () => {
    const path = deaf()
    expect(path).toMatchObject({ isDeaf: true, failingSince: 5_000, lastFailure: 'timeout', link: 'lost' })
    path.failed('heartbeat', 'unreachable', undefined, 60_000, 60)
    path.succeeded('heartbeat', 65)
    expect(path).toMatchObject({ isDeaf: true, failingSince: 5_000, lastFailure: 'timeout' })
    path.succeeded('alarms', 70)
    expect(path).toMatchObject({ isDeaf: false, failingSince: null, lastFailure: null, link: 'ok' })
  })

  test('it is down with the third alarm, however many heartbeats lie between', () => {
    const path = deaf()
    for (const at of [10_000, 15_000]) {
      path.failed('alarms', 'timeout', undefined, at, at)
      path.succeeded('heartbeat', at)
    }
    expect([path.misses, path.standing(15_000)]).toEqual([3, 'down'])
  })

  test('where heartbeats failed as well the way was down, and the first that passes makes it whole', () => {
    const path = new PathState()
    path.failed('alarms', 'hung-up', undefined, 5_000, 5)
    path.failed('heartbeat', 'unreachable', undefined, 5_100, 5)
    expect(path.lastFailure).toBe('unreachable')
    path.succeeded('heartbeat', 10)
    expect(path).toMatchObject({ isDeaf: false, failingSince: null, misses: 0 })
  })
})

test('a path refuses whatever it is asked after three different messages, not after one three times', () => {
  const path = new PathState()
  for (const at of [0, 300_000, 600_000]) path.refused(1, ['one'], at)
  expect([path.isRefusing, path.refusals]).toEqual([false, 3])
  path.refused(2, ['two', 'three'], 700_000)
  expect(path.isRefusing).toBe(true)
  expect([path.isPassedOver(759_999), path.isPassedOver(760_000)]).toEqual([true, false])
  path.took()
  expect(path.isRefusing).toBe(false)
})
