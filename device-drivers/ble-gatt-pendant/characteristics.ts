/** Values of the standard characteristics of a pendant (ble-gatt-pendant.md, section 1). */
import { toHex } from '../bytes.ts'
import { longUuid } from '../bluetooth/advertisement.ts'
import { readTime } from './ghs-observation.ts'
import { LittleEndianReader, ShortRead, utf8 } from './little-endian.ts'

export type CharacteristicError = 'wrongLength' | 'outOfRange' | 'unknownCharacteristic'
export type CharacteristicValue =
  | { readonly ok: true; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly error: CharacteristicError }

const ALERT_LEVELS = ['none', 'mild', 'high'] as const
const SIGNAL_STATES = ['inactive', 'active', 'tri-state', 'unknown'] as const
const VENDOR_ID_SOURCES: ReadonlyMap<number, string> = new Map([
  [1, 'bluetooth'],
  [2, 'usb'],
])

class OutOfRange extends RangeError {
  readonly code = 'out-of-range'
}

type Decode = (reader: LittleEndianReader) => Readonly<Record<string, unknown>>

const text: Decode = (reader) => ({ text: utf8(reader.take(reader.left)).replace(/\0+$/, '') })
const raw: Decode = (reader) => ({ raw: toHex(reader.take(reader.left)) })

const DECODERS: Readonly<Record<string, Decode>> = {
  '2a29': text,
  '2a24': text,
  '2a25': text,
  '2a26': text,
  '2a27': text,
  '2a28': text,
  '2a23': (reader) => {
    const manufacturerId = reader.hex(5)
    const oui = reader.hex(3)
    return { systemId: oui + manufacturerId, oui, manufacturerId }
  },
  '2a50': (reader) => {
    const vendorIdSource = VENDOR_ID_SOURCES.get(reader.unsigned(1))
    const ids = {
      vendorId: reader.unsigned(2),
      productId: reader.unsigned(2),
      productVersion: reader.unsigned(2),
    }
    if (vendorIdSource === undefined) throw new OutOfRange()
    return { vendorIdSource, ...ids }
  },
  '2a19': (reader) => ({ batteryPercent: within(0, reader.unsigned(1), 100) }),
  '2a06': (reader) => ({ alertLevel: ALERT_LEVELS[within(0, reader.unsigned(1), 2)] }),
  '2a07': (reader) => ({ txPowerDbm: within(-100, reader.signed8(), 20) }),
  '2a56': (reader) => {
    const bytes = [reader.unsigned(1), ...reader.take(reader.left)]
    return { signals: bytes.flatMap((byte) => [0, 2, 4, 6].map((at) => SIGNAL_STATES[(byte >> at) & 3])) }
  },
  '2a58': (reader) => ({ analog: reader.unsigned(2) }),
  '2902': (reader) => {
    const bits = reader.unsigned(2)
    return { notify: (bits & 1) !== 0, indicate: (bits & 2) !== 0 }
  },
  '2909': (reader) => ({ digitals: reader.unsigned(1) }),
  '2bf2': (reader) => ({ time: readTime(reader) }),
  '2bf3': (reader) => {
    const flags = reader.unsigned(1)
    const observationTypes = Array.from({ length: reader.unsigned(1) }, () => reader.hex(4))
    if ((flags & 1) === 0) return { observationTypes }
    const specializations = Array.from({ length: reader.unsigned(1) }, () => {
      const code = reader.hex(2)
      return { code, version: reader.unsigned(1) }
    })
    return { observationTypes, specializations }
  },
  // What stands in these is unconfirmed, unpublished, or depends on the number of signals.
  '2a5a': raw,
  '2a52': raw,
  '2bec': raw,
  '2bed': raw,
  '2be9': raw,
  '2bee': raw,
  '2bf0': raw,
  '2bf1': raw,
  '2bf4': raw,
}

/** `uuid` in its short or long form, either case. A value out of its range is unknown, never the nearest one. */
export function decodeCharacteristic(uuid: string, value: Uint8Array): CharacteristicValue {
  const decode = decoderOf(uuid)
  if (decode === undefined) return { ok: false, error: 'unknownCharacteristic' }
  const reader = new LittleEndianReader(value)
  try {
    const fields = decode(reader)
    return reader.left === 0 ? { ok: true, fields } : { ok: false, error: 'wrongLength' }
  } catch (error) {
    if (error instanceof ShortRead) return { ok: false, error: 'wrongLength' }
    if (error instanceof OutOfRange) {
      return { ok: false, error: reader.left === 0 ? 'outOfRange' : 'wrongLength' }
    }
    throw error
  }
}

/** `0000FCD2-0000-1000-8000-00805F9B34FB` → `fcd2`; a private one stays long, in lower case. */
export function shortUuid(uuid: string): string {
  const lower = uuid.toLowerCase()
  const short = lower.slice(4, 8)
  return lower.length > 8 && lower === longUuid(short) ? short : lower
}

function decoderOf(uuid: string): Decode | undefined {
  const short = shortUuid(uuid)
  return Object.hasOwn(DECODERS, short) ? DECODERS[short] : undefined
}

function within(low: number, value: number, high: number): number {
  if (value < low || value > high) throw new OutOfRange()
  return value
}
