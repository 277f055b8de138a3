/** What a technician may set on a radar, and how each of the two wire formats writes and reads it. */
import type { DeviceSettingSpec } from '../protocol-driver.ts'
import type { Fields } from './value-forms.ts'
import type { RadarVariant } from './variants.ts'

export type SettingValue = string | number | boolean

/** Bytes for the radar, and the group and command (R60) or type (FDA2) of the answer. */
export interface SettingQuestion {
  readonly bytes: Uint8Array
  readonly answer: number
}

export interface RadarSettingsWire {
  /** Null while the radar's other values must be read first, because they go with this one. */
  set(name: string, value: SettingValue): SettingQuestion | null
  /** Its answer holds this setting, and maybe others. */
  read(name: string): SettingQuestion
  /** The settings in a message that answers a reading, by name. */
  valuesIn(message: { readonly kind: string; readonly fields: Fields }): ReadonlyMap<string, SettingValue>
  /** What makes the radar take over what was set; null where it does so at once. */
  readonly restart: SettingQuestion | null
}

/** One setting of a radar as the technician sees it. Numbers on the wire are `scale` times as large. */
export interface RadarSetting {
  readonly spec: DeviceSettingSpec
  /** Where it stands in the radar's message. */
  readonly field: string
  readonly scale: number
}

/** What this variant can be set to; a FDA1 has nothing to set in the documents. */
export function settingsOfVariant<Setting extends RadarSetting>(
  settings: readonly Setting[],
  variant: RadarVariant,
): readonly Setting[] {
  return settings.filter(({ spec }) => spec.variants?.includes(variant) ?? true)
}

/** True for a value that the setting can take. */
export function isAllowed(spec: DeviceSettingSpec, value: SettingValue): boolean {
  switch (spec.kind) {
    case 'switch':
      return typeof value === 'boolean'
    case 'choice':
      return typeof value === 'string' && (spec.choices ?? []).includes(value)
    case 'number':
      return typeof value === 'number' && value >= (spec.min ?? -Infinity) && value <= (spec.max ?? Infinity)
  }
}

/** The value as the radar's bytes carry it. */
export function toWire({ spec, scale }: RadarSetting, value: SettingValue): SettingValue {
  if (spec.kind === 'switch') return value === true
  if (spec.kind === 'choice') return /^\d+$/.test(String(value)) ? Number(value) : value
  return scale === 1 ? Number(value) : Math.round(Number(value) * scale)
}

/** The value as the technician sees it; undefined where the message has none. */
export function fromWire({ spec, field, scale }: RadarSetting, fields: Fields): SettingValue | undefined {
  const value = fields[field]
  if (value === undefined) return undefined
  if (spec.kind === 'choice') return String(value)
  return typeof value === 'number' ? value / scale : value
}

/** A reading of what was asked for; the radar rounds metres to centimetres, or to a 32-bit float. */
export function isSameValue(asked: SettingValue, read: SettingValue): boolean {
  if (typeof asked !== 'number' || typeof read !== 'number') return asked === read
  return Math.abs(asked - read) < 0.006
}
