/**
 * The receivers of the station, serial ports and Bluetooth adapters: each with its drivers, run for ever, and what
 * they say on its way to the store.
 */
import { AdapterSupervisor } from '../../device-drivers/bluetooth/adapter-supervisor.ts'
import type { AdapterProtocol } from '../../device-drivers/bluetooth/adapter-channel.ts'
import type { OpenAdapter } from '../../device-drivers/bluetooth/adapter-link.ts'
import type { OpenConnections } from '../../device-drivers/bluetooth/gatt.ts'
import type {
  DeviceLookup,
  DeviceSetup,
  DriverCommand,
  Protocol,
} from '../../device-drivers/protocol-driver.ts'
import type { OpenLink } from '../../device-drivers/serial/byte-link.ts'
import type { PortListener } from '../../device-drivers/serial/port-listener.ts'
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
  /** Listens beside the station, for the technician; gives back the listener that the receiver gets. */
  readonly tap: (
    receiver: string,
    protocol: Pick<Protocol, 'id' | 'explainFrame'>,
    listener: PortListener,
  ) => PortListener
}

export class DeviceHub {
  /** By path, as configured. */
  readonly #ports: Map<string, PortSupervisor>
  /** By BlueZ's name. */
  readonly #adapters: Map<string, AdapterSupervisor>
  /** Which model each port is read as. */
  readonly #variants = new Map<string, string | null>()

  constructor(
    private readonly parts: DeviceHubParts,
    ports: readonly PortPlan[],
    adapters: readonly AdapterPlan[],
  ) {
    this.#adapters = new Map(adapters.map((plan) => [plan.adapter, this.#adapter(plan)]))
    this.#ports = new Map(ports.map((plan) => [plan.path, this.#port(plan)]))
  }

  /** Resolves when every receiver has been tried once; one that will not open holds nothing back. */
  async start(): Promise<void> {
    const receivers = [...this.#ports.values(), ...this.#adapters.values()]
    for (const receiver of receivers) receiver.start()
    await Promise.all(receivers.map(({ firstTry }) => firstTry))
  }

  async stop(): Promise<void> {
    const receivers = [...this.#ports.values(), ...this.#adapters.values()]
    const stopped = await Promise.all(receivers.map((receiver) => receiver.stop()))
    const undelivered = stopped.reduce((sum, receiver) => sum + receiver.undelivered, 0)
    if (undelivered > 0) this.parts.log.error({ undelivered }, 'events could not be stored before the stop')
  }

  statuses(): PortStatus[] {
    return [
      ...[...this.#ports.values()].map((port) => port.status()),
      ...[...this.#adapters.values()].flatMap((adapter) => adapter.statuses()),
    ]
  }

  /** A port that was set up while the station runs. */
  addPort(plan: PortPlan): void {
    const port = this.#port(plan)
    this.#ports.set(plan.path, port)
    port.start()
  }

  /** Resolves when the port is free for others. */
  async removePort(path: string): Promise<void> {
    const port = this.#ports.get(path)
    this.#ports.delete(path)
    this.#variants.delete(path)
    await this.#removed(path, port)
  }

  /**
   * An adapter that was set up while the station runs, or that listens to other things from now on; what it
   * listened to before and still does hears on without a break.
   */
  async setAdapter(plan: AdapterPlan): Promise<void> {
    const known = this.#adapters.get(plan.adapter)
    if (known === undefined) {
      const adapter = this.#adapter(plan)
      this.#adapters.set(plan.adapter, adapter)
      adapter.start()
      return
    }
    this.#watchAdapter(plan)
    this.#settled(plan.adapter, await known.change(this.#protocolsOf(plan)))
  }

  /** Resolves when the adapter is free for others. */
  async removeAdapter(name: string): Promise<void> {
    const adapter = this.#adapters.get(name)
    this.#adapters.delete(name)
    await this.#removed(name, adapter)
  }

  /** Which model a port is read as; null where its protocol has only one. */
  variantOf(path: string): string | null {
    return this.#variants.get(path) ?? null
  }

  /** The line of a port as it runs now; null for an adapter. */
  lineOf(path: string): PortPlan['line'] | null {
    return this.#ports.get(path)?.line ?? null
  }

  async #removed(name: string, receiver: PortSupervisor | AdapterSupervisor | undefined): Promise<void> {
    this.parts.receivers.forget(name)
    if (receiver !== undefined) this.#settled(name, await receiver.stop())
  }

  #settled(port: string, { undelivered }: { readonly undelivered: number }): void {
    if (undelivered > 0)
      this.parts.log.error({ port, undelivered }, 'events could not be stored before it was removed')
  }

  /** To every receiver that may hear this device; false when none of them is open. */
  commandDevice({ protocol, port }: AssignedDevice, command: DriverCommand): boolean {
    const told = this.#receivers().filter(
      ({ name, protocols }) => protocols.includes(protocol) && (port === null || port === name),
    )
    return told.map(({ receiver }) => receiver.command(command)).includes(true)
  }

  /** To every driver that runs. */
  command(command: DriverCommand): void {
    for (const { receiver } of this.#receivers()) receiver.command(command)
  }

  #receivers() {
    const named = (receiver: PortSupervisor | AdapterSupervisor, statuses: readonly PortStatus[]) => ({
      receiver,
      name: statuses[0]?.path,
      protocols: statuses.map(({ protocol }) => protocol),
    })
    return [
      ...[...this.#ports.values()].map((port) => named(port, [port.status()])),
      ...[...this.#adapters.values()].map((adapter) => named(adapter, adapter.statuses())),
    ]
  }

  #port({ path, protocol, variant, line, otherBaudRates, settings }: PortPlan): PortSupervisor {
    const baudRates = [line.baudRate, ...otherBaudRates]
    const { receivers, openLink, serialClock, tap } = this.parts
    const seconds = protocol.portSupervisionSeconds(settings)
    const supervisionMs = seconds === null ? null : seconds * 1000
    this.#variants.set(path, variant)
    receivers.watch({ kind: 'port', name: path, protocols: [protocol.id], supervisionMs })
    return new PortSupervisor({
      path,
      protocol: protocol.id,
      line,
      createDriver: (deviceAt) => protocol.createDriver({ variant, baudRates, settings, deviceAt }),
      deviceAt: this.#lookup(path, protocol.id),
      openLink,
      clock: serialClock,
      listener: tap(path, protocol, receiverListener(this.parts, path, protocol)),
    })
  }

  #adapter(plan: AdapterPlan): AdapterSupervisor {
    const { openAdapter, openConnections, serialClock: clock } = this.parts
    this.#watchAdapter(plan)
    return new AdapterSupervisor({
      adapter: plan.adapter,
      protocols: this.#protocolsOf(plan),
      openAdapter,
      ...(openConnections === undefined ? {} : { openConnections }),
      clock,
    })
  }

  #watchAdapter({ adapter: name, protocols }: AdapterPlan): void {
    const ids = protocols.map(({ protocol }) => protocol.id)
    this.parts.receivers.watch({ kind: 'adapter', name, protocols: ids, supervisionMs: null })
  }

  #protocolsOf({ adapter, protocols }: AdapterPlan): AdapterProtocol[] {
    const { registry, tap } = this.parts
    return protocols.map(({ protocol, settings }) => ({
      protocol: protocol.id,
      createDriver: (deviceAt) =>
        protocol.createDriver({
          settings,
          deviceAt,
          pairedAddresses: () => registry.addressesOf(protocol.id),
        }),
      deviceAt: this.#lookup(adapter, protocol.id),
      listener: tap(adapter, protocol, receiverListener(this.parts, adapter, protocol)),
    }))
  }

  #lookup(receiver: string, protocol: string): DeviceLookup {
    return (address) => {
      const device = this.parts.registry.deviceOn(receiver, protocol, address)
      return device === undefined ? undefined : this.parts.setupOf(device)
    }
  }
}
