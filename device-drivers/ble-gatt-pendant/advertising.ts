/** A whole advertising payload, element by element: length u8 (type included), type u8, data. */
import { hexByte, toHex } from '../bytes.ts'
import { LittleEndianReader, utf8 } from './little-endian.ts'

export interface AdvertisingElement {
  /** Assigned number, two hex digits. */
  readonly type: string
  readonly data: string
  readonly name?: string
  readonly txPowerDbm?: number
  /** Services offered. */
  readonly uuids?: readonly string[]
  /** Whose service data `payload` is. */
  readonly uuid?: string
  /** Company number as four hex digits. */
  readonly company?: string
  readonly payload?: string
}

export interface AdvertisingPayload {
  readonly structures: readonly AdvertisingElement[]
  readonly warnings?: readonly 'truncatedStructure'[]
}

/** A zero length ends the payload; an element that is cut ends it with a warning. */
export function decodeAdvertising(bytes: Uint8Array): AdvertisingPayload {
  const structures: AdvertisingElement[] = []
  for (let at = 0; at < bytes.length;) {
    const length = bytes[at] ?? 0
    if (length === 0) break
    const end = at + 1 + length
    if (end > bytes.length) return { structures, warnings: ['truncatedStructure'] }
    structures.push(element(bytes[at + 1] ?? 0, bytes.slice(at + 2, end)))
    at = end
  }
  return { structures }
}

function element(type: number, data: Uint8Array): AdvertisingElement {
  return { type: hexByte(type), data: toHex(data), ...meaning(type, data) }
}

function meaning(type: number, data: Uint8Array): Partial<AdvertisingElement> {
  const reader = new LittleEndianReader(data)
  switch (type) {
    case 0x02:
    case 0x03:
      return uuidList(reader, 2)
    case 0x04:
    case 0x05:
      return uuidList(reader, 4)
    case 0x06:
    case 0x07:
      return uuidList(reader, 16)
    case 0x08:
    case 0x09:
      return { name: utf8(data) }
    case 0x0a:
      return data.length === 1 ? { txPowerDbm: reader.signed8() } : {}
    case 0x16:
      return serviceData(reader, 2)
    case 0x20:
      return serviceData(reader, 4)
    case 0x21:
      return serviceData(reader, 16)
    case 0xff:
      return data.length < 2 ? {} : { company: reader.hex(2), payload: toHex(reader.take(reader.left)) }
    default:
      return {}
  }
}

function uuidList(reader: LittleEndianReader, size: 2 | 4 | 16): Partial<AdvertisingElement> {
  const uuids: string[] = []
  while (reader.left >= size) uuids.push(uuidText(reader.hex(size)))
  return { uuids }
}

function serviceData(reader: LittleEndianReader, size: 2 | 4 | 16): Partial<AdvertisingElement> {
  if (reader.left < size) return {}
  return { uuid: uuidText(reader.hex(size)), payload: toHex(reader.take(reader.left)) }
}

function uuidText(hex: string): string {
  return hex.length === 32 ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : hex
}
