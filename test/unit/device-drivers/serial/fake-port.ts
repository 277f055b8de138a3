/** A port on the bench: plug, pull, refuse, speak; and a listener that writes down what it is told. */
import type { PortStatus } from '../../../../shared/api/board.ts'
import type { DeviceSetup, Moment } from '../../../../device-drivers/protocol-driver.ts'
import { toHex } from '../../../../device-drivers/bytes.ts'
import { createRadarDriver } from '../../../../device-drivers/mr60fda/driver.ts'
import type { RadarVariant } from '../../../../device-drivers/mr60fda/variants.ts'
import type { ByteLink } from '../../../../device-drivers/serial/byte-link.ts'
import type { ReceivedEvent } from '../../../../device-drivers/serial/delivery-queue.ts'
import type { DriverFact, PortListener } from '../../../../device-drivers/serial/port-listener.ts'
import { PortSupervisor } from '../../../../device-drivers/serial/port-supervisor.ts'
import { FakeClock, settled } from './fake-clock.ts'

/** A paired radar of which nothing has been told yet. */
export const KNOWN_RADAR: DeviceSetup = {
  eep: null,
  key: null,
  placement: 'bathroom',
  settings: {},
  known: {},
  memory: {},
}

export class FakeLink implements ByteLink {
  readonly written: string[] = []
  paused = false
  closed = false
  releaseClose: () => void = () => undefined
  private bytesListener: (chunk: Uint8Array, at: Moment) => void = () => undefined
  private closeListener: (reason: string) => void = () => undefined

  constructor(
    private readonly clock: FakeClock,
    private readonly slowClose: boolean,
  ) {}

  onBytes(listener: (chunk: Uint8Array, at: Moment) => void): void {
    this.bytesListener = listener
  }
  onClose(listener: (reason: string) => void): void {
    this.closeListener = listener
  }
  write(bytes: Uint8Array): void {
    this.written.push(toHex(bytes))
  }
  setBaudRate(baudRate: number): void {
    this.written.push(`${baudRate} baud`)
  }
  pause(): void {
    this.paused = true
  }
  resume(): void {
    this.paused = false
  }
  close(): Promise<void> {
    this.closed = true
    return this.slowClose ? new Promise((resolve) => (this.releaseClose = resolve)) : Promise.resolve()
  }
  speak(...frames: Uint8Array[]): void {
    for (const frame of frames) this.bytesListener(frame, this.clock.now())
  }
  pull(): void {
    this.closeListener('bad file descriptor')
  }
}

export class RecordingListener implements PortListener {
  readonly calls: string[][] = []
  readonly statuses: PortStatus[] = []
  readonly discarded: string[] = []
  readonly unknown: string[] = []
  readonly facts: DriverFact[] = []
  heardBytes = 0
  /** What the store does with a batch; default: stores it. */
  store: (events: readonly ReceivedEvent[]) => Promise<void> = () => Promise.resolve()

  onEvents(events: readonly ReceivedEvent[]): Promise<void> {
    this.calls.push(events.map(({ event }) => `${event.kind} ${String(event.value)}`))
    return this.store(events)
  }
  onHeard(heard: { bytes: number }): void {
    this.heardBytes += heard.bytes
  }
  onDiscarded(discarded: { reason: string }): void {
    this.discarded.push(discarded.reason)
  }
  onUnknown(unknown: { description: string }): void {
    this.unknown.push(unknown.description)
  }
  onFact(fact: DriverFact): void {
    this.facts.push(fact)
  }
  onStatus(status: PortStatus): void {
    this.statuses.push(status)
  }
}

export function portBench(variant: RadarVariant = 'r60-fda1', { slowClose = false } = {}) {
  const clock = new FakeClock()
  const listener = new RecordingListener()
  const links: FakeLink[] = []
  const openedAt: number[] = []
  const bench = {
    clock,
    listener,
    links,
    openedAt,
    /** Why the port does not open; null when it does. */
    refusal: null as Error | null,
    /** The operating system does not answer to the opening. */
    hangs: false,
    link: () => {
      const link = links.at(-1)
      if (link === undefined) throw new Error('the port was never opened')
      return link
    },
    /** Everything that was ready to happen has happened. */
    settled,
    supervisor: null as unknown as PortSupervisor,
  }
  bench.supervisor = new PortSupervisor({
    path: '/dev/ttyUSB0',
    protocol: 'mr60fda',
    line: { baudRate: 115_200, dataBits: 8, parity: 'none', stopBits: 1 },
    deviceAt: () => KNOWN_RADAR,
    createDriver: (deviceAt) => createRadarDriver({ variant, known: deviceAt(null)?.known ?? {} }),
    clock,
    listener,
    openLink: () => {
      openedAt.push(clock.now().mono)
      if (bench.hangs) return new Promise<ByteLink>(() => undefined)
      if (bench.refusal !== null) return Promise.reject(bench.refusal)
      const link = new FakeLink(clock, slowClose)
      links.push(link)
      return Promise.resolve(link)
    },
  })
  return bench
}
