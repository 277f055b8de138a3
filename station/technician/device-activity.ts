/** What is known of each device beside its row: when it was heard, how strongly, what it complains of. */
import type { DeviceEvent, EventKind, EventValue } from '../../shared/domain/device-event.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { SignalSample } from '../store/reading-rows.ts'

const SAMPLE_EVERY_MS = 15 * 60_000

const TESTING: ReadonlySet<EventKind> = new Set<EventKind>(['help-call', 'button'])

export interface KnownActivity {
  readonly levels: ReadonlyMap<string, ReadonlyMap<EventKind, EventValue>>
  readonly signals: readonly SignalSample[]
  readonly lastTests: ReadonlyMap<string, Instant>
}

/** Each map has an entry a device, so it is as small as the house. */
export class DeviceActivity {
  readonly #heardAt = new Map<string, Instant>()
  readonly #signals = new Map<string, { readonly dbm: number; readonly at: Instant }>()
  readonly #sampledAt = new Map<string, Instant>()
  readonly #faults = new Map<string, string>()
  readonly #lastTests: Map<string, Instant>
  #samples: SignalSample[] = []

  constructor({ levels, signals, lastTests }: KnownActivity) {
    for (const [deviceId, ofDevice] of levels) this.#fault(deviceId, ofDevice.get('fault') ?? false)
    for (const { deviceId, dbm, at } of signals) {
      this.#signals.set(deviceId, { dbm, at })
      this.#sampledAt.set(deviceId, at)
    }
    this.#lastTests = new Map(lastTests)
  }

  heard(deviceId: string, at: Instant, dbm: number | null): void {
    this.#heardAt.set(deviceId, at)
    if (dbm === null) return
    this.#signals.set(deviceId, { dbm, at })
    const sampledAt = this.#sampledAt.get(deviceId)
    if (sampledAt !== undefined && at - sampledAt < SAMPLE_EVERY_MS) return
    this.#sampledAt.set(deviceId, at)
    this.#samples.push({ deviceId, at, dbm })
  }

  stored({ deviceId, kind, value, receivedAt }: DeviceEvent): void {
    if (kind === 'fault') this.#fault(deviceId, value)
    if (kind === 'restored' && value === 'fault') this.#fault(deviceId, false)
    if (TESTING.has(kind)) this.tested(deviceId, receivedAt)
  }

  tested(deviceId: string, at: Instant): void {
    this.#lastTests.set(deviceId, at)
  }

  /** A device in its place is another one. */
  forget(deviceId: string): void {
    this.#heardAt.delete(deviceId)
    this.#signals.delete(deviceId)
    this.#sampledAt.delete(deviceId)
    this.#faults.delete(deviceId)
    this.#lastTests.delete(deviceId)
  }

  heardAt(deviceId: string): Instant | null {
    return this.#heardAt.get(deviceId) ?? null
  }

  /** Of every device that was heard in this run. */
  allHeardAt(): ReadonlyMap<string, Instant> {
    return this.#heardAt
  }

  signalOf(deviceId: string): { readonly dbm: number; readonly at: Instant } | null {
    return this.#signals.get(deviceId) ?? null
  }

  faultsOf(deviceId: string): readonly string[] {
    const fault = this.#faults.get(deviceId)
    return fault === undefined ? [] : [fault]
  }

  lastTestAt(deviceId: string): Instant | null {
    return this.#lastTests.get(deviceId) ?? null
  }

  /** Samples of signal that still have to be stored. */
  takeSamples(): readonly SignalSample[] {
    const samples = this.#samples
    this.#samples = []
    return samples
  }

  #fault(deviceId: string, value: EventValue): void {
    if (value === false || value === null) this.#faults.delete(deviceId)
    else this.#faults.set(deviceId, value === true ? 'fault' : String(value))
  }
}
