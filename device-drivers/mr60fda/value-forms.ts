/** How the values of the radar's commands lie in the data bytes. R60 is big-endian, FDA2 little-endian. */
export type FieldValue = number | string | boolean
export type Fields = Readonly<Record<string, FieldValue>>

/** One layout of data; `decode` answers null where the bytes do not fit it. */
export interface ValueForm {
  decode(data: Uint8Array): Fields | null
  encode(fields: Fields): Uint8Array
}

/** A command was asked for with a value that its bytes cannot carry. */
export class CommandValueError extends Error {
  readonly code = 'command-value'
}

type NumberType = 'u8' | 'u16' | 's16' | 'u32' | 'f32'
const WIDTH = { u8: 1, u16: 2, s16: 2, u32: 4, f32: 4 } as const
const RANGE = {
  u8: [0, 0xff],
  u16: [0, 0xffff],
  s16: [-0x8000, 0x7fff],
  u32: [0, 0xffffffff],
  f32: [-3.4e38, 3.4e38],
} as const

/** Numbers one after another, named in order; floats are rounded to four decimals when read. */
export function numbers(type: NumberType, names: readonly string[], order: 'big' | 'little'): ValueForm {
  return layout(
    names.map((name) => [name, type] as const),
    order,
  )
}

export function layout(
  parts: readonly (readonly [string, NumberType])[],
  order: 'big' | 'little',
): ValueForm {
  const length = parts.reduce((sum, [, type]) => sum + WIDTH[type], 0)
  const little = order === 'little'
  return {
    decode(data) {
      if (data.length !== length) return null
      const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
      const fields: Record<string, number> = {}
      let at = 0
      for (const [name, type] of parts) {
        const value = readNumber(view, at, type, little)
        if (!Number.isFinite(value)) return null
        fields[name] = value
        at += WIDTH[type]
      }
      return fields
    },
    encode(fields) {
      const data = new Uint8Array(length)
      const view = new DataView(data.buffer)
      let at = 0
      for (const [name, type] of parts) {
        writeNumber(view, at, type, little, checkedNumber(fields, name, type))
        at += WIDTH[type]
      }
      return data
    },
  }
}

/** One byte of which each value has a word (or a boolean). */
export function choice(field: string, values: ReadonlyMap<number, FieldValue>): ValueForm {
  return {
    decode(data) {
      const value = data.length === 1 ? values.get(data[0] ?? 0) : undefined
      return value === undefined ? null : { [field]: value }
    },
    encode(fields) {
      for (const [byte, value] of values) if (value === fields[field]) return Uint8Array.of(byte)
      throw new CommandValueError(`"${field}" must be one of ${[...values.values()].join(', ')}`)
    },
  }
}

export const YES_NO: ReadonlyMap<number, boolean> = new Map([
  [0, false],
  [1, true],
])

function readNumber(view: DataView, at: number, type: NumberType, little: boolean): number {
  switch (type) {
    case 'u8':
      return view.getUint8(at)
    case 'u16':
      return view.getUint16(at, little)
    case 's16':
      return view.getInt16(at, little)
    case 'u32':
      return view.getUint32(at, little)
    case 'f32':
      return Math.round(view.getFloat32(at, little) * 10_000) / 10_000
  }
}

function writeNumber(view: DataView, at: number, type: NumberType, little: boolean, value: number): void {
  switch (type) {
    case 'u8': {
      view.setUint8(at, value)
      return
    }
    case 'u16': {
      view.setUint16(at, value, little)
      return
    }
    case 's16': {
      view.setInt16(at, value, little)
      return
    }
    case 'u32': {
      view.setUint32(at, value, little)
      return
    }
    case 'f32': {
      view.setFloat32(at, value, little)
      return
    }
  }
}

function checkedNumber(fields: Fields, name: string, type: NumberType): number {
  const value = fields[name]
  const [least, most] = RANGE[type]
  const fits = typeof value === 'number' && value >= least && value <= most
  if (!fits || (type !== 'f32' && !Number.isInteger(value))) {
    throw new CommandValueError(`"${name}" must be a number that fits ${type}, got ${String(value)}`)
  }
  return value
}
