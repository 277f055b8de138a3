import { expect, test } from 'vitest'
import { HeardLog } from '../../../../station/devices/heard-log.ts'

const radar = (deviceId: string, silent = false) => ({
  deviceId,
  placement: 'bathroom',
  unit: '204',
  supervisionMs: 30_000,
  silent,
})

test('a radar that says nothing for longer than it may is overdue, once', () => {
  const log = new HeardLog([radar('a')], 0)
  expect(log.overdue(30_000)).toEqual([])
  expect(log.overdue(30_001)).toEqual(['a'])
  log.markSilent('a')
  expect(log.overdue(90_000)).toEqual([])
})

test('its first frame after a silence says that it is back', () => {
  const log = new HeardLog([radar('a', true)], 0)
  expect(log.proof().devices).toEqual({ expected: 1, heard: 0, silent: ['a'] })
  expect(log.heard('a', 5, 5, 'presence')).toBe(true)
  expect(log.heard('a', 6, 6, undefined)).toBe(false)
  expect(log.proof().devices).toEqual({ expected: 1, heard: 1, silent: [] })
})

test('a restart is no alarm, and no proof of life either', () => {
  const log = new HeardLog([radar('a'), radar('b')], 1_000_000)
  expect(log.overdue(1_020_000)).toEqual([])
  log.heard('b', 77, 1_020_000, undefined)
  expect(log.proof()).toMatchObject({
    devices: { expected: 2, heard: 1 },
    lastHeard: { at: 77, deviceId: 'b', unit: '204' },
  })
})

test('a device paired while the station runs is watched from then on, and the others go on as they were', () => {
  const log = new HeardLog([radar('a'), radar('gone')], 0)
  log.heard('a', 77, 10_000, undefined)
  log.watch([radar('a'), radar('new')], 20_000)
  expect(log.proof().devices).toEqual({ expected: 2, heard: 1, silent: [] })
  expect(log.overdue(40_001)).toEqual(['a'])
  expect(log.overdue(50_001)).toEqual(['a', 'new'])
})

test('a device that is silent stays so when another one is paired', () => {
  const log = new HeardLog([radar('a')], 0)
  log.markSilent('a')
  log.watch([radar('a'), radar('b')], 1_000)
  expect(log.proof().devices.silent).toEqual(['a'])
  expect(log.heard('a', 5, 2_000, undefined)).toBe(true)
})
