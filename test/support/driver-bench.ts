/** Any driver on the bench: say bytes, let time pass, read what it makes of them; each effect is checked. */
import { toHex } from '../../device-drivers/bytes.ts'
import { DeviceRecall } from '../../device-drivers/device-recall.ts'
import type {
  DriverCommand,
  DriverEffect,
  DriverEvent,
  Moment,
  ProtocolDriver,
  SerialProtocol,
} from '../../device-drivers/protocol-driver.ts'
import type { DriverSample } from './protocol-samples/sample.ts'
import { effectFault } from './effect-rules.ts'

/** When the store has an event: before anything else happens, when the test says so, or never. */
export type Durability = 'at once' | 'later'

/** `onDue` may find several things to do at one moment, one after the other; more than this is a busy loop. */
const MOST_DUE_AT_ONCE = 20
/** Longer than any protocol waits for the rest of a frame or a dialogue. */
export const LONG_SILENCE_MS = 60_000

export class DriverBench {
  readonly events: DriverEvent[] = []
  readonly written: string[] = []
  /** How often `onDue` was called. */
  dueCalls = 0
  private fed = 0
  private accounted = 0
  private goodBytes = 0
  private now = 1_000
  private readonly refs = new Set<number>()
  private readonly undurable: number[] = []
  private readonly driver: ProtocolDriver

  constructor(
    protocol: SerialProtocol,
    private readonly sample: DriverSample,
    private readonly durability: Durability = 'at once',
    private readonly recall = new DeviceRecall((address) => sample.devices.get(address)),
  ) {
    const { variant, settings } = sample
    const baudRates = [protocol.line.baudRate, ...(protocol.otherBaudRates ?? [])]
    this.driver = protocol.createDriver({ variant, baudRates, settings, deviceAt: this.recall.deviceAt })
  }

  open(): this {
    this.take(this.driver.onOpen(this.moment()))
    return this
  }

  say(...chunks: readonly Uint8Array[]): this {
    for (const chunk of chunks) {
      this.fed += chunk.length
      this.take(this.driver.onBytes(chunk, this.moment()))
      this.balance()
    }
    return this
  }

  command(command: DriverCommand): this {
    this.take(this.driver.onCommand(command, this.moment()))
    return this
  }

  /** Time passes as it does at a port: the driver is called when it asked to be. */
  wait(ms: number): this {
    const until = this.now + ms
    for (let due = this.dueAt(); due !== undefined && due <= until; due = this.dueAt()) {
      this.now = Math.max(this.now, due)
      this.dueOnce()
    }
    this.now = until
    this.balance()
    return this
  }

  /** The whole line is silent for so long that nothing can wait any more. */
  silence(): this {
    this.wait(LONG_SILENCE_MS)
    return this.accountFor()
  }

  /** The plug is pulled. */
  lost(): this {
    this.take(this.driver.onLost?.(this.moment()) ?? [])
    return this.accountFor()
  }

  private accountFor(): this {
    if (this.pending !== 0) throw new Error(`${this.pending} bytes are neither good nor discarded`)
    return this
  }

  /** A timer that fires although nothing is due. */
  dueTooEarly(): this {
    this.take(this.driver.onDue(this.moment()))
    this.balance()
    return this
  }

  /** The store has everything told so far. */
  durable(): this {
    for (const ref of this.undurable.splice(0)) this.durableRef(ref)
    return this
  }

  durableRef(ref: number): this {
    this.take(this.driver.onDurable(ref, this.moment()))
    return this
  }

  /** Bytes of valid frames. */
  get good(): number {
    return this.goodBytes
  }

  /** Bytes that wait for the rest of their frame. */
  get pending(): number {
    return this.fed - this.accounted
  }

  /** Events as the samples write them; a heartbeat is a trace of life and told when the driver likes. */
  told(): string[] {
    return this.events.filter(({ kind }) => kind !== 'heartbeat').map(wordsOf)
  }

  /** What was told so far is of no interest any more, so that a long run stays small. */
  forget(): void {
    this.events.length = 0
    this.written.length = 0
    this.refs.clear()
    this.dueCalls = 0
  }

  private dueOnce(): void {
    for (let calls = 0; ; calls += 1) {
      if (calls > MOST_DUE_AT_ONCE) throw new Error(`busy loop: nextDueAt stays at ${this.now}`)
      this.dueCalls += 1
      this.take(this.driver.onDue(this.moment()))
      const due = this.dueAt()
      if (due === undefined || due > this.now) return
    }
  }

  private dueAt(): number | undefined {
    const due = this.driver.nextDueAt()
    if (Number.isNaN(due)) throw new Error('nextDueAt is no time')
    return due
  }

  private moment(): Moment {
    return { wall: 1_700_000_000_000 + this.now, mono: this.now }
  }

  private take(effects: readonly DriverEffect[]): void {
    this.recall.take(effects)
    for (const effect of effects) {
      const fault = effectFault(effect, this.sample)
      if (fault !== undefined) throw new Error(`forbidden effect: ${fault}`)
      if (effect.type === 'write') this.written.push(toHex(effect.bytes))
      if (effect.type === 'heard') {
        this.accounted += effect.bytes
        this.goodBytes += effect.bytes
      }
      if (effect.type === 'discarded') this.accounted += effect.bytes.length
      if (effect.type === 'event') this.takeEvent(effect.event)
    }
  }

  private takeEvent(event: DriverEvent): void {
    if (this.refs.has(event.ref)) throw new Error(`two events have the ref ${event.ref}`)
    this.refs.add(event.ref)
    this.events.push(event)
    if (this.durability === 'at once') this.durableRef(event.ref)
    else this.undurable.push(event.ref)
  }

  private balance(): void {
    const { pending, sample } = this
    if (pending < 0) throw new Error(`${-pending} bytes were counted twice`)
    if (pending > sample.longestFrame) throw new Error(`${pending} bytes wait, the longest frame has fewer`)
  }
}

export function wordsOf({ address, kind, value }: DriverEvent): string {
  return `${address === null ? '' : `${address} `}${kind} ${String(value)}`
}
