/** One protocol on one adapter: its driver, its deliveries to the store, its status. */
import type { PortState, PortStatus } from '../../shared/api/board.ts'
import type { Instant, MonotonicMs } from '../../shared/domain/time.ts'
import { EffectDelivery } from '../effect-delivery.ts'
import type { DeviceLookup, DriverCommand, DriverEffect, Moment } from '../protocol-driver.ts'
import type { PortListener } from '../serial/port-listener.ts'
import type { SerialClock } from '../serial/serial-clock.ts'
import type { Advertisement } from './advertisement.ts'
import type { BluetoothDriver, BluetoothEffect } from './bluetooth-protocol.ts'
import type { GattInput, GattRequest } from './gatt.ts'

export interface AdapterProtocol {
  /** Id of the protocol, for the status. */
  readonly protocol: string
  /** Called once; the lookup it gets continues from what has been told already. */
  readonly createDriver: (deviceAt: DeviceLookup) => BluetoothDriver
  /** What pairing and the store know of the devices. */
  readonly deviceAt: DeviceLookup
  readonly listener: PortListener
}

interface HeardAdvertisement {
  readonly advertisement: Advertisement
  readonly at: Moment
}

/** While the store is behind, this many advertisements wait; then the oldest go, counted as `overflow`. */
const MAX_WAITING = 10_000

export class AdapterChannel {
  private readonly delivery: EffectDelivery
  private readonly driver: BluetoothDriver
  private cancelTimer: (() => void) | null = null
  private waiting: HeardAdvertisement[] = []
  private held = false
  private stopped = false
  /** Whom its driver asked to connect to. */
  private readonly peers = new Set<string>()

  constructor(
    private readonly protocol: AdapterProtocol,
    private readonly clock: SerialClock,
    /** Of a driver that connects. */
    private readonly onRequest: (request: GattRequest) => void,
  ) {
    const { deviceAt, listener, createDriver } = protocol
    this.delivery = new EffectDelivery({
      deviceAt,
      listener,
      clock,
      onDurable: ({ events }) => this.durable(events.map(({ event }) => event.ref)),
      onHold: (hold) => this.hold(hold),
    })
    this.driver = createDriver(this.delivery.deviceAt)
  }

  /** Of its protocol. */
  get id(): string {
    return this.protocol.protocol
  }

  opened(again: boolean): void {
    if (again) this.delivery.counters.reconnected()
    this.run((now) => this.driver.onOpen(now))
  }

  lost(): void {
    this.run((now) => this.driver.onLost(now))
  }

  hear(advertisement: Advertisement, at: Moment): void {
    if (this.held) this.keep({ advertisement, at })
    else this.perform(this.driver.onAdvertisement(advertisement, at), at)
  }

  gatt(input: GattInput, at: Moment): void {
    this.perform(this.driver.onGatt(input, at), at)
  }

  command(command: DriverCommand): void {
    this.run((now) => this.driver.onCommand(command, now))
  }

  status(adapter: string, state: PortState, since: Instant, hint: string | null): PortStatus {
    const { protocol } = this.protocol
    return {
      path: adapter,
      carrier: 'bluetooth',
      protocol,
      state,
      since,
      hint,
      ...this.delivery.counters.read(),
    }
  }

  statusChanged(status: PortStatus): void {
    this.protocol.listener.onStatus(status)
  }

  /** Hears and asks nothing more; gives back whom it was connected to, for somebody to let them go. */
  leave(): readonly string[] {
    this.stopped = true
    this.cancelTimer?.()
    return [...this.peers]
  }

  /** Waits for what is on its way to the store; says how many events it did not take. */
  async stop(): Promise<{ readonly undelivered: number }> {
    const settled = await this.delivery.settle()
    this.stopped = true
    this.cancelTimer?.()
    return settled
  }

  private durable(refs: readonly number[]): void {
    this.run((now) => refs.flatMap((ref) => [...this.driver.onDurable(ref, now)]))
  }

  private run(step: (now: Moment) => readonly BluetoothEffect[]): void {
    const now = this.clock.now()
    this.perform(step(now), now)
  }

  private perform(effects: readonly BluetoothEffect[], at: Moment): void {
    const facts: DriverEffect[] = []
    for (const effect of effects) {
      if (effect.type === 'gatt') this.request(effect.request)
      else facts.push(effect)
    }
    this.delivery.perform(facts, at, this.driver)
    this.arm()
  }

  private request(request: GattRequest): void {
    if (this.stopped) return
    if (request.type === 'connect') this.peers.add(request.address)
    else if (request.type === 'disconnect') this.peers.delete(request.address)
    this.onRequest(request)
  }

  private keep(heard: HeardAdvertisement): void {
    this.waiting.push(heard)
    if (this.waiting.length <= MAX_WAITING) return
    const lost = this.waiting.shift()
    const bytes = [...(lost?.advertisement.serviceData.values() ?? [])].reduce(
      (sum, data) => sum + data.length,
      0,
    )
    this.delivery.counters.discarded(bytes, 'overflow')
  }

  /** A radio cannot be paused: what comes meanwhile waits here, with the moment it came. */
  private hold(hold: boolean): void {
    this.held = hold
    while (!this.held) {
      const next = this.waiting.shift()
      if (next === undefined) return
      this.hear(next.advertisement, next.at)
    }
  }

  private arm(): void {
    this.cancelTimer?.()
    this.cancelTimer = null
    const dueAt: MonotonicMs | undefined = this.driver.nextDueAt()
    if (this.stopped || dueAt === undefined) return
    const delay = Math.max(0, Math.ceil(dueAt - this.clock.now().mono))
    this.cancelTimer = this.clock.after(delay, () => this.run((now) => this.driver.onDue(now)))
  }
}
