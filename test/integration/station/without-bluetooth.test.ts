/** The libraries for Bluetooth cost a start some 60 ms: only a home that has Bluetooth pays for them. */
import { createRequire } from 'node:module'
import { expect, test, vi } from 'vitest'
import { systemSerialClock } from '../../../device-drivers/serial/serial-clock.ts'
import {
  systemAdapterOpener,
  systemConnectionsOpener,
} from '../../../device-drivers/bluetooth/system-bluetooth.ts'

/** Of Node's own modules in this process: both libraries are CommonJS. */
function loaded(library: 'dbus-next' | 'node-ble'): boolean {
  const { cache } = createRequire(import.meta.url)
  return Object.keys(cache).some((file) => file.replaceAll('\\', '/').includes(`node_modules/${library}/`))
}

test('the station is loaded without them; the first adapter and the first connection load them', async () => {
  vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', 'unix:path=/nowhere/bus')
  await import('../../../station/station.ts')
  const answered = new Promise((resolve) => {
    const connections = systemConnectionsOpener(systemSerialClock)('hci0', resolve)
    expect([loaded('dbus-next'), loaded('node-ble')]).toEqual([false, false])
    connections.request({ type: 'connect', id: 1, address: 'C0:FF:EE:00:02:04' })
  })
  await expect(systemAdapterOpener(systemSerialClock)('hci0')).rejects.toMatchObject({ code: 'no-bus' })
  expect(await answered).toMatchObject({ type: 'failed', id: 1 })
  expect([loaded('dbus-next'), loaded('node-ble')]).toEqual([true, true])
})
