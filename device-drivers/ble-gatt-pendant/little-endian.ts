/** Reads little-endian fields one after the other; what is not there is a `ShortRead`, never a guess. */
import { toHex } from '../bytes.ts'

/** The value ended before its last field. */
export class ShortRead extends RangeError {
  readonly code = 'short-read'
}

export class LittleEndianReader {
  private at = 0

  constructor(private readonly bytes: Uint8Array) {}

  get left(): number {
    return this.bytes.length - this.at
  }

  /** Number of `size` bytes, at most 6: 48 bits are exact in a number. */
  unsigned(size: 1 | 2 | 3 | 4 | 6): number {
    return this.take(size).reduceRight((value, byte) => value * 256 + byte, 0)
  }

  signed8(): number {
    return ((this.take(1)[0] ?? 0) << 24) >> 24
  }

  /** As documents write codes: most significant digit first. */
  hex(size: number): string {
    return toHex(this.take(size).reverse())
  }

  /** Medical float: 24-bit signed mantissa, 8-bit signed exponent of ten; words for what is no number. */
  medicalFloat(): number | MedicalSpecial {
    const mantissa = this.unsigned(3)
    const exponent = this.signed8()
    const special = MEDICAL_SPECIALS.get(mantissa)
    if (special !== undefined) return special
    const signed = (mantissa << 8) >> 8
    // Dividing keeps 365 × 10⁻¹ at 36.5, where multiplying by 0.1 would not.
    return exponent < 0 ? signed / 10 ** -exponent : signed * 10 ** exponent
  }

  /** A copy. */
  take(size: number): Uint8Array {
    if (size < 0 || size > this.left) throw new ShortRead(`${size} bytes wanted, ${this.left} left`)
    this.at += size
    return this.bytes.slice(this.at - size, this.at)
  }
}

/** IEEE 11073 names of the mantissas that carry no number. */
export type MedicalSpecial = 'NaN' | 'NRes' | '+INFINITY' | '-INFINITY' | 'reserved'

const MEDICAL_SPECIALS: ReadonlyMap<number, MedicalSpecial> = new Map([
  [0x7ffffe, '+INFINITY'],
  [0x7fffff, 'NaN'],
  [0x800000, 'NRes'],
  [0x800001, 'reserved'],
  [0x800002, '-INFINITY'],
])

/** UTF-8; what is none becomes the replacement character. */
export function utf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}
