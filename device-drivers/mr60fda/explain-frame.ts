/** One frame, field by field, for "why" on a card and for the frame inspector. */
import { hexByte, toHex } from '../bytes.ts'
import type { DecodedField } from '../protocol-driver.ts'
import { describeRadarFrame } from './decode-line.ts'
import { createR60Parser } from './r60-frame-parser.ts'
import { TF_HEADER_BYTES, createTfParser } from './tf-frame-parser.ts'
import { dialectOf, radarVariant } from './variants.ts'

/** The fields in the order of the wire, then what they mean; empty when `raw` is not exactly one good frame. */
export function explainRadarFrame(raw: Uint8Array, variantName: string | null): readonly DecodedField[] {
  const variant = radarVariant(variantName)
  if (variant === undefined) return []
  const dialect = dialectOf(variant)
  const outputs = (dialect === 'r60' ? createR60Parser() : createTfParser()).push(raw)
  const [frame] = outputs
  if (outputs.length !== 1 || frame?.type !== 'frame' || frame.bytes.length !== raw.length) return []
  const wire = dialect === 'r60' ? r60Fields(raw) : tfFields(raw)
  const { kind, ...rest } = describeRadarFrame(raw, variant)
  const meaning = Object.entries(rest).filter(
    ([name]) => !['control', 'command', 'data', 'id', 'type'].includes(name),
  )
  return [
    ...wire.filter((field) => field.value !== ''),
    { name: 'kind', value: String(kind) },
    ...meaning.map(([name, value]) => ({ name, value: String(value) })),
  ]
}

function r60Fields(raw: Uint8Array): readonly DecodedField[] {
  const end = raw.length - 3
  return [
    { name: 'header', value: toHex(raw.subarray(0, 2)) },
    { name: 'control', value: hexByte(raw[2] ?? 0) },
    { name: 'command', value: hexByte(raw[3] ?? 0) },
    { name: 'length', value: String(end - 6) },
    { name: 'data', value: toHex(raw.subarray(6, end)) },
    { name: 'checksum', value: hexByte(raw[end] ?? 0) },
    { name: 'tail', value: toHex(raw.subarray(end + 1)) },
  ]
}

function tfFields(raw: Uint8Array): readonly DecodedField[] {
  const dataEnd = Math.max(TF_HEADER_BYTES, raw.length - 1)
  return [
    { name: 'header', value: hexByte(raw[0] ?? 0) },
    { name: 'id', value: String(((raw[1] ?? 0) << 8) | (raw[2] ?? 0)) },
    { name: 'length', value: String(dataEnd - TF_HEADER_BYTES) },
    { name: 'type', value: toHex(raw.subarray(5, 7)) },
    { name: 'headerChecksum', value: hexByte(raw[7] ?? 0) },
    { name: 'data', value: toHex(raw.subarray(TF_HEADER_BYTES, dataEnd)) },
    { name: 'checksum', value: toHex(raw.subarray(dataEnd)) },
  ]
}
