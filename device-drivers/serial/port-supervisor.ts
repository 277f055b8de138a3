/**
 * Owns one port for ever: opens it, runs a fresh driver on each connection, and when the port is lost, busy,
 * forbidden or missing tries again until it is back. Never throws out, never gives up (style pitfalls 10–15).
 */
import type { PortState, PortStatus } from '../../shared/api/board.ts'
import { EffectDelivery } from '../effect-delivery.ts'
import type {
  DeviceLookup,
  DriverCommand,
  DriverEffect,
  Moment,
  ProtocolDriver,
  SerialLine,
} from '../protocol-driver.ts'
import { PortOpenError } from './byte-link.ts'
import type { ByteLink, OpenLink } from './byte-link.ts'
import type { EventBatch } from './delivery-queue.ts'
import { PortConnection } from './port-connection.ts'
import type { PortListener } from './port-listener.ts'
import type { SerialClock } from './serial-clock.ts'

/** Pauses before each new try; the last one repeats, so that a replug is back well within 5 s. */
const LADDER_MS = [250, 500, 1000, 2000] as const
/** An open that hangs in the operating system holds back neither start nor stop of the station. */
const OPEN_LIMIT_MS = 3000

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
  /** Resolves when the port has been tried once, whatever came of it (at the latest after 3 s). */
  readonly firstTry: Promise<void>
  private tried: () => void = () => undefined
  private readonly delivery: EffectDelivery
  private connection: PortConnection | null = null
  private opening: Promise<void> = Promise.resolve()
  private cancelRetry: (() => void) | null = null
  private state: PortState = 'opening'
  private hint: string | null = null
  private since: number
  private rung = 0
  private opened = 0
  private held = false
  private stopped = false

  constructor(private readonly options: PortSupervisorOptions) {
    this.since = options.clock.now().wall
    this.firstTry = new Promise((resolve) => (this.tried = resolve))
    this.delivery = new EffectDelivery({
      deviceAt: options.deviceAt,
      listener: options.listener,
      onDurable: (batch) => this.onDurable(batch),
      onHold: (hold) => this.setHold(hold),
      clock: options.clock,
    })
  }

  start(): void {
    const cancelLimit = this.options.clock.after(OPEN_LIMIT_MS, () => this.tried())
    void this.firstTry.then(cancelLimit)
    this.open()
  }

  /** Closes the port and waits for what is on its way to the store; says how many events it did not take. */
  async stop(): Promise<{ readonly undelivered: number }> {
    this.stopped = true
    this.cancelRetry?.()
    await this.openingOrLimit()
    await this.connection?.close()
    const settled = await this.delivery.settle()
    this.tried()
    return settled
  }

  /** False when no driver runs to hear it: the port is not open. */
  command(command: DriverCommand): boolean {
    return this.connection?.command(command) ?? false
  }

  status(): PortStatus {
    const { path, protocol } = this.options
    const { state, since, hint } = this
    return { path, protocol, state, since, hint, ...this.delivery.counters.read() }
  }

  private open(): void {
    const { path, line, openLink } = this.options
    this.opening = openLink(path, line).then(
      (link) => this.connect(link),
      (error: unknown) => this.openFailed(error),
    )
  }

  /** A link that opens after this is closed at once, because the supervisor has stopped by then. */
  private openingOrLimit(): Promise<void> {
    return new Promise((resolve) => {
      const cancelLimit = this.options.clock.after(OPEN_LIMIT_MS, resolve)
      void this.opening.then(() => {
        cancelLimit()
        resolve()
      })
    })
  }

  private async connect(link: ByteLink): Promise<void> {
    if (this.stopped) return link.close()
    const driver = this.options.createDriver(this.delivery.deviceAt)
    const connection = new PortConnection(link, driver, this.options.clock, (effects, at) =>
      this.perform(effects, at, driver),
    )
    this.connection = connection
    link.onClose(() => void this.linkLost(connection))
    if (this.opened > 0) this.delivery.counters.reconnected()
    this.opened += 1
    this.setState('open', null)
    connection.start(this.held)
    this.tried()
  }

  private openFailed(error: unknown): void {
    if (error instanceof PortOpenError) this.setState(error.code, error.hint)
    else this.setState('failed', null)
    this.tried()
    this.retryLater()
  }

  private async linkLost(connection: PortConnection): Promise<void> {
    if (this.connection !== connection) return
    this.connection = null
    connection.lost()
    if (this.stopped) return
    this.setState('lost', null)
    // Opening before the close is through ends in "Cannot lock port" (style pitfall 11).
    await connection.close()
    this.retryLater()
  }

  private retryLater(): void {
    if (this.stopped) return
    const pause = LADDER_MS[Math.min(this.rung, LADDER_MS.length - 1)] ?? 2000
    this.rung += 1
    this.cancelRetry = this.options.clock.after(pause, () => this.open())
  }

  private perform(effects: readonly DriverEffect[], at: Moment, driver: ProtocolDriver): void {
    if (this.delivery.perform(effects, at, driver)) this.rung = 0
  }

  private onDurable(batch: EventBatch): void {
    if (this.connection?.driver !== batch.driver) return
    this.connection.durable(batch.events.map(({ event }) => event.ref))
  }

  private setHold(hold: boolean): void {
    this.held = hold
    this.connection?.hold(hold)
  }

  /** `since` of a port that is not open is when it ceased to be, through all its reasons. */
  private setState(state: PortState, hint: string | null): void {
    if (state === this.state && hint === this.hint) return
    const wasDown = this.state !== 'open' && this.state !== 'opening'
    if (state === 'open' || !wasDown) this.since = this.options.clock.now().wall
    this.state = state
    this.hint = hint
    this.options.listener.onStatus(this.status())
  }
}
