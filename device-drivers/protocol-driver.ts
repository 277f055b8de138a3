/**
 * What every protocol brings (one folder each, one line in `protocols.ts`): a driver that is a pure state
 * machine over bytes and time. It opens nothing, waits for nothing and reads no clock; whoever runs it
 * (`serial/port-supervisor.ts`) performs the effects it returns, in order.
 *
 * One driver object lives as long as one connection. Reconnecting makes a new one.
 */
import type { EventKind, EventValue } from '../shared/domain/device-event.ts'
import type { Instant, MonotonicMs } from '../shared/domain/time.ts'

/** The two clocks at one moment, taken where the bytes came in. */
export interface Moment {
  /** Wall clock: for the event's time. */
  readonly wall: Instant
  /** Monotonic clock: for pauses, polls and silence. */
  readonly mono: MonotonicMs
}

/** A fact the driver read off the wire, on its way to the store. */
export interface DriverEvent {
  /** The device's address within its protocol (`204` on an ESPA line); null where the port is the device. */
  readonly address: string | null
  readonly kind: EventKind
  readonly value: EventValue
  /** The frame it came in, complete. */
  readonly raw: Uint8Array
  /** Given back in `onDurable` once the event is committed; a protocol that acknowledges does it then. */
  readonly ref: number
}

export type DriverEffect =
  /** Send these bytes. */
  | { readonly type: 'write'; readonly bytes: Uint8Array }
  /** Store this, then call `onDurable(ref)`. */
  | { readonly type: 'event'; readonly event: DriverEvent }
  /** A valid frame of this device arrived: it lives. `bytes` counts towards the good bytes of the port. */
  | { readonly type: 'heard'; readonly address: string | null; readonly bytes: number }
  /** Bytes that belong to no valid frame, with the parser's reason; kept as evidence and counted. */
  | { readonly type: 'discarded'; readonly bytes: Uint8Array; readonly reason: string }
  /** Well formed but not in the table: kept as raw evidence, raises nothing. */
  | { readonly type: 'unknown-message'; readonly raw: Uint8Array; readonly description: string }

/** What the station still remembers of a device at the moment of connecting, so that a level is no news. */
export interface KnownLevels {
  /** The last stored `fall` of this device was not followed by `restored`. */
  readonly fall: boolean | null
  readonly presence: boolean | null
  readonly inactivity: boolean | null
  readonly motion: string | null
}

export interface ProtocolDriver {
  onOpen(now: Moment): readonly DriverEffect[]
  onBytes(chunk: Uint8Array, now: Moment): readonly DriverEffect[]
  /** Called when `nextDueAt()` has come: idle gaps, polls, repeats. */
  onDue(now: Moment): readonly DriverEffect[]
  /** The event with this `ref` is committed. */
  onDurable(ref: number, now: Moment): readonly DriverEffect[]
  /** When `onDue` wants to be called next, on the monotonic clock; undefined for never. */
  nextDueAt(): MonotonicMs | undefined
}

/** Line settings of a serial protocol; a configuration may override each. */
export interface SerialLine {
  readonly baudRate: number
  readonly dataBits: 5 | 6 | 7 | 8
  readonly parity: 'none' | 'even' | 'odd' | 'mark' | 'space'
  readonly stopBits: 1 | 1.5 | 2
}

/** One line of a frame inspector: what `decode` writes for one line of input (contract: "decode"). */
export type DecodeLine = (input: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>

/** A field of a decoded frame for people (API: `FrameField`). */
export interface DecodedField {
  readonly name: string
  readonly value: string
}

export interface SerialProtocol {
  readonly id: string
  readonly variants: readonly string[]
  readonly defaultVariant: string | null
  readonly line: SerialLine
  /** True where the port itself is one device (a radar), so that the configuration names it on the port. */
  readonly portIsDevice: boolean
  /** Longest silence allowed where the configuration gives none, in seconds, by variant. */
  defaultSupervisionSeconds(variant: string | null): number
  createDriver(options: { readonly variant: string | null; readonly known: KnownLevels }): ProtocolDriver
  decodeLine: DecodeLine
  /** One complete frame, field by field, for "why" and the frame inspector; empty when it is not a frame. */
  explainFrame(raw: Uint8Array, variant: string | null): readonly DecodedField[]
}
