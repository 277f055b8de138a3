/** The settings of all radars, and the dialogue that sets them on one. */
import { z } from 'zod'
import type { DeviceSettingSpec } from '../protocol-driver.ts'
import { GUARDED_SETTINGS } from './commissioned.ts'
import { R60_OFFERED, createR60SettingsWire } from './r60-settings-wire.ts'
import { SettingsDialogue } from './settings-dialogue.ts'
import { settingsOfVariant } from './settings-wire.ts'
import { TF_OFFERED, createTfSettingsWire } from './tf-settings-wire.ts'
import { dialectOf } from './variants.ts'
import type { RadarVariant } from './variants.ts'

const OFFERED = [...R60_OFFERED, ...TF_OFFERED]

/** `install-height` stands here once for each radar that has it: the bounds differ. */
export const RADAR_SETTINGS: readonly DeviceSettingSpec[] = OFFERED.map(({ spec }) => spec)

/** What the radar was mounted with, so that one that says otherwise is at fault; undefined where it can't be asked. */
export function radarSetup(variant: string | null): z.ZodType | undefined {
  const guarded = RADAR_SETTINGS.filter(
    ({ name, variants }) =>
      GUARDED_SETTINGS.includes(name) && (variant === null || (variants?.includes(variant) ?? true)),
  )
  if (guarded.length === 0) return undefined
  return z.strictObject(Object.fromEntries(guarded.map((spec) => [spec.name, valueOf(spec).optional()])))
}

function valueOf({ kind, min, max, unit, choices }: DeviceSettingSpec): z.ZodType {
  if (kind === 'choice') return z.enum([...(choices ?? [])])
  if (kind === 'switch') return z.boolean()
  return z
    .number()
    .min(min ?? -Infinity)
    .max(max ?? Infinity)
    .meta({ ...(unit === undefined ? {} : { unit }) })
}

export function createRadarSettings(variant: RadarVariant): SettingsDialogue {
  const wire = dialectOf(variant) === 'r60' ? createR60SettingsWire(variant) : createTfSettingsWire()
  return new SettingsDialogue(
    wire,
    settingsOfVariant(OFFERED, variant).map(({ spec }) => spec),
  )
}
