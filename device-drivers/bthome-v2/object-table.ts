/** The objects of BTHome v2 (bthome-v2.md, section 3): what each id is called and how its bytes are read. */

/** Bytes of a number, little-endian; `s` is signed. */
export type NumberType = 'u8' | 's8' | 'u16' | 's16' | 'u24' | 'u32' | 's32'

export type ObjectForm =
  /** value × `times` / `per`, so that 2506 hundredths are 25.06 and not 25.060000000000002. */
  | { readonly form: 'number'; readonly type: NumberType; readonly per: number; readonly times: number }
  | { readonly form: 'binary' }
  | { readonly form: 'button' }
  | { readonly form: 'dimmer' }
  | { readonly form: 'timestamp' }
  /** Length byte, then the bytes. */
  | { readonly form: 'text' }
  | { readonly form: 'raw' }
  | { readonly form: 'version'; readonly bytes: number }

export type ObjectDefinition = ObjectForm & { readonly name: string }

export const NUMBER_BYTES: Readonly<Record<NumberType, number>> = {
  u8: 1,
  s8: 1,
  u16: 2,
  s16: 2,
  u24: 3,
  u32: 4,
  s32: 4,
}

const number = (name: string, type: NumberType, per = 1, times = 1): ObjectDefinition => ({
  form: 'number',
  name,
  type,
  per,
  times,
})
const binary = (name: string): ObjectDefinition => ({ form: 'binary', name })

export const OBJECTS: ReadonlyMap<number, ObjectDefinition> = new Map([
  [0x00, number('packetId', 'u8')],
  [0x01, number('battery', 'u8')],
  [0x02, number('temperature', 's16', 100)],
  [0x03, number('humidity', 'u16', 100)],
  [0x04, number('pressure', 'u24', 100)],
  [0x05, number('illuminance', 'u24', 100)],
  [0x06, number('mass', 'u16', 100)],
  [0x07, number('mass', 'u16', 100)],
  [0x08, number('dewPoint', 's16', 100)],
  [0x09, number('count', 'u8')],
  [0x0a, number('energy', 'u24', 1000)],
  [0x0b, number('power', 'u24', 100)],
  [0x0c, number('voltage', 'u16', 1000)],
  [0x0d, number('pm25', 'u16')],
  [0x0e, number('pm10', 'u16')],
  [0x0f, binary('genericBoolean')],
  [0x10, binary('power')],
  [0x11, binary('opening')],
  [0x12, number('co2', 'u16')],
  [0x13, number('tvoc', 'u16')],
  [0x14, number('moisture', 'u16', 100)],
  [0x15, binary('batteryLow')],
  [0x16, binary('batteryCharging')],
  [0x17, binary('carbonMonoxide')],
  [0x18, binary('cold')],
  [0x19, binary('connectivity')],
  [0x1a, binary('door')],
  [0x1b, binary('garageDoor')],
  [0x1c, binary('gas')],
  [0x1d, binary('heat')],
  [0x1e, binary('light')],
  [0x1f, binary('lock')],
  [0x20, binary('moisture')],
  [0x21, binary('motion')],
  [0x22, binary('moving')],
  [0x23, binary('occupancy')],
  [0x24, binary('plug')],
  [0x25, binary('presence')],
  [0x26, binary('problem')],
  [0x27, binary('running')],
  [0x28, binary('safety')],
  [0x29, binary('smoke')],
  [0x2a, binary('sound')],
  [0x2b, binary('tamper')],
  [0x2c, binary('vibration')],
  [0x2d, binary('window')],
  [0x2e, number('humidity', 'u8')],
  [0x2f, number('moisture', 'u8')],
  [0x3a, { form: 'button', name: 'button' }],
  [0x3c, { form: 'dimmer', name: 'dimmer' }],
  [0x3d, number('count', 'u16')],
  [0x3e, number('count', 'u32')],
  [0x3f, number('rotation', 's16', 10)],
  [0x40, number('distance', 'u16')],
  [0x41, number('distance', 'u16', 10)],
  [0x42, number('duration', 'u24', 1000)],
  [0x43, number('current', 'u16', 1000)],
  [0x44, number('speed', 'u16', 100)],
  [0x45, number('temperature', 's16', 10)],
  [0x46, number('uvIndex', 'u8', 10)],
  [0x47, number('volume', 'u16', 10)],
  [0x48, number('volume', 'u16')],
  [0x49, number('flow', 'u16', 1000)],
  [0x4a, number('voltage', 'u16', 10)],
  [0x4b, number('gas', 'u24', 1000)],
  [0x4c, number('gas', 'u32', 1000)],
  [0x4d, number('energy', 'u32', 1000)],
  [0x4e, number('volume', 'u32', 1000)],
  [0x4f, number('water', 'u32', 1000)],
  [0x50, { form: 'timestamp', name: 'timestamp' }],
  [0x51, number('acceleration', 'u16', 1000)],
  [0x52, number('gyroscope', 'u16', 1000)],
  [0x53, { form: 'text', name: 'text' }],
  [0x54, { form: 'raw', name: 'raw' }],
  [0x55, number('storedVolume', 'u32', 1000)],
  [0x56, number('conductivity', 'u16')],
  [0x57, number('temperature', 's8')],
  [0x58, number('temperature', 's8', 100, 35)],
  [0x59, number('count', 's8')],
  [0x5a, number('count', 's16')],
  [0x5b, number('count', 's32')],
  [0x5c, number('power', 's32', 100)],
  [0x5d, number('current', 's16', 1000)],
  [0x5e, number('direction', 'u16', 100)],
  [0x5f, number('precipitation', 'u16', 10)],
  [0x60, number('channel', 'u8')],
  [0x61, number('revolutionsPerMinute', 'u16')],
  [0x62, number('speed', 's32', 1_000_000)],
  [0x63, number('acceleration', 's32', 1_000_000)],
  [0x64, number('lightLevel', 'u8')],
  [0xf0, number('deviceTypeId', 'u16')],
  [0xf1, { form: 'version', name: 'firmwareVersion', bytes: 4 }],
  [0xf2, { form: 'version', name: 'firmwareVersion', bytes: 3 }],
])

export const BUTTON_EVENTS: ReadonlyMap<number, string> = new Map([
  [0x00, 'none'],
  [0x01, 'press'],
  [0x02, 'double-press'],
  [0x03, 'triple-press'],
  [0x04, 'long-press'],
  [0x05, 'long-double-press'],
  [0x06, 'long-triple-press'],
  [0x80, 'hold'],
])

export const DIMMER_EVENTS: ReadonlyMap<number, string> = new Map([
  [0x00, 'none'],
  [0x01, 'rotate-left'],
  [0x02, 'rotate-right'],
])

/** An event that the table does not list. */
export const UNKNOWN_EVENT = 'unknown'
