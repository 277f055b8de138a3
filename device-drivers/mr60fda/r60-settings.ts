/**
 * What can be asked of an R60 radar and set on it (mr60fda.md, section 1, "Messages" and "Further C1001
 * commands"). Distances and heights of the C1001 are taken as centimetres (section 7, unconfirmed); the unit
 * of accumulation time and track interval is unknown and stays a bare `value`.
 */
import { YES_NO, choice, numbers } from './value-forms.ts'
import type { ValueForm } from './value-forms.ts'

interface Setting {
  readonly name: string
  readonly control: number
  readonly set: number | null
  readonly get: number
  readonly form: ValueForm
}

const WORK_MODES = new Map([
  [1, 'fall'],
  [2, 'sleep'],
])

const centimetres = numbers('u16', ['centimetres'], 'big')
const seconds = numbers('u32', ['seconds'], 'big')
const value = numbers('u32', ['value'], 'big')
const onOff = choice('on', YES_NO)
const sensitivity = choice('value', new Map([0, 1, 2, 3].map((level) => [level, level])))

export const R60_SETTINGS = [
  { name: 'presence-lamp', control: 0x01, set: 0x03, get: 0x83, form: onOff },
  { name: 'fall-lamp', control: 0x01, set: 0x04, get: 0x84, form: onOff },
  { name: 'work-mode', control: 0x02, set: 0x08, get: 0xa8, form: choice('mode', WORK_MODES) },
  {
    name: 'install-angle',
    control: 0x06,
    set: 0x01,
    get: 0x81,
    form: numbers('s16', ['x', 'y', 'z'], 'big'),
  },
  { name: 'install-height', control: 0x06, set: 0x02, get: 0x82, form: centimetres },
  { name: 'seated-distance', control: 0x80, set: 0x0d, get: 0x8d, form: centimetres },
  { name: 'motion-distance', control: 0x80, set: 0x0e, get: 0x8e, form: centimetres },
  { name: 'absence-delay', control: 0x80, set: 0x12, get: 0x92, form: seconds },
  { name: 'stillness-time', control: 0x83, set: 0x0a, get: 0x8a, form: seconds },
  { name: 'stillness-detection', control: 0x83, set: 0x0b, get: 0x8b, form: onOff },
  { name: 'fall-time', control: 0x83, set: 0x0c, get: 0x8c, form: seconds },
  { name: 'fall-sensitivity', control: 0x83, set: 0x0d, get: 0x8d, form: sensitivity },
  { name: 'track-point', control: 0x83, set: null, get: 0x8e, form: numbers('u16', ['x', 'y'], 'big') },
  { name: 'height-accumulation-time', control: 0x83, set: 0x0f, get: 0x8f, form: value },
  { name: 'measured-height', control: 0x83, set: null, get: 0x90, form: centimetres },
  { name: 'fall-break-height', control: 0x83, set: 0x11, get: 0x91, form: centimetres },
  { name: 'track-interval', control: 0x83, set: 0x13, get: 0x93, form: value },
  { name: 'track-reports', control: 0x83, set: 0x14, get: 0x94, form: onOff },
  { name: 'height-share-reports', control: 0x83, set: 0x15, get: 0x95, form: onOff },
] as const satisfies readonly Setting[]

type SettingRow = (typeof R60_SETTINGS)[number]
export type R60SettingName = SettingRow['name']
export type R60SettableName = Exclude<SettingRow, { set: null }>['name']

/** States and texts that are asked for with one data byte `0F`. */
export const R60_QUERIES = [
  { kind: 'get-product-model', control: 0x02, command: 0xa1 },
  { kind: 'get-firmware-version', control: 0x02, command: 0xa4 },
  { kind: 'get-presence', control: 0x80, command: 0x81 },
  { kind: 'get-motion', control: 0x80, command: 0x82 },
  { kind: 'get-body-movement', control: 0x80, command: 0x83 },
  { kind: 'get-fall-state', control: 0x83, command: 0x81 },
  { kind: 'get-stationary-residency', control: 0x83, command: 0x85 },
] as const

export type R60QueryKind = (typeof R60_QUERIES)[number]['kind'] | `get-${R60SettingName}`

/** Data of a query, of the heartbeat and of the reset. */
export const R60_ASK = 0x0f
/** Set in the command of a query and of its answer, clear in a report and a set command. */
export const R60_QUERY_BIT = 0x80
