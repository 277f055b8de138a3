/**
 * What every protocol brings (one folder each, one line in `protocols.ts`): a driver that is a pure state
 * machine over bytes and time. It opens nothing, waits for nothing and reads no clock; whoever runs it
 * (`serial/port-supervisor.ts`) performs the effects it returns, in order.
 *
 * One driver object lives as long as one connection. Reconnecting makes a new one.
 */
import type { EventKind, EventValue } from '../shared/domain/device-event.ts'
import type { Instant, MonotonicMs } from '../shared/domain/time.ts'
import type { z } from 'zod'

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
  /** What the driver must know again after a restart, committed together with the event. */
  readonly remember?: DeviceMemory
}

/** Small facts of one device that outlive a connection: an accepted counter, a learnt interval. */
export type DeviceMemory = Readonly<Record<string, string>>

export type DriverEffect =
  /** Send these bytes. */
  | { readonly type: 'write'; readonly bytes: Uint8Array }
  /** From now on the line runs at this speed; what is written next waits a moment, so that it is set by then. */
  | { readonly type: 'line-speed'; readonly baudRate: number }
  /** Store this, then call `onDurable(ref)`. */
  | { readonly type: 'event'; readonly event: DriverEvent }
  /** Keep this without an event; a later value of the same key replaces it. */
  | { readonly type: 'remember'; readonly address: string | null; readonly memory: DeviceMemory }
  /** A valid frame of this device arrived: it lives. `bytes` counts towards the good bytes of the port. */
  | {
      readonly type: 'heard'
      readonly address: string | null
      readonly bytes: number
      /** The frame as evidence keeps it, from what carries no line of bytes: an advertisement, a value that was read. */
      readonly raw?: Uint8Array
      /** Received strength in dBm, where the radio tells it. */
      readonly signal?: number
      /** What the frame says of a device that is not paired yet: `eep`, `model`, `teachIn`. */
      readonly about?: Readonly<Record<string, string>>
    }
  /** Bytes that belong to no valid frame, with the parser's reason; kept as evidence and counted. */
  | {
      readonly type: 'discarded'
      readonly bytes: Uint8Array
      readonly reason: string
      /** Of the sender, where it is known whose they are. */
      readonly address?: string
    }
  /** Well formed but not in the table: kept as raw evidence, raises nothing. */
  | { readonly type: 'unknown-message'; readonly raw: Uint8Array; readonly description: string }
  /** Something a technician should read; raises nothing. `code` has its sentence in the locale files. */
  | {
      readonly type: 'notice'
      readonly address: string | null
      readonly code: string
      readonly data: Readonly<Record<string, string | number>>
    }
  /** A fault of the port itself (a stick restarted, a wrong baud rate) begins or ends: a technical alarm. */
  | { readonly type: 'port-fault'; readonly code: string; readonly active: boolean }
  /** A device setting as the device itself reads it back, never as it was sent. */
  | {
      readonly type: 'setting'
      readonly address: string | null
      readonly name: string
      readonly value: string | number | boolean
    }

/**
 * What has been told of a device before, so that a level is no news: the last value of each kind, `false` for
 * a condition that ended. A missing kind was never told.
 */
export type KnownLevels = Readonly<Partial<Record<EventKind, EventValue>>>

/** What pairing set up for one address; a driver looks it up with each frame, so that a change counts at once. */
export interface DeviceSetup {
  /** EnOcean equipment profile (`D5-00-01`), null elsewhere. */
  readonly eep: string | null
  /** Encryption key in lower-case hex. Never logged. */
  readonly key: string | null
  readonly placement: string | null
  /** The driver's own settings of this device. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly known: KnownLevels
  readonly memory: DeviceMemory
}

/** Null asks for the device that the port itself is; undefined: nobody has paired this address. */
export type DeviceLookup = (address: string | null) => DeviceSetup | undefined

/** What people and the station ask of a device or a port. A driver that has no such thing returns no effects. */
export type DriverCommand =
  | { readonly type: 'read-settings'; readonly address: string | null }
  | {
      readonly type: 'write-setting'
      readonly address: string | null
      readonly name: string
      readonly value: string | number | boolean
    }
  /** "Find the pendant": it sounds or blinks for a while. */
  | { readonly type: 'find'; readonly address: string | null }
  /** Somebody has acknowledged this device's call: its bearer may be told, now or as soon as it is reached. */
  | { readonly type: 'help-is-coming'; readonly address: string | null }
  /** A technician opened or closed pairing; new devices are let in only in between. */
  | { readonly type: 'pairing'; readonly open: boolean }

export interface ProtocolDriver {
  /**
   * True where the protocol itself can refuse what the store does not take (ESPA's "busy") and bounds what waits:
   * reading is not held back then, because a partner that gets no answer at all believes the line dead.
   */
  readonly refusesOnTheLine?: boolean
  onOpen(now: Moment): readonly DriverEffect[]
  onBytes(chunk: Uint8Array, now: Moment): readonly DriverEffect[]
  /** Called when `nextDueAt()` has come: idle gaps, polls, repeats. */
  onDue(now: Moment): readonly DriverEffect[]
  /** The event with this `ref` is committed. */
  onDurable(ref: number, now: Moment): readonly DriverEffect[]
  onCommand(command: DriverCommand, now: Moment): readonly DriverEffect[]
  /** The line is gone: what still waited for its rest has its last word. A protocol that is a stream needs this. */
  onLost?(now: Moment): readonly DriverEffect[]
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

/** A setting of a device that the protocol can write and read back. */
export interface DeviceSettingSpec {
  readonly name: string
  readonly kind: 'number' | 'choice' | 'switch'
  readonly unit?: string
  readonly min?: number
  readonly max?: number
  readonly step?: number
  readonly choices?: readonly string[]
  /** Variants that have it; without it every variant does. */
  readonly variants?: readonly string[]
}

/** What somebody who pastes a frame says beside its bytes: a field of `decode`'s line. Without choices it is written. */
export interface InspectorFact {
  readonly name: string
  readonly choices: readonly string[]
}

/** Profiles that what was heard of a sender may mean, and the likeliest; null where nobody can say. */
export interface FittingProfiles {
  readonly fitting: readonly string[]
  readonly likely: string | null
}

/** What the longest silence of a device depends on. */
export interface SupervisionFacts {
  /** Null: the protocol's default. */
  readonly variant: string | null
  readonly eep: string | null
  readonly settings: Readonly<Record<string, unknown>>
  readonly memory: DeviceMemory
}

/** One that is written otherwise would never be heard. */
export interface AddressForm {
  readonly pattern: RegExp
  /** An address of this form, for whoever is to write one. */
  readonly example: string
}

/** What every protocol brings, whatever carries it. */
export interface Protocol {
  readonly id: string
  /**
   * Longest silence allowed where the configuration gives none, in seconds; null where silence proves nothing
   * (a batteryless cord), so that only the monthly test does.
   */
  defaultSupervisionSeconds(facts: SupervisionFacts): number | null
  decodeLine: DecodeLine
  /** One complete frame, field by field, for "why" and the frame inspector; empty when it is not a frame. */
  explainFrame(raw: Uint8Array, variant: string | null): readonly DecodedField[]
  readonly deviceSettings: readonly DeviceSettingSpec[]
  /** Schema of what pairing may set for one device; without it there is nothing to set. */
  deviceSetup?(kind: Pick<SupervisionFacts, 'variant' | 'eep'>): z.ZodType | undefined
  /** What an address is written like, in either case; without it anything may be one, or the port is the device. */
  readonly address?: AddressForm
  /** Hexadecimal digits of a device's key, where devices may have one. */
  readonly keyDigits?: number
  readonly inspectorFacts?: readonly InspectorFact[]
  /** Profiles that can be read, of which each device must have one; without it the protocol knows none. */
  readonly profiles?: readonly string[]
  /** `about`: what frames said of a sender that nobody has paired. */
  fittingProfiles?(about: Readonly<Record<string, string>>): FittingProfiles
  /** True where a device can be asked to sound or blink (`find`). */
  readonly canBeFound?: boolean
  /** Below this a battery is low, in percent; 15 where the protocol's document gives none. */
  readonly batteryLowPercent?: number
  /**
   * True for a device by which a person can call for help or is seen to need it (a cord, a fall radar), false for
   * one that can't (a contact, a thermometer); null while it is not known, because it was never understood.
   */
  canCallForHelp(facts: SupervisionFacts): boolean | null
}

export interface SerialDriverOptions {
  readonly variant: string | null
  /** The speed of the line, then others that its partner may speak at; without it nothing is tried. */
  readonly baudRates?: readonly number[]
  /** Of the port, checked against `settings` before. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly deviceAt: DeviceLookup
}

export interface SerialProtocol extends Protocol {
  readonly variants: readonly string[]
  readonly defaultVariant: string | null
  readonly line: SerialLine
  /** Speeds to try in this order when nobody answers at the usual one and nobody has set one. */
  readonly otherBaudRates?: readonly number[]
  /** True where the port itself is one device (a radar), so that the configuration names it on the port. */
  readonly portIsDevice: boolean
  /**
   * A call from an address that nobody has paired: `raise` an alarm for it (a wired nurse call is somebody of
   * this house), or only `discover` it (radio reaches the neighbours too).
   */
  readonly unknownSenders: 'raise' | 'discover'
  /** Schema of the port's `settings`; without it there are none. */
  readonly settings?: z.ZodType
  /** Longest silence of the port's partner (a stick that answers, a station that polls), in seconds. */
  portSupervisionSeconds(settings: Readonly<Record<string, unknown>>): number | null
  createDriver(options: SerialDriverOptions): ProtocolDriver
}
