import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BluezDevices } from '../../../../device-drivers/bluetooth/bluez-devices.ts'

const ADAPTER = '/org/bluez/hci0'
const PATH = `${ADAPTER}/dev_B4_35_22_F5_3D_A4`
const DEVICE = 'org.bluez.Device1'

describe('property maps as advertisements', () => {
  test('what BlueZ remembers from before is no advertisement', () => {
    const devices = new BluezDevices(ADAPTER)
    devices.learn(PATH, { [DEVICE]: { Name: 'SBBT-002C', RSSI: -70, ServiceData: { x: Uint8Array.of(1) } } })
    expect(devices.changed(PATH, DEVICE, { Connected: true })).toBeUndefined()
    expect(devices.changed(PATH, DEVICE, { RSSI: -71 })).toMatchObject({
      name: 'SBBT-002C',
      serviceData: new Map(),
    })
  })

  test('another adapter’s devices, other interfaces and other paths are none of ours', () => {
    const devices = new BluezDevices(ADAPTER)
    const heard = { RSSI: -60 }
    for (const path of [
      '/org/bluez/hci1/dev_B4_35_22_F5_3D_A4',
      `${PATH}/service0001`,
      ADAPTER,
      `${ADAPTER}0/dev_1`,
    ]) {
      expect(devices.changed(path, DEVICE, heard)).toBeUndefined()
    }
    expect(devices.changed(PATH, 'org.bluez.Battery1', heard)).toBeUndefined()
    expect(devices.added(PATH, { 'org.bluez.Battery1': heard })).toBeUndefined()
  })

  test('a property of the wrong shape is left out, the rest counts', () => {
    const devices = new BluezDevices(ADAPTER)
    const told = devices.changed(PATH, DEVICE, { RSSI: -60, ServiceData: 'no map', AddressType: 'pigeon' })
    expect(told).toMatchObject({ signal: -60, addressType: null, serviceData: new Map() })
  })

  test('a removed device is forgotten, and a neighbourhood of them is bounded', () => {
    const devices = new BluezDevices(ADAPTER)
    devices.added(PATH, { [DEVICE]: { Name: 'old', RSSI: -60 } })
    devices.removed(PATH)
    expect(devices.changed(PATH, DEVICE, { RSSI: -60 })?.name).toBeNull()
    devices.changed(PATH, DEVICE, { Name: 'kept', RSSI: -60 })
    for (let n = 0; n < 2000; n += 1) {
      const tail = n.toString(16).toUpperCase().padStart(4, '0')
      devices.changed(`${ADAPTER}/dev_00_00_00_00_${tail.slice(0, 2)}_${tail.slice(2)}`, DEVICE, {
        RSSI: -90,
      })
    }
    expect(devices.changed(PATH, DEVICE, { RSSI: -60 })?.name).toBeNull()
  })

  test('anything at all on the bus breaks nothing', () => {
    const devices = new BluezDevices(ADAPTER)
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (face, changed) => {
        devices.changed(PATH, face, changed)
        devices.added(PATH, changed)
        devices.learn(PATH, changed)
        devices.learn(PATH, { [DEVICE]: changed })
        devices.added(PATH, { [DEVICE]: changed })
        devices.changed(PATH, DEVICE, changed)
      }),
    )
  })
})
