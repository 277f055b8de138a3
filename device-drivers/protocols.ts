/** The serial protocols of the station: a new one is a folder and a line here. */
import { enoceanProtocol } from './enocean-esp3/protocol.ts'
import { espa444Protocol } from './espa-444/protocol.ts'
import { mr60fdaProtocol } from './mr60fda/protocol.ts'
import type { SimulatedProtocol } from './simulated-device.ts'

export const SERIAL_PROTOCOLS: readonly SimulatedProtocol[] = [
  mr60fdaProtocol,
  espa444Protocol,
  enoceanProtocol,
]

/** The protocol with this id (`mr60fda`), as the configuration and the command line name it. */
export function findProtocol(id: string): SimulatedProtocol | undefined {
  return SERIAL_PROTOCOLS.find((protocol) => protocol.id === id)
}
