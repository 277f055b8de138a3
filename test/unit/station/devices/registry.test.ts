import { describe, expect, test } from 'vitest'
import { Registry } from '../../../../station/devices/registry.ts'
import type { AssignedDevice, RegistryRows } from '../../../../station/store/registry-rows.ts'
import { assignedDevice } from '../../../fakes/assigned-device.ts'

const device = (id: string, fields: Partial<AssignedDevice>) => assignedDevice({ id, ...fields })

const rows = (...devices: AssignedDevice[]): RegistryRows => ({
  residents: [],
  devices,
  people: [],
  formerPeople: [],
})

describe('the device on a port', () => {
  test('one with the port of its own goes before one behind any port', () => {
    const registry = new Registry(
      rows(
        device('anywhere', { address: '204' }),
        device('here', { port: '/dev/ttyUSB1', address: '204' }),
        device('radar', { protocol: 'mr60fda', port: '/dev/ttyUSB0' }),
      ),
    )
    expect(registry.deviceOn('/dev/ttyUSB1', 'espa-444', '204')?.id).toBe('here')
    expect(registry.deviceOn('/dev/ttyUSB2', 'espa-444', '204')?.id).toBe('anywhere')
    expect(registry.deviceOn('/dev/ttyUSB0', 'mr60fda', null)?.id).toBe('radar')
    expect(registry.deviceOn('/dev/ttyUSB2', 'mr60fda', null)).toBeUndefined()
    expect(registry.deviceOn('/dev/ttyUSB2', 'enocean-esp3', '204')).toBeUndefined()
  })

  test('hex addresses are the same in either case, on both sides', () => {
    const registry = new Registry(
      rows(
        device('contact', { protocol: 'enocean-esp3', address: '01825DAB' }),
        device('button', { protocol: 'bthome-v2', address: 'b4:35:22:f5:3d:a4' }),
      ),
    )
    expect(registry.deviceOn('/dev/ttyUSB2', 'enocean-esp3', '01825dab')?.id).toBe('contact')
    expect(registry.deviceOn('hci0', 'bthome-v2', 'B4:35:22:F5:3D:A4')?.id).toBe('button')
  })

  test('of two with one address the first stands', () => {
    const registry = new Registry(
      rows(device('first', { address: '204' }), device('second', { address: '204' })),
    )
    expect(registry.deviceOn('/dev/ttyUSB1', 'espa-444', '204')?.id).toBe('first')
  })
})

test('a device paired while the station runs is known to everybody who holds the registry, and followers are told', () => {
  const registry = new Registry(rows())
  const seen: number[] = []
  const unfollow = registry.onReplaced(() => seen.push([...registry.devices()].length))
  registry.replace(rows(device('cord', { address: '204' })))
  expect(registry.deviceOn('/dev/ttyUSB1', 'espa-444', '204')?.id).toBe('cord')
  expect(registry.device('cord')?.address).toBe('204')
  unfollow()
  registry.replace(rows())
  expect(seen).toEqual([1])
  expect(registry.device('cord')).toBeUndefined()
})
