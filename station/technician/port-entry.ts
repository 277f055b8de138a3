/** A serial port as a technician writes it, and as it stands in the setup. Pure. */
import type { SerialLine, SerialProtocol } from '../../device-drivers/protocol-driver.ts'
import { SERIAL_PROTOCOL_IDS, type PortConfiguration } from '../config/configuration.ts'
import { refused } from './outcome.ts'
import type { Refusal } from './pairing.ts'
import { refuseSettings } from './refuse-settings.ts'

export interface NewPort {
  readonly path: string
  readonly protocol: string
  readonly variant: string | null
  readonly baudRate: number | null
  /** Left out, it is as the protocol has it. */
  readonly line?: Omit<SerialLine, 'baudRate'>
  /** The driver's own. */
  readonly settings?: Readonly<Record<string, unknown>>
}

/** Why a port can not be set up like this, undefined where it can. */
export function refusePort(
  { protocol: id, variant, settings = {} }: NewPort,
  findProtocol: (id: string) => SerialProtocol | undefined,
): Refusal | undefined {
  const protocol = findProtocol(id)
  if (protocol === undefined || idOf(id) === undefined) {
    return refused('unknown-protocol', `no serial protocol ${id}`)
  }
  if (variant !== null && !protocol.variants.includes(variant)) {
    return refused('bad-input', `${id} has no variant ${variant}`)
  }
  return refuseSettings(protocol, settings)
}

/** Undefined where no such protocol may stand in a setup. */
export function portEntry(wish: NewPort): PortConfiguration | undefined {
  const { path, variant, baudRate, settings = {} } = wish
  const protocol = idOf(wish.protocol)
  if (protocol === undefined) return undefined
  const line = { ...wish.line, ...(baudRate === null ? {} : { baudRate }) }
  return {
    path,
    protocol,
    ...(variant === null ? {} : { variant }),
    ...(Object.keys(line).length === 0 ? {} : { line }),
    ...(Object.keys(settings).length === 0 ? {} : { settings: { ...settings } }),
  }
}

function idOf(protocol: string): PortConfiguration['protocol'] | undefined {
  return SERIAL_PROTOCOL_IDS.find((id) => id === protocol)
}
