/**
 * What the conformance suite and the soak need to know of a protocol beside its code: something it says, and
 * a second, plain reading of its document that tells a whole frame from a damaged one.
 */
import type { DeviceSetup } from '../../../device-drivers/protocol-driver.ts'
import type { SimulatedProtocol } from '../../../device-drivers/simulated-device.ts'

export interface DriverSample {
  /** Names the variant and the role, for people. */
  readonly name: string
  readonly variant: string | null
  /** Of the port. */
  readonly settings: Readonly<Record<string, unknown>>
  /** What is paired, by address; null is the device that the port itself is. */
  readonly devices: ReadonlyMap<string | null, DeviceSetup>
  /** What the far side sends, frame by frame, as it stands on the wire. */
  readonly frames: readonly Uint8Array[]
  /** What a new driver makes of these frames: `KIND VALUE`, with the address before it where there is one. */
  readonly events: readonly string[]
  /** Of `devices` those by which a person can call for help or is seen to need it, once `frames` were heard. */
  readonly callers: readonly (string | null)[]
  /** What tells once more what is known after `frames`; it is no news, not even on a new connection. */
  readonly levels: readonly Uint8Array[]
  /** Bytes that mean nothing and harm no frame before or after them. */
  readonly noise: Uint8Array
  /** More bytes than this never wait for the rest of their frame. */
  readonly longestFrame: number
  /** Frames whose event is acknowledged `by` these bytes, once it is durable; null where nothing is. */
  readonly acknowledged: { readonly frames: readonly Uint8Array[]; readonly by: Uint8Array } | null
  /** A frame of the n-th sender that nobody has paired; null where the port is the device. */
  readonly stranger: ((n: number) => Uint8Array) | null
  /** True for exactly one undamaged frame: the document read a second time, without the parser. */
  isWhole(raw: Uint8Array): boolean
}

export interface ProtocolSample {
  readonly protocol: SimulatedProtocol
  /** File in `test/fixtures/vectors`; null for a protocol without shared vectors. */
  readonly vectors: string | null
  readonly drivers: readonly [DriverSample, ...DriverSample[]]
}

/** A paired device of which nothing has been told yet. */
export function pairedDevice(about: Partial<DeviceSetup> = {}): DeviceSetup {
  return { eep: null, key: null, placement: 'bathroom', settings: {}, known: {}, memory: {}, ...about }
}

/** The bytes of a hex text of the sample's author. */
export function hex(text: string): Uint8Array {
  return Uint8Array.from(text.replaceAll(' ', '').match(/../g) ?? [], (pair) => parseInt(pair, 16))
}
