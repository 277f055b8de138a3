import type { SerialLine, SerialProtocol } from '../../device-drivers/protocol-driver.ts'
import type { PortConfiguration } from '../config/configuration.ts'

/** A port as it will be run. `deviceId` where the port itself is the device. */
export interface PortPlan {
  readonly path: string
  readonly protocol: SerialProtocol
  readonly variant: string | null
  readonly line: SerialLine
  /** Speeds to try besides that of the line; none where a technician has set it. */
  readonly otherBaudRates: readonly number[]
  readonly deviceId: string | undefined
  /** The driver's own, as configured. */
  readonly settings: Readonly<Record<string, unknown>>
}

/** The ports whose protocol this program runs; the others were named as warnings when the file was read. */
export function planPorts(
  ports: readonly PortConfiguration[],
  findProtocol: (id: string) => SerialProtocol | undefined,
): PortPlan[] {
  return ports.flatMap(({ path, protocol: id, variant, line, device, settings }) => {
    const protocol = findProtocol(id)
    if (protocol === undefined) return []
    return {
      path,
      protocol,
      variant: variant ?? protocol.defaultVariant,
      line: {
        baudRate: line?.baudRate ?? protocol.line.baudRate,
        dataBits: line?.dataBits ?? protocol.line.dataBits,
        parity: line?.parity ?? protocol.line.parity,
        stopBits: line?.stopBits ?? protocol.line.stopBits,
      },
      otherBaudRates: line?.baudRate === undefined ? (protocol.otherBaudRates ?? []) : [],
      deviceId: device,
      settings: settings ?? {},
    }
  })
}
