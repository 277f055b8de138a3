/**
 * Bluetooth as the station uses it. The libraries for it are loaded with the first adapter that is opened: a
 * home without Bluetooth starts without them.
 */
import type { SerialClock } from '../serial/serial-clock.ts'
import type { OpenAdapter } from './adapter-link.ts'
import { gattConnectionsOpener } from './gatt-connections.ts'
import type { OpenConnections } from './gatt.ts'

/** Opens adapters over the system bus. */
export function systemAdapterOpener(clock: SerialClock): OpenAdapter {
  return async (adapter) => {
    const { bluezAdapterOpener } = await import('./bluez-adapter.ts')
    return bluezAdapterOpener(clock)(adapter)
  }
}

/** Connects to devices over the system bus. */
export function systemConnectionsOpener(clock: SerialClock): OpenConnections {
  return gattConnectionsOpener(async (adapter, address, listener) => {
    const { gattLinkOpener } = await import('./gatt-link.ts')
    return gattLinkOpener(clock)(adapter, address, listener)
  }, clock)
}
