/**
 * Owns one port for ever: opens it, runs a fresh driver on each connection, and when the port is lost, busy,
 * forbidden or missing tries again until it is back. Never throws out, never gives up (style pitfalls 10–15).
 */
import type { PortStatus } from '../../shared/api/board.ts'
import { EffectDelivery } from '../effect-delivery.ts'
import type {
  DeviceLookup,
  DriverCommand,
  DriverEffect,
  Moment,
  ProtocolDriver,
  SerialLine,
} from '../protocol-driver.ts'
import { ReceiverKeeper } from '../receiver-keeper.ts'
import type { ByteLink, OpenLink } from './byte-link.ts'
import type { EventBatch } from './delivery-queue.ts'
import { PortConnection } from './port-connection.ts'
import type { PortListener } from './port-listener.ts'
import type { SerialClock } from './serial-clock.ts'

export interface PortSupervisorOptions {
  readonly path: string
  /** Id of the protocol, for the status. */
  readonly protocol: string
  readonly line: SerialLine
  /** A new driver for each connection; the lookup it gets continues from what this port has told already. */
  readonly createDriver: (deviceAt: DeviceLookup) => ProtocolDriver
  /** What pairing and the store know of the devices behind this port. */
  readonly deviceAt: DeviceLookup
  readonly openLink: OpenLink
  readonly clock: SerialClock
  readonly listener: PortListener
}

export class PortSupervisor {
  private readonly keeper: ReceiverKeeper<ByteLink>
  private readonly delivery: EffectDelivery
  private connection: PortConnection | null = null
  /** While pairing is open: each new driver is told. */
  private pairing: DriverCommand | null = null
  private held = false

  constructor(private readonly options: PortSupervisorOptions) {
    const { path, line, openLink, clock, deviceAt, listener } = options
    this.keeper = new ReceiverKeeper({
      clock,
      open: () => openLink(path, line),
      onLink: (link, again) => this.connect(link, again),
      onState: () => listener.onStatus(this.status()),
    })
    this.delivery = new EffectDelivery({
      deviceAt,
      listener,
      onDurable: (batch) => this.onDurable(batch),
      onHold: (hold) => this.setHold(hold),
      clock,
    })
  }

  /** Resolves when the port has been tried once, whatever came of it (at the latest after 3 s). */
  get firstTry(): Promise<void> {
    return this.keeper.firstTry
  }

  start(): void {
    this.keeper.start()
  }

  /** Closes the port and waits for what is on its way to the store; says how many events it did not take. */
  async stop(): Promise<{ readonly undelivered: number }> {
    await this.keeper.stop()
    await this.connection?.close()
    return this.delivery.settle()
  }

  /** False when no driver runs to hear it: the port is not open. */
  command(command: DriverCommand): boolean {
    if (command.type === 'pairing') this.pairing = command.open ? command : null
    return this.connection?.command(command) ?? false
  }

  /** As it runs now: a driver may have found its stick at another speed than the one that was set. */
  get line(): SerialLine {
    const { line } = this.options
    return { ...line, baudRate: this.connection?.baudRate ?? line.baudRate }
  }

  status(): PortStatus {
    const { path, protocol } = this.options
    const { state, since, hint } = this.keeper
    return { path, protocol, state, since, hint, ...this.delivery.counters.read() }
  }

  private connect(link: ByteLink, again: boolean): void {
    const driver = this.options.createDriver(this.delivery.deviceAt)
    const connection = new PortConnection(link, driver, this.options.clock, (effects, at) =>
      this.perform(effects, at, driver),
    )
    this.connection = connection
    link.onClose(() => void this.linkLost(connection))
    if (again) this.delivery.counters.reconnected()
    this.keeper.opened()
    connection.start(this.held)
    if (this.pairing !== null) connection.command(this.pairing)
  }

  private async linkLost(connection: PortConnection): Promise<void> {
    if (this.connection !== connection) return
    this.connection = null
    connection.lost()
    if (this.keeper.isStopped) return
    this.keeper.lost('lost', null)
    // Opening before the close is through ends in "Cannot lock port" (style pitfall 11).
    await connection.close()
    this.keeper.retry()
  }

  private perform(effects: readonly DriverEffect[], at: Moment, driver: ProtocolDriver): void {
    if (this.delivery.perform(effects, at, driver)) this.keeper.proven()
  }

  private onDurable(batch: EventBatch): void {
    if (this.connection?.driver !== batch.driver) return
    this.connection.durable(batch.events.map(({ event }) => event.ref))
  }

  private setHold(hold: boolean): void {
    this.held = hold
    this.connection?.hold(hold)
  }
}
