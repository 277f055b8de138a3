/**
 * The receivers of the station, serial ports and Bluetooth adapters: each with its drivers, run for ever, and what
 * they say on its way to the store.
 */
import { AdapterSupervisor } from '../../device-drivers/bluetooth/adapter-supervisor.ts'
import type { OpenAdapter } from '../../device-drivers/bluetooth/adapter-link.ts'
import type { OpenConnections } from '../../device-drivers/bluetooth/gatt.ts'
import type { DeviceLookup, DeviceSetup } from '../../device-drivers/protocol-driver.ts'
import type { OpenLink } from '../../device-drivers/serial/byte-link.ts'
import { PortSupervisor } from '../../device-drivers/serial/port-supervisor.ts'
import type { SerialClock } from '../../device-drivers/serial/serial-clock.ts'
import type { PortStatus } from '../../shared/api/board.ts'
import type { AssignedDevice } from '../store/registry-rows.ts'
import type { AdapterPlan } from './adapter-plan.ts'
import type { PortPlan } from './port-plan.ts'
import { receiverListener, type ReceiverListenerParts } from './receiver-listener.ts'

export interface DeviceHubParts extends ReceiverListenerParts {
  readonly serialClock: SerialClock
  readonly openLink: OpenLink
  readonly openAdapter: OpenAdapter
  /** Of protocols that connect. */
  readonly openConnections: OpenConnections | undefined
  readonly setupOf: (device: AssignedDevice) => DeviceSetup
}

export class DeviceHub {
  readonly #ports: readonly PortSupervisor[]
  readonly #adapters: readonly AdapterSupervisor[]

  constructor(
    private readonly parts: DeviceHubParts,
    ports: readonly PortPlan[],
    adapters: readonly AdapterPlan[],
  ) {
    this.#adapters = adapters.map((plan) => this.#adapter(plan))
    this.#ports = ports.map(({ path, protocol, variant, line, settings }) => {
      const seconds = protocol.portSupervisionSeconds(settings)
      const supervisionMs = seconds === null ? null : seconds * 1000
      parts.receivers.watch({ kind: 'port', name: path, protocols: [protocol.id], supervisionMs })
      return new PortSupervisor({
        path,
        protocol: protocol.id,
        line,
        createDriver: (deviceAt) => protocol.createDriver({ variant, settings, deviceAt }),
        deviceAt: this.#lookup(path, protocol.id),
        openLink: parts.openLink,
        clock: parts.serialClock,
        listener: receiverListener(parts, path, protocol),
      })
    })
  }

  /** Resolves when every receiver has been tried once; one that will not open holds nothing back. */
  async start(): Promise<void> {
    const receivers = [...this.#ports, ...this.#adapters]
    for (const receiver of receivers) receiver.start()
    await Promise.all(receivers.map(({ firstTry }) => firstTry))
  }

  async stop(): Promise<void> {
    const stopped = await Promise.all([...this.#ports, ...this.#adapters].map((receiver) => receiver.stop()))
    const undelivered = stopped.reduce((sum, receiver) => sum + receiver.undelivered, 0)
    if (undelivered > 0) this.parts.log.error({ undelivered }, 'events could not be stored before the stop')
  }

  statuses(): PortStatus[] {
    return [
      ...this.#ports.map((port) => port.status()),
      ...this.#adapters.flatMap((adapter) => adapter.statuses()),
    ]
  }

  #adapter({ adapter, protocols }: AdapterPlan): AdapterSupervisor {
    const { receivers, registry, openAdapter, openConnections, serialClock } = this.parts
    const ids = protocols.map(({ protocol }) => protocol.id)
    receivers.watch({ kind: 'adapter', name: adapter, protocols: ids, supervisionMs: null })
    return new AdapterSupervisor({
      adapter,
      protocols: protocols.map(({ protocol, settings }) => ({
        protocol: protocol.id,
        createDriver: (deviceAt) =>
          protocol.createDriver({
            settings,
            deviceAt,
            pairedAddresses: () => registry.addressesOf(protocol.id),
          }),
        deviceAt: this.#lookup(adapter, protocol.id),
        listener: receiverListener(this.parts, adapter, protocol),
      })),
      openAdapter,
      ...(openConnections === undefined ? {} : { openConnections }),
      clock: serialClock,
    })
  }

  #lookup(receiver: string, protocol: string): DeviceLookup {
    return (address) => {
      const device = this.parts.registry.deviceOn(receiver, protocol, address)
      return device === undefined ? undefined : this.parts.setupOf(device)
    }
  }
}
