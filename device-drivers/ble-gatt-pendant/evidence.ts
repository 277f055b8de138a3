/**
 * How a pendant's value is kept and pasted as evidence: BlueZ gives values without a frame round them, so the
 * characteristic stands before it, as the elements of an advertisement write theirs.
 *
 *   number of UUID bytes u8: 2 or 16 | UUID, little-endian | value; of an observation its segments joined
 */
import { concatBytes, fromHex } from '../bytes.ts'
import { shortUuid } from './characteristics.ts'
import { LittleEndianReader } from './little-endian.ts'

export interface Evidence {
  /** Short form where it has one, else long. */
  readonly uuid: string
  readonly value: Uint8Array
}

/** `characteristic` in its long form. */
export function evidenceOf(characteristic: string, value: Uint8Array): Uint8Array {
  const digits = fromHex(shortUuid(characteristic).replaceAll('-', '')) ?? new Uint8Array()
  return concatBytes([Uint8Array.of(digits.length), digits.reverse(), value])
}

export function readEvidence(raw: Uint8Array): Evidence | undefined {
  const size = raw[0]
  if ((size !== 2 && size !== 16) || raw.length < 1 + size) return undefined
  const reader = new LittleEndianReader(raw.slice(1))
  const hex = reader.hex(size)
  const long = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return { uuid: shortUuid(size === 2 ? hex : long), value: reader.take(reader.left) }
}
