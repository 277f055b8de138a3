/** MR60FDA2 frames ⇄ meaning (mr60fda.md, section 2). Pure. */
import { hexByte, toHex } from '../bytes.ts'
import { buildTfFrame } from './tf-frame-parser.ts'
import type { TfFrame } from './tf-frame-parser.ts'
import { YES_NO, choice, layout, numbers } from './value-forms.ts'
import type { Fields, ValueForm } from './value-forms.ts'

const NOTHING: ValueForm = {
  decode: (data) => (data.length === 0 ? {} : null),
  encode: () => new Uint8Array(0),
}
/** Passed over by its length: point clouds and target lists are not needed for alarms. */
const ANYTHING: ValueForm = { decode: () => ({}), encode: () => new Uint8Array(0) }
const METRES = numbers('f32', ['metres'], 'little')
const VALUE = numbers('u32', ['value'], 'little')
const ACK = numbers('u8', ['value'], 'little')
const AREA = numbers('f32', ['xl', 'xr', 'zf', 'zb'], 'little')
const PARAMETERS = layout(
  [
    ['height', 'f32'],
    ['threshold', 'f32'],
    ['sensitivity', 'u32'],
    ['xl', 'f32'],
    ['xr', 'f32'],
    ['zf', 'f32'],
    ['zb', 'f32'],
  ],
  'little',
)

/**
 * By type, in the order in which they are tried. The acknowledgements of 0E08, 0E0A and 0E0C are unconfirmed
 * (section 7) and stay `unknown`; read back with `get-parameters` instead.
 */
const TABLE = [
  { type: 0x0e02, kind: 'fall', form: choice('fallen', YES_NO) },
  { type: 0x0f09, kind: 'presence', form: choice('present', YES_NO) },
  { type: 0x0e06, kind: 'get-parameters', form: NOTHING },
  { type: 0x0e06, kind: 'parameters', form: PARAMETERS },
  { type: 0x0e04, kind: 'install-height-ack', form: ACK },
  { type: 0x0e04, kind: 'set-install-height', form: METRES },
  { type: 0x0e08, kind: 'set-threshold', form: METRES },
  { type: 0x0e0a, kind: 'set-sensitivity', form: VALUE },
  { type: 0x0e0c, kind: 'set-alarm-area', form: AREA },
  { type: 0x0e0e, kind: 'height-upload', form: NOTHING },
  { type: 0x0e0e, kind: 'measured-height', form: METRES },
  { type: 0x2110, kind: 'factory-reset', form: NOTHING },
  { type: 0x010e, kind: 'user-log', form: VALUE },
  { type: 0x0a08, kind: 'point-cloud', form: ANYTHING },
  { type: 0x0a04, kind: 'target-list', form: ANYTHING },
] as const

export type TfKind = (typeof TABLE)[number]['kind']

export interface TfMessage extends TfFrame {
  readonly kind: TfKind | 'unknown'
  readonly fields: Fields
}

/** What the frame says; `unknown` where the tables of the document have no place for it. */
export function interpretTf(frame: TfFrame): TfMessage {
  for (const { type, kind, form } of TABLE) {
    if (type !== frame.type) continue
    const fields = form.decode(frame.data)
    if (fields !== null) return { ...frame, kind, fields }
  }
  return { ...frame, kind: 'unknown', fields: {} }
}

/** The frame of a message, either direction; throws `CommandValueError` where a value does not fit. */
export function encodeTf(id: number, kind: TfKind, fields: Fields = {}): Uint8Array {
  const row = TABLE.find((candidate) => candidate.kind === kind)
  if (row === undefined) throw new Error(`no frame is known for ${kind}`)
  return buildTfFrame({ id, type: row.type, data: row.form.encode(fields) })
}

/** A message as the vectors and `decode` write it. */
export function tfMessageForPeople(message: TfMessage): Readonly<Record<string, unknown>> {
  return {
    id: message.id,
    type: hexByte(message.type >> 8) + hexByte(message.type & 0xff),
    data: toHex(message.data),
    kind: message.kind,
    ...message.fields,
  }
}
