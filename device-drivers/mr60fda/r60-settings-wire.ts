/** Settings of the C1001 (mr60fda.md, "Further C1001 commands"; distances and heights taken as centimetres). */
import { encodeR60Command } from './r60-codec.ts'
import type { R60SettableName } from './r60-settings.ts'
import { fromWire, settingsOfVariant, toWire } from './settings-wire.ts'
import type { RadarSetting, RadarSettingsWire, SettingQuestion, SettingValue } from './settings-wire.ts'
import type { RadarVariant } from './variants.ts'

interface R60Setting extends RadarSetting {
  readonly row: R60SettableName
}

const C1001 = ['r60-c1001'] as const satisfies readonly RadarVariant[]

/**
 * Bounds are ours where the document has none: no fall may have to last longer than a minute to be told. The
 * lamps are left out (their polarity is described in opposite ways, section 6). The work mode can be put right
 * and not wrong: a radar in sleep mode sees no fall.
 */
export const R60_OFFERED: readonly R60Setting[] = [
  metres('install-height', 2, 3),
  {
    row: 'work-mode',
    field: 'mode',
    scale: 1,
    spec: { name: 'work-mode', kind: 'choice', choices: ['fall'], variants: C1001 },
  },
  metres('fall-break-height', 0.1, 1.5),
  seconds('fall-time', 1, 60),
  {
    row: 'fall-sensitivity',
    field: 'value',
    scale: 1,
    spec: { name: 'fall-sensitivity', kind: 'choice', choices: ['0', '1', '2', '3'], variants: C1001 },
  },
  {
    row: 'stillness-detection',
    field: 'on',
    scale: 1,
    spec: { name: 'stillness-detection', kind: 'switch', variants: C1001 },
  },
  seconds('stillness-time', 60, 86_400),
  seconds('absence-delay', 5, 3_600),
  metres('motion-distance', 0.5, 6),
  metres('seated-distance', 0.5, 6),
]

export function createR60SettingsWire(variant: RadarVariant): RadarSettingsWire {
  const offered = settingsOfVariant(R60_OFFERED, variant)
  const settingOf = (name: string): R60Setting => {
    const setting = offered.find(({ spec }) => spec.name === name)
    if (setting === undefined) throw new RangeError(`the radar has no setting ${name}`)
    return setting
  }
  return {
    set(name, value) {
      const setting = settingOf(name)
      const fields = { [setting.field]: toWire(setting, value) }
      return question(encodeR60Command({ kind: `set-${setting.row}`, fields }))
    },
    read(name) {
      return question(encodeR60Command({ kind: `get-${settingOf(name).row}` }))
    },
    valuesIn({ kind, fields }) {
      const values = new Map<string, SettingValue>()
      for (const setting of offered) {
        const value = setting.row === kind ? fromWire(setting, fields) : undefined
        if (value !== undefined) values.set(setting.spec.name, value)
      }
      return values
    },
    // "After a block of settings the C1001 must be reset and given 10 s, or they may not take effect."
    restart: question(encodeR60Command({ kind: 'reset' })),
  }
}

/** An R60 radar answers with the group and command it was asked with. */
function question(bytes: Uint8Array): SettingQuestion {
  return { bytes, answer: ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0) }
}

function metres(row: R60SettableName, min: number, max: number): R60Setting {
  const spec = { name: row, kind: 'number', unit: 'm', min, max, step: 0.1, variants: C1001 } as const
  return { row, field: 'centimetres', scale: 100, spec }
}

function seconds(row: R60SettableName, min: number, max: number): R60Setting {
  const spec = { name: row, kind: 'number', unit: 's', min, max, step: 1, variants: C1001 } as const
  return { row, field: 'seconds', scale: 1, spec }
}
