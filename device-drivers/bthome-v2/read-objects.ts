/** The objects of a plain payload: id, then a value whose length only the table knows (bthome-v2.md, section 2). */
import { assertNever } from '../../shared/domain/assert-never.ts'
import { hexByte, toHex } from '../bytes.ts'
import { BUTTON_EVENTS, DIMMER_EVENTS, NUMBER_BYTES, OBJECTS, UNKNOWN_EVENT } from './object-table.ts'
import type { NumberType, ObjectDefinition, ObjectForm } from './object-table.ts'

export type ObjectValue = number | boolean | string | null

export interface BthomeObject {
  readonly id: number
  readonly name: string
  /** The value's bytes, of a text without its length. */
  readonly raw: Uint8Array
  /** Null where the bytes make no sense. */
  readonly value: ObjectValue
  /** Of a dimmer. */
  readonly steps?: number
}

export type ObjectWarning = 'outOfOrder' | 'invalidUtf8' | 'invalidBoolean'

export interface ReadObjects {
  readonly objects: readonly BthomeObject[]
  /** Where reading ended early, counted from the first byte of the payload. What came before stands. */
  readonly stoppedBy: {
    readonly reason: 'unknownObject' | 'truncatedObject'
    readonly at: number
    readonly id: number
  } | null
  /** Each once. */
  readonly warnings: readonly ObjectWarning[]
}

export function readObjects(payload: Uint8Array): ReadObjects {
  const objects: BthomeObject[] = []
  const warnings = new Set<ObjectWarning>()
  const stopped = (reason: 'unknownObject' | 'truncatedObject', at: number, id: number): ReadObjects => ({
    objects,
    stoppedBy: { reason, at, id },
    warnings: [...warnings],
  })
  let at = 0
  while (at < payload.length) {
    const id = payload[at] ?? 0
    const definition = OBJECTS.get(id)
    if (definition === undefined) return stopped('unknownObject', at, id)
    const [from, length] = extent(definition, payload, at + 1)
    if (length === null || from + length > payload.length) return stopped('truncatedObject', at, id)
    const before = objects.at(-1)
    if (before !== undefined && before.id > id) warnings.add('outOfOrder')
    const object = readObject(id, definition, payload.subarray(from, from + length))
    if (object.value === null) warnings.add(definition.form === 'text' ? 'invalidUtf8' : 'invalidBoolean')
    objects.push(object)
    at = from + length
  }
  return { objects, stoppedBy: null, warnings: [...warnings] }
}

/** Where the value begins and how long it is; null when not even its length is there. */
function extent(form: ObjectForm, payload: Uint8Array, at: number): readonly [number, number | null] {
  switch (form.form) {
    case 'number':
      return [at, NUMBER_BYTES[form.type]]
    case 'binary':
    case 'button':
      return [at, 1]
    case 'dimmer':
      return [at, 2]
    case 'timestamp':
      return [at, 4]
    case 'version':
      return [at, form.bytes]
    case 'text':
    case 'raw':
      return [at + 1, payload[at] ?? null]
    default:
      return assertNever(form)
  }
}

function readObject(id: number, definition: ObjectDefinition, raw: Uint8Array): BthomeObject {
  const object = { id, name: definition.name, raw }
  if (definition.form !== 'dimmer') return { ...object, value: valueOf(definition, raw) }
  return { ...object, value: DIMMER_EVENTS.get(raw[0] ?? 0) ?? UNKNOWN_EVENT, steps: raw[1] ?? 0 }
}

function valueOf(form: Exclude<ObjectForm, { form: 'dimmer' }>, raw: Uint8Array): ObjectValue {
  switch (form.form) {
    case 'number':
      return (readNumber(raw, form.type) * form.times) / form.per
    case 'binary':
      return raw[0] === 0 ? false : raw[0] === 1 ? true : null
    case 'button':
      return BUTTON_EVENTS.get(raw[0] ?? 0) ?? UNKNOWN_EVENT
    case 'timestamp':
      return new Date(readNumber(raw, 'u32') * 1000).toISOString().replace('.000Z', 'Z')
    case 'text':
      return readText(raw)
    case 'raw':
      return toHex(raw)
    case 'version':
      return [...raw].reverse().join('.')
    default:
      return assertNever(form)
  }
}

function readNumber(raw: Uint8Array, type: NumberType): number {
  const unsigned = raw.reduceRight((sum, byte) => sum * 256 + byte, 0)
  const range = 256 ** NUMBER_BYTES[type]
  return type.startsWith('s') && unsigned >= range / 2 ? unsigned - range : unsigned
}

function readText(raw: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw)
  } catch {
    return null
  }
}

/** As the vectors write an object. */
export function objectForPeople({
  id,
  name,
  raw,
  value,
  steps,
}: BthomeObject): Readonly<Record<string, unknown>> {
  return { id: hexByte(id), name, raw: toHex(raw), value, ...(steps === undefined ? {} : { steps }) }
}
