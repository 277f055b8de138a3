/**
 * Owns one Bluetooth adapter for ever: opens it, lets every protocol on it hear its one discovery, and when the
 * adapter, BlueZ's daemon or the bus is lost, off or forbidden tries again until it is back. Never throws out,
 * never gives up.
 */
import type { PortState, PortStatus } from '../../shared/api/board.ts'
import type { DriverCommand, Moment } from '../protocol-driver.ts'
import { PortOpenError } from '../serial/byte-link.ts'
import type { SerialClock } from '../serial/serial-clock.ts'
import { AdapterChannel } from './adapter-channel.ts'
import type { AdapterProtocol } from './adapter-channel.ts'
import type { AdapterLink, OpenAdapter } from './adapter-link.ts'
import type { GattConnections, GattInput, OpenConnections } from './gatt.ts'

/** Pauses before each new try; the last one repeats, so that a stick is back well within 5 s. */
const LADDER_MS = [250, 500, 1000, 2000] as const
/** A bus that hangs holds back neither start nor stop of the station. */
const OPEN_LIMIT_MS = 3000

export interface AdapterSupervisorOptions {
  /** BlueZ's name: `hci0`. */
  readonly adapter: string
  readonly protocols: readonly AdapterProtocol[]
  readonly openAdapter: OpenAdapter
  /** For protocols that connect; without it their requests come to nothing. */
  readonly openConnections?: OpenConnections
  readonly clock: SerialClock
}

export class AdapterSupervisor {
  /** Resolves when the adapter has been tried once, whatever came of it (at the latest after 3 s). */
  readonly firstTry: Promise<void>
  private tried: () => void = () => undefined
  private readonly channels: readonly AdapterChannel[]
  private link: AdapterLink | null = null
  private connections: GattConnections | null = null
  private opening: Promise<void> = Promise.resolve()
  private cancelRetry: (() => void) | null = null
  private state: PortState = 'opening'
  private hint: string | null = null
  private since: number
  private rung = 0
  private opened = 0
  private stopped = false

  constructor(private readonly options: AdapterSupervisorOptions) {
    const { protocols, clock } = options
    this.since = clock.now().wall
    this.firstTry = new Promise((resolve) => (this.tried = resolve))
    this.channels = protocols.map(
      (protocol) => new AdapterChannel(protocol, clock, (request) => this.connections?.request(request)),
    )
  }

  start(): void {
    const cancelLimit = this.options.clock.after(OPEN_LIMIT_MS, () => this.tried())
    void this.firstTry.then(cancelLimit)
    this.open()
  }

  /** Ends the discovery and waits for what is on its way to the store; says how many events it did not take. */
  async stop(): Promise<{ readonly undelivered: number }> {
    this.stopped = true
    this.cancelRetry?.()
    await this.openingOrLimit()
    await this.connections?.close()
    await this.link?.close()
    const settled = await Promise.all(this.channels.map((channel) => channel.stop()))
    this.tried()
    return { undelivered: settled.reduce((sum, { undelivered }) => sum + undelivered, 0) }
  }

  /** False while the adapter is not open; its drivers live on and may do it when it is back. */
  command(command: DriverCommand): boolean {
    for (const channel of this.channels) channel.command(command)
    return this.link !== null
  }

  /** One for each protocol on the adapter. */
  statuses(): PortStatus[] {
    const { state, since, hint } = this
    return this.channels.map((channel) => channel.status(this.options.adapter, state, since, hint))
  }

  private open(): void {
    this.opening = this.options.openAdapter(this.options.adapter).then(
      (link) => this.connect(link),
      (error: unknown) => this.openFailed(error),
    )
  }

  private openingOrLimit(): Promise<void> {
    return new Promise((resolve) => {
      const cancelLimit = this.options.clock.after(OPEN_LIMIT_MS, resolve)
      void this.opening.then(() => {
        cancelLimit()
        resolve()
      })
    })
  }

  private async connect(link: AdapterLink): Promise<void> {
    if (this.stopped) return link.close()
    this.link = link
    const { adapter, openConnections } = this.options
    link.onAdvertisement((advertisement, at) => {
      // Only an adapter that hears shows that it works; one that opens and falls keeps its pauses.
      this.rung = 0
      for (const channel of this.channels) channel.hear(advertisement, at)
    })
    link.onClose((why) => void this.linkLost(link, why))
    this.connections = openConnections?.(adapter, (input, at) => this.takeGatt(input, at)) ?? null
    const again = this.opened > 0
    this.opened += 1
    this.setState('open', null)
    for (const channel of this.channels) channel.opened(again)
    this.tried()
  }

  /** A driver knows its own devices; what is another's means nothing to it. */
  private takeGatt(input: GattInput, at: Moment): void {
    for (const channel of this.channels) channel.gatt(input, at)
  }

  private openFailed(error: unknown): void {
    if (error instanceof PortOpenError) this.setState(error.code, error.hint)
    else this.setState('failed', null)
    this.tried()
    this.retryLater()
  }

  private async linkLost(link: AdapterLink, why: PortOpenError): Promise<void> {
    if (this.link !== link || this.stopped) return
    this.link = null
    const { connections } = this
    this.connections = null
    this.setState(why.code, why.hint)
    for (const channel of this.channels) channel.lost()
    await connections?.close()
    await link.close()
    this.retryLater()
  }

  private retryLater(): void {
    if (this.stopped || this.state === 'unsupported') return
    const pause = LADDER_MS[Math.min(this.rung, LADDER_MS.length - 1)] ?? 2000
    this.rung += 1
    this.cancelRetry = this.options.clock.after(pause, () => this.open())
  }

  /** `since` of an adapter that is not open is when it ceased to be, through all its reasons. */
  private setState(state: PortState, hint: string | null): void {
    if (state === this.state && hint === this.hint) return
    const wasDown = this.state !== 'open' && this.state !== 'opening'
    if (state === 'open' || !wasDown) this.since = this.options.clock.now().wall
    this.state = state
    this.hint = hint
    const statuses = this.statuses()
    for (const [index, channel] of this.channels.entries()) {
      const status = statuses[index]
      if (status !== undefined) channel.statusChanged(status)
    }
  }
}
