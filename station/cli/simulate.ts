/** `simulate <device> --port PATH`: a device that speaks real bytes on a real port or pseudo-terminal. */
import {
  findBluetoothProtocol,
  findSerialProtocol,
  SERIAL_PROTOCOLS,
} from '../../device-drivers/protocols.ts'
import { PortOpenError } from '../../device-drivers/serial/byte-link.ts'
import { systemSerialClock } from '../../device-drivers/serial/serial-clock.ts'
import { simulateOnPort, type RunningSimulation } from '../../device-drivers/serial/simulate-on-port.ts'
import {
  SimulationScriptError,
  type SimulatedDevice,
  type SimulatedProtocol,
} from '../../device-drivers/simulated-device.ts'
import { SERIAL_PROTOCOL_IDS } from '../config/configuration.ts'
import { StartError } from '../start-error.ts'
import { say, untilStopped, type CliIo } from './io.ts'

export interface SimulateOptions {
  readonly port: string
  readonly variant?: string
  readonly script: string
  readonly seed: string
}

export async function simulate(protocolId: string, options: SimulateOptions, io: CliIo): Promise<number> {
  const protocol = findSerialProtocol(protocolId)
  if (protocol === undefined) {
    const known = SERIAL_PROTOCOLS.map(({ id }) => id).join(', ')
    throw new StartError('unknown-protocol', `${whyNone(protocolId)}; there is ${known}.`, 2)
  }
  const device = createDevice(protocol, options)
  const running = await open(protocol, options.port, device)
  say(io, `A simulated ${protocolId} speaks on ${options.port}. Ctrl-C ends it.`)
  const stopped = untilStopped(io.stop).then(() => running.stop())
  const reason = await running.ended
  if (reason !== null) throw new StartError('port-lost', `${options.port} was lost: ${reason}`, 1)
  await stopped
  return 0
}

function whyNone(protocolId: string): string {
  if (findBluetoothProtocol(protocolId) !== undefined) {
    return `${protocolId} speaks over Bluetooth and has no simulator on a serial port`
  }
  const isPlanned = SERIAL_PROTOCOL_IDS.some((id) => id === protocolId)
  return isPlanned ? `simulate ${protocolId} is not built yet` : `Unknown device "${protocolId}"`
}

function createDevice(protocol: SimulatedProtocol, options: SimulateOptions): SimulatedDevice {
  if (!/^\d{1,9}$/.test(options.seed)) {
    throw new StartError('usage', `--seed is a whole number, not "${options.seed}".`, 2)
  }
  try {
    return protocol.createSimulator({
      variant: options.variant ?? protocol.defaultVariant,
      script: options.script,
      seed: Number(options.seed),
    })
  } catch (error) {
    if (error instanceof SimulationScriptError) throw new StartError('usage', error.message, 2)
    throw error
  }
}

async function open(
  protocol: SimulatedProtocol,
  path: string,
  device: SimulatedDevice,
): Promise<RunningSimulation> {
  // Loaded here alone: `decode` and the like must not need a native package.
  const { serialLinkOpener } = await import('../../device-drivers/serial/serial-link.ts')
  const openLink = serialLinkOpener(systemSerialClock)
  try {
    return await simulateOnPort({ path, line: protocol.line, device, openLink, clock: systemSerialClock })
  } catch (error) {
    if (!(error instanceof PortOpenError)) throw error
    const hint = error.hint === null ? '' : `\nTry: ${error.hint}`
    throw new StartError(`port-${error.code}`, `${path} can't be opened: ${error.message}${hint}`, 1)
  }
}
