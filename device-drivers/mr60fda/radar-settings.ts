/** The settings of all radars, and the dialogue that sets them on one. */
import type { DeviceSettingSpec } from '../protocol-driver.ts'
import { R60_OFFERED, createR60SettingsWire } from './r60-settings-wire.ts'
import { SettingsDialogue } from './settings-dialogue.ts'
import { settingsOfVariant } from './settings-wire.ts'
import { TF_OFFERED, createTfSettingsWire } from './tf-settings-wire.ts'
import { dialectOf } from './variants.ts'
import type { RadarVariant } from './variants.ts'

const OFFERED = [...R60_OFFERED, ...TF_OFFERED]

/** `install-height` stands here once for each radar that has it: the bounds differ. */
export const RADAR_SETTINGS: readonly DeviceSettingSpec[] = OFFERED.map(({ spec }) => spec)

export function createRadarSettings(variant: RadarVariant): SettingsDialogue {
  const wire = dialectOf(variant) === 'r60' ? createR60SettingsWire(variant) : createTfSettingsWire()
  return new SettingsDialogue(
    wire,
    settingsOfVariant(OFFERED, variant).map(({ spec }) => spec),
  )
}
