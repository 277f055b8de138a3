/** The ports of the station: each with its driver, run for ever, and what they say on its way to the store. */
import type { DeviceSetup } from '../../device-drivers/protocol-driver.ts'
import type { OpenLink } from '../../device-drivers/serial/byte-link.ts'
import { PortSupervisor } from '../../device-drivers/serial/port-supervisor.ts'
import type { SerialClock } from '../../device-drivers/serial/serial-clock.ts'
import type { PortStatus } from '../../shared/api/board.ts'
import type { AssignedDevice } from '../store/registry-rows.ts'
import type { PortPlan } from './port-plan.ts'
import { receiverListener, type ReceiverListenerParts } from './receiver-listener.ts'

export interface DeviceHubParts extends ReceiverListenerParts {
  readonly serialClock: SerialClock
  readonly openLink: OpenLink
  readonly setupOf: (device: AssignedDevice) => DeviceSetup
}

export class DeviceHub {
  readonly #ports: readonly PortSupervisor[]

  constructor(
    private readonly parts: DeviceHubParts,
    plans: readonly PortPlan[],
  ) {
    this.#ports = plans.map(({ path, protocol, variant, line, settings }) => {
      const seconds = protocol.portSupervisionSeconds(settings)
      const supervisionMs = seconds === null ? null : seconds * 1000
      parts.receivers.watch({ kind: 'port', name: path, protocols: [protocol.id], supervisionMs })
      return new PortSupervisor({
        path,
        protocol: protocol.id,
        line,
        createDriver: (deviceAt) => protocol.createDriver({ variant, settings, deviceAt }),
        deviceAt: (address) => {
          const device = parts.registry.deviceOn(path, protocol.id, address)
          return device === undefined ? undefined : parts.setupOf(device)
        },
        openLink: parts.openLink,
        clock: parts.serialClock,
        listener: receiverListener(parts, path, protocol),
      })
    })
  }

  /** Resolves when every port has been tried once; one that will not open holds nothing back. */
  async start(): Promise<void> {
    for (const port of this.#ports) port.start()
    await Promise.all(this.#ports.map(({ firstTry }) => firstTry))
  }

  async stop(): Promise<void> {
    const stopped = await Promise.all(this.#ports.map((port) => port.stop()))
    const undelivered = stopped.reduce((sum, port) => sum + port.undelivered, 0)
    if (undelivered > 0) this.parts.log.error({ undelivered }, 'events could not be stored before the stop')
  }

  statuses(): PortStatus[] {
    return this.#ports.map((port) => port.status())
  }
}
