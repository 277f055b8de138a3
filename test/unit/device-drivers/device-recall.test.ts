import { expect, test } from 'vitest'
import { DeviceRecall } from '../../../device-drivers/device-recall.ts'
import type { DeviceSetup, DriverEffect } from '../../../device-drivers/protocol-driver.ts'

const cord: DeviceSetup = {
  eep: 'F6-02-01',
  key: null,
  placement: 'bathroom',
  settings: {},
  known: { door: true },
  memory: { interval: '900' },
}

const says = (
  address: string,
  kind: 'door' | 'fall' | 'restored',
  value: boolean | string,
): DriverEffect => ({
  type: 'event',
  event: { address, kind, value, raw: Uint8Array.of(1), ref: 1, remember: { counter: '5' } },
})

test('a new connection knows what the one before it told, also what has not reached the store yet', () => {
  const recall = new DeviceRecall((address) => (address === '204' ? cord : undefined))
  recall.take([says('204', 'fall', true), says('204', 'restored', 'fall'), says('204', 'door', false)])
  recall.take([{ type: 'remember', address: '204', memory: { counter: '6' } }])
  expect(recall.deviceAt('204')).toEqual({
    ...cord,
    known: { door: false, fall: false },
    memory: { interval: '900', counter: '6' },
  })
})

test('nothing is kept of an address that nobody has paired', () => {
  let paired = false
  const recall = new DeviceRecall(() => (paired ? cord : undefined))
  recall.take([says('205', 'fall', true)])
  paired = true
  expect(recall.deviceAt('205')).toBe(cord)
})
