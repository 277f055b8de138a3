/**
 * One observation of a Generic Health Sensor (ble-gatt-pendant.md, section 3); all numbers little-endian.
 *
 *   class u8 | length u16, bytes after it | flags u16 | what the flags announce, in the order of their bits | value
 */
import { toHex } from '../bytes.ts'
import { LittleEndianReader, ShortRead, utf8 } from './little-endian.ts'
import type { MedicalSpecial } from './little-endian.ts'

const CLASS_NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'numeric'],
  [2, 'discrete'],
  [3, 'string'],
  [4, 'sample-array'],
  [5, 'compound-discrete-event'],
  [6, 'compound-state-event'],
  [7, 'compound'],
  [8, 'tlv'],
  [0xff, 'bundle'],
])
const BUNDLE = 0xff
/** A bundle holds observations; a bundle in a bundle in a bundle is damage, not measurement. */
const DEEPEST_BUNDLE = 2

export interface ElapsedTime {
  /** Hex; bit 1 UTC, bits 2–3 resolution (unconfirmed). */
  readonly flags: string
  /** As it stands, 48 bits. */
  readonly counter: number
  readonly syncSource: number
  readonly offset: number
}

export interface GhsObservation {
  readonly class: string
  /** MDC code, eight hex digits: partition and term. */
  readonly type?: string
  readonly time?: ElapsedTime
  readonly duration?: number | MedicalSpecial
  readonly status?: number
  readonly observationId?: number
  readonly patient?: number
  readonly supplemental?: readonly string[]
  readonly derivedFrom?: readonly string[]
  readonly memberOf?: readonly string[]
  readonly tlvs?: readonly { readonly type: string; readonly format: number; readonly data: string }[]
  /** Numeric: unit code. */
  readonly unit?: string
  /** Numeric a number, discrete a code, string a text; bytes in hex where the layout is not public. */
  readonly value?: number | string
  /** Compound discrete event. */
  readonly codes?: readonly string[]
  /** Compound state or event: three fields of the same size, most significant digit first. */
  readonly supported?: string
  readonly stateOrEventMask?: string
  readonly bits?: string
  /** Numbers of the bits that are one, lowest first. */
  readonly bitsSet?: readonly number[]
  readonly members?: readonly GhsObservation[]
}

/** Class and length themselves, which some models count into the length. */
const HEADER_BYTES = 3

/**
 * The one observation that these bytes are; undefined where a length does not fit exactly. `lenientLength` is for
 * models that count class and length too: tried where the strict reading does not fit.
 */
export function decodeObservation(bytes: Uint8Array, lenientLength = false): GhsObservation | undefined {
  return read(bytes, 0) ?? (lenientLength ? read(bytes, HEADER_BYTES) : undefined)
}

function read(bytes: Uint8Array, countedTooMany: number): GhsObservation | undefined {
  try {
    const reader = new LittleEndianReader(bytes)
    const observation = readObservation(reader, countedTooMany, 0)
    return reader.left === 0 ? observation : undefined
  } catch (error) {
    if (error instanceof ShortRead) return undefined
    throw error
  }
}

/** A stored observation begins with the number of its record. */
export function splitStoredRecord(
  bytes: Uint8Array,
): { readonly record: number; readonly observation: Uint8Array } | undefined {
  if (bytes.length < 4) return undefined
  const reader = new LittleEndianReader(bytes)
  return { record: reader.unsigned(4), observation: reader.take(reader.left) }
}

function readObservation(outer: LittleEndianReader, countedTooMany: number, depth: number): GhsObservation {
  const classCode = outer.unsigned(1)
  const reader = new LittleEndianReader(outer.take(outer.unsigned(2) - countedTooMany))
  const head = readHead(reader)
  const value =
    classCode === BUNDLE ? readBundle(reader, countedTooMany, depth) : readValue(classCode, reader)
  if (reader.left > 0) throw new ShortRead('the length counts bytes that belong to no field')
  return { class: CLASS_NAMES.get(classCode) ?? 'unknown', ...head, ...value }
}

function readHead(reader: LittleEndianReader): Partial<GhsObservation> {
  const flags = reader.unsigned(2)
  const has = (bit: number) => (flags & (1 << bit)) !== 0
  // Read in this order: the order of the keys is that of the wire.
  return {
    ...(has(0) && { type: reader.hex(4) }),
    ...(has(1) && { time: readTime(reader) }),
    ...(has(2) && { duration: reader.medicalFloat() }),
    ...(has(3) && { status: reader.unsigned(2) }),
    ...(has(4) && { observationId: reader.unsigned(4) }),
    ...(has(5) && { patient: reader.unsigned(1) }),
    ...(has(6) && { supplemental: readCodes(reader) }),
    ...(has(7) && { derivedFrom: readCodes(reader) }),
    ...(has(8) && { memberOf: readCodes(reader) }),
    ...(has(9) && { tlvs: readTlvs(reader) }),
  }
}

/** Nine bytes, as in an observation and in Current Elapsed Time. */
export function readTime(reader: LittleEndianReader): ElapsedTime {
  return {
    flags: reader.hex(1),
    counter: reader.unsigned(6),
    syncSource: reader.unsigned(1),
    offset: reader.signed8(),
  }
}

function readCodes(reader: LittleEndianReader): string[] {
  return Array.from({ length: reader.unsigned(1) }, () => reader.hex(4))
}

function readTlvs(reader: LittleEndianReader): NonNullable<GhsObservation['tlvs']> {
  return Array.from({ length: reader.unsigned(1) }, () => {
    const type = reader.hex(4)
    const length = reader.unsigned(2)
    return { type, format: reader.unsigned(1), data: toHex(reader.take(length)) }
  })
}

function readValue(classCode: number, reader: LittleEndianReader): Partial<GhsObservation> {
  switch (classCode) {
    case 1:
      return { unit: reader.hex(2), value: reader.medicalFloat() }
    case 2:
      return { value: reader.hex(4) }
    case 3:
      return { value: utf8(reader.take(reader.unsigned(2))) }
    case 5:
      return { codes: readCodes(reader) }
    case 6:
      return readStates(reader)
    default:
      return { value: toHex(reader.take(reader.left)) }
  }
}

function readStates(reader: LittleEndianReader): Partial<GhsObservation> {
  const size = reader.unsigned(1)
  const supported = reader.hex(size)
  const stateOrEventMask = reader.hex(size)
  const value = reader.take(size)
  const bitsSet = [...value].flatMap((byte, at) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (byte & (1 << bit)) !== 0).map((bit) => 8 * at + bit),
  )
  return { supported, stateOrEventMask, bits: toHex(value.reverse()), bitsSet }
}

function readBundle(
  reader: LittleEndianReader,
  countedTooMany: number,
  depth: number,
): Partial<GhsObservation> {
  if (depth >= DEEPEST_BUNDLE) throw new ShortRead('bundles in bundles')
  const count = reader.unsigned(1)
  return { members: Array.from({ length: count }, () => readObservation(reader, countedTooMany, depth + 1)) }
}
