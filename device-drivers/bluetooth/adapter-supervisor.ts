/**
 * Owns one Bluetooth adapter for ever: opens it, lets every protocol on it hear its one discovery, and when the
 * adapter, BlueZ's daemon or the bus is lost, off or forbidden tries again until it is back. Never throws out,
 * never gives up.
 */
import type { PortStatus } from '../../shared/api/board.ts'
import type { DriverCommand, Moment } from '../protocol-driver.ts'
import { ReceiverKeeper } from '../receiver-keeper.ts'
import type { PortOpenError } from '../serial/byte-link.ts'
import type { SerialClock } from '../serial/serial-clock.ts'
import { AdapterChannel, type AdapterProtocol } from './adapter-channel.ts'
import type { AdapterLink, OpenAdapter } from './adapter-link.ts'
import type { GattConnections, GattInput, OpenConnections } from './gatt.ts'

export interface AdapterSupervisorOptions {
  /** BlueZ's name: `hci0`. */
  readonly adapter: string
  readonly protocols: readonly AdapterProtocol[]
  readonly openAdapter: OpenAdapter
  /** For protocols that connect; without it their requests come to nothing. */
  readonly openConnections?: OpenConnections
  readonly clock: SerialClock
}

/** A request of no driver; theirs begin at 1. */
const NOBODYS = 0

export class AdapterSupervisor {
  private readonly keeper: ReceiverKeeper<AdapterLink>
  private channels: readonly AdapterChannel[]
  private link: AdapterLink | null = null
  private connections: GattConnections | null = null

  constructor(private readonly options: AdapterSupervisorOptions) {
    const { adapter, protocols, openAdapter, clock } = options
    this.keeper = new ReceiverKeeper({
      clock,
      open: () => openAdapter(adapter),
      onLink: (link, again) => this.connect(link, again),
      onState: () => this.tellState(),
    })
    this.channels = protocols.map((protocol) => this.channelOf(protocol))
  }

  /** Resolves when the adapter has been tried once, whatever came of it (at the latest after 3 s). */
  get firstTry(): Promise<void> {
    return this.keeper.firstTry
  }

  start(): void {
    this.keeper.start()
  }

  /** Ends the discovery and waits for what is on its way to the store; says how many events it did not take. */
  async stop(): Promise<{ readonly undelivered: number }> {
    await this.keeper.stop()
    await this.connections?.close()
    await this.link?.close()
    const settled = await Promise.all(this.channels.map((channel) => channel.stop()))
    return { undelivered: settled.reduce((sum, { undelivered }) => sum + undelivered, 0) }
  }

  /**
   * From now on these protocols and no others; one that stays hears on without a break. Resolves when what left
   * has settled; says how many events of it the store did not take.
   */
  async change(protocols: readonly AdapterProtocol[]): Promise<{ readonly undelivered: number }> {
    const before = this.channels
    this.channels = protocols.map(
      (protocol) => before.find(({ id }) => id === protocol.protocol) ?? this.channelOf(protocol),
    )
    for (const [index, status] of this.statuses().entries()) {
      const channel = this.channels[index]
      if (channel === undefined || before.includes(channel)) continue
      channel.statusChanged(status)
      if (this.link !== null) channel.opened(false)
    }
    const left = before.filter((channel) => !this.channels.includes(channel))
    for (const address of left.flatMap((channel) => channel.leave())) {
      this.connections?.request({ id: NOBODYS, address, type: 'disconnect' })
    }
    const settled = await Promise.all(left.map((channel) => channel.stop()))
    return { undelivered: settled.reduce((sum, { undelivered }) => sum + undelivered, 0) }
  }

  /** False while the adapter is not open; its drivers live on and may do it when it is back. */
  command(command: DriverCommand): boolean {
    for (const channel of this.channels) channel.command(command)
    return this.link !== null
  }

  /** One for each protocol on the adapter. */
  statuses(): PortStatus[] {
    const { state, since, hint } = this.keeper
    return this.channels.map((channel) => channel.status(this.options.adapter, state, since, hint))
  }

  private channelOf(protocol: AdapterProtocol): AdapterChannel {
    return new AdapterChannel(protocol, this.options.clock, (request) => this.connections?.request(request))
  }

  private connect(link: AdapterLink, again: boolean): void {
    this.link = link
    const { adapter, openConnections } = this.options
    link.onAdvertisement((advertisement, at) => {
      // Only an adapter that hears shows that it works; one that opens and falls keeps its pauses.
      this.keeper.proven()
      for (const channel of this.channels) channel.hear(advertisement, at)
    })
    link.onClose((why) => void this.linkLost(link, why))
    this.connections = openConnections?.(adapter, (input, at) => this.takeGatt(input, at)) ?? null
    this.keeper.opened()
    for (const channel of this.channels) channel.opened(again)
  }

  /** A driver knows its own devices; what is another's means nothing to it. */
  private takeGatt(input: GattInput, at: Moment): void {
    for (const channel of this.channels) channel.gatt(input, at)
  }

  private async linkLost(link: AdapterLink, why: PortOpenError): Promise<void> {
    if (this.link !== link || this.keeper.isStopped) return
    this.link = null
    const { connections } = this
    this.connections = null
    this.keeper.lost(why.code, why.hint)
    for (const channel of this.channels) channel.lost()
    await connections?.close()
    await link.close()
    this.keeper.retry()
  }

  private tellState(): void {
    const statuses = this.statuses()
    for (const [index, channel] of this.channels.entries()) {
      const status = statuses[index]
      if (status !== undefined) channel.statusChanged(status)
    }
  }
}
