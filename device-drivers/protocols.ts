/** The protocols of the station: a new one is a folder and a line here. */
import { bleGattPendantProtocol } from './ble-gatt-pendant/protocol.ts'
import type { BluetoothProtocol } from './bluetooth/bluetooth-protocol.ts'
import { bthomeV2Protocol } from './bthome-v2/protocol.ts'
import { enoceanProtocol } from './enocean-esp3/protocol.ts'
import { espa444Protocol } from './espa-444/protocol.ts'
import { mr60fdaProtocol } from './mr60fda/protocol.ts'
import type { Protocol } from './protocol-driver.ts'
import type { SimulatedProtocol } from './simulated-device.ts'

export const SERIAL_PROTOCOLS: readonly SimulatedProtocol[] = [
  mr60fdaProtocol,
  espa444Protocol,
  enoceanProtocol,
]

export const BLUETOOTH_PROTOCOLS: readonly BluetoothProtocol[] = [bthomeV2Protocol, bleGattPendantProtocol]

/** The protocol with this id (`mr60fda`), as the configuration and the command line name it. */
export function findProtocol(id: string): Protocol | undefined {
  return findSerialProtocol(id) ?? findBluetoothProtocol(id)
}

export function findSerialProtocol(id: string): SimulatedProtocol | undefined {
  return SERIAL_PROTOCOLS.find((protocol) => protocol.id === id)
}

export function findBluetoothProtocol(id: string): BluetoothProtocol | undefined {
  return BLUETOOTH_PROTOCOLS.find((protocol) => protocol.id === id)
}
