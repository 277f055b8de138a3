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
