/** R60 frames ⇄ meaning (mr60fda.md, section 1). Pure. */
import { hexByte, toHex } from '../bytes.ts'
import { buildR60Frame } from './r60-frame-parser.ts'
import type { R60Frame } from './r60-frame-parser.ts'
import { R60_ASK, R60_QUERIES, R60_QUERY_BIT, R60_SETTINGS } from './r60-settings.ts'
import type { R60QueryKind, R60SettableName, R60SettingName } from './r60-settings.ts'
import { YES_NO, choice, layout, numbers } from './value-forms.ts'
import type { Fields, ValueForm } from './value-forms.ts'

type StateKind =
  'presence' | 'motion' | 'body-movement' | 'fall' | 'stationary-residency' | 'height-share' | 'product-model'
type PlainKind = 'heartbeat' | 'reset' | 'firmware-version' | 'unknown'

export interface R60Message extends R60Frame {
  readonly kind: StateKind | PlainKind | R60SettingName | `set-${R60SettableName}` | R60QueryKind
  readonly fields: Fields
}

type Interpreter = { readonly kind: R60Message['kind']; readonly form: ValueForm }

const MOTIONS = new Map([
  [0, 'none'],
  [1, 'stationary'],
  [2, 'moving'],
])
const HEIGHT_SHARE = layout(
  [
    ['total', 'u16'],
    ['to0_5m', 'u8'],
    ['to1_0m', 'u8'],
    ['to1_5m', 'u8'],
    ['to2_0m', 'u8'],
  ],
  'big',
)
const ASK_BYTE: ValueForm = {
  decode: (data) => (data.length === 1 && data[0] === R60_ASK ? {} : null),
  encode: () => Uint8Array.of(R60_ASK),
}
const PERCENT: ValueForm = {
  decode: (data) => (data.length === 1 && (data[0] ?? 0) <= 100 ? { value: data[0] ?? 0 } : null),
  encode: (fields) => numbers('u8', ['value'], 'big').encode(fields),
}
/** Printable ASCII; some modules pad it with zero bytes. */
const TEXT: ValueForm = {
  decode(data) {
    const text = String.fromCharCode(...data).replace(/\0+$/, '')
    return /^[\x20-\x7e]+$/.test(text) ? { text } : null
  },
  encode: (fields) => Uint8Array.from(String(fields['text']), (char) => char.charCodeAt(0)),
}

/** Every interpretation of a group and command, in the order in which they are tried. */
const INTERPRETERS = buildInterpreters()

/** What the frame says; `unknown` where the tables of the document have no place for it. */
export function interpretR60(frame: R60Frame): R60Message {
  for (const { kind, form } of INTERPRETERS.get(key(frame.control, frame.command)) ?? []) {
    const fields = form.decode(frame.data)
    if (fields !== null) return { ...frame, kind, fields }
  }
  return { ...frame, kind: 'unknown', fields: {} }
}

/** True for a frame the sensor sent on its own; false for the answer to a query. */
export function isR60Report(frame: R60Frame): boolean {
  return (frame.command & R60_QUERY_BIT) === 0
}

/** A message as the vectors and `decode` write it. */
export function r60MessageForPeople(message: R60Message): Readonly<Record<string, unknown>> {
  return {
    control: hexByte(message.control),
    command: hexByte(message.command),
    data: toHex(message.data),
    kind: message.kind,
    ...message.fields,
  }
}

export type R60Command =
  | { readonly kind: 'heartbeat' | 'reset' | R60QueryKind }
  | { readonly kind: `set-${R60SettableName}`; readonly fields: Fields }

/** The frame for a command; throws `CommandValueError` where a value does not fit. */
export function encodeR60Command(command: R60Command): Uint8Array {
  for (const [address, interpreters] of INTERPRETERS) {
    const found = interpreters.find(({ kind }) => kind === command.kind)
    if (found !== undefined) {
      const data = found.form.encode('fields' in command ? command.fields : {})
      return buildR60Frame({ control: address >> 8, command: address & 0xff, data })
    }
  }
  throw new Error(`no frame is known for the command ${command.kind}`)
}

/** The data bytes a sensor puts into a message of this kind. */
export function encodeR60State(
  kind: StateKind | 'firmware-version' | R60SettingName,
  fields: Fields,
): Uint8Array {
  for (const interpreters of INTERPRETERS.values()) {
    const found = interpreters.find((interpreter) => interpreter.kind === kind)
    if (found !== undefined) return found.form.encode(fields)
  }
  throw new Error(`no layout is known for ${kind}`)
}

function buildInterpreters(): ReadonlyMap<number, readonly Interpreter[]> {
  const table = new Map<number, Interpreter[]>()
  const add = (control: number, command: number, kind: R60Message['kind'], form: ValueForm) => {
    const list = table.get(key(control, command)) ?? []
    list.push({ kind, form })
    table.set(key(control, command), list)
  }
  const addState = (control: number, report: number, kind: StateKind, form: ValueForm) => {
    add(control, report, kind, form)
    add(control, report | R60_QUERY_BIT, kind, form)
  }
  add(0x01, 0x01, 'heartbeat', ASK_BYTE)
  add(0x01, 0x02, 'reset', ASK_BYTE)
  add(0x02, 0xa1, 'product-model', TEXT)
  add(0x02, 0xa4, 'firmware-version', TEXT)
  addState(0x80, 0x01, 'presence', choice('present', YES_NO))
  addState(0x80, 0x02, 'motion', choice('motion', MOTIONS))
  addState(0x80, 0x03, 'body-movement', PERCENT)
  addState(0x83, 0x01, 'fall', choice('fallen', YES_NO))
  addState(0x83, 0x05, 'stationary-residency', choice('active', YES_NO))
  // One library's header says 80/0E, a capture from a real module shows 83/0E: accept both. On 80/0E the six
  // data bytes tell it from the C1001's motion distance, which has two.
  add(0x83, 0x0e, 'height-share', HEIGHT_SHARE)
  add(0x80, 0x0e, 'height-share', HEIGHT_SHARE)
  for (const { name, control, set, get, form } of R60_SETTINGS) {
    if (set !== null) add(control, set, `set-${name}`, form)
    add(control, get, name, form)
    add(control, get, `get-${name}`, ASK_BYTE)
  }
  // After the answers: a lone 0F that is a possible answer (body movement 15) is read as one.
  for (const { kind, control, command } of R60_QUERIES) add(control, command, kind, ASK_BYTE)
  return table
}

function key(control: number, command: number): number {
  return (control << 8) | command
}
