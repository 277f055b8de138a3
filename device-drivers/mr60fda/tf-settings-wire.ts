/** Settings of the MR60FDA2 (mr60fda.md, section 2): only values that both public sources accept. */
import { encodeTf } from './tf-codec.ts'
import { fromWire, toWire } from './settings-wire.ts'
import type { RadarSetting, RadarSettingsWire, SettingQuestion, SettingValue } from './settings-wire.ts'
import type { Fields } from './value-forms.ts'
import type { RadarVariant } from './variants.ts'

type SetKind = 'set-install-height' | 'set-threshold' | 'set-sensitivity' | 'set-alarm-area'

interface TfSetting extends RadarSetting {
  readonly set: SetKind
}

const FDA2 = ['tf-fda2'] as const satisfies readonly RadarVariant[]
/** Ids of the host in public code begin here (section 2). */
const HOST_ID = 0x8000
const AREA_FIELDS = ['xl', 'xr', 'zf', 'zb']

export const TF_OFFERED: readonly TfSetting[] = [
  metres('install-height', 'set-install-height', 'height', 2.4, 3),
  metres('fall-threshold', 'set-threshold', 'threshold', 0, 0.6),
  {
    set: 'set-sensitivity',
    field: 'sensitivity',
    scale: 1,
    // One firmware takes 3, 15 and 30, the library 3 to 10: this is what both take.
    spec: { name: 'sensitivity', kind: 'choice', choices: ['3'], variants: FDA2 },
  },
  // The reliable fall zone is 3 × 3 m (section 4).
  metres('area-left', 'set-alarm-area', 'xl', 0.1, 1.5),
  metres('area-right', 'set-alarm-area', 'xr', 0.1, 1.5),
  metres('area-front', 'set-alarm-area', 'zf', 0.1, 1.5),
  metres('area-back', 'set-alarm-area', 'zb', 0.1, 1.5),
]

export function createTfSettingsWire(): RadarSettingsWire {
  /** As the radar last read them back: the four limits of the area are set together. */
  let parameters: Fields | null = null
  return {
    set(name, value) {
      const setting = TF_OFFERED.find(({ spec }) => spec.name === name)
      if (setting === undefined) throw new RangeError(`the radar has no setting ${name}`)
      const sent = toWire(setting, value)
      if (setting.set !== 'set-alarm-area') {
        return question(setting.set, { [setting.set === 'set-sensitivity' ? 'value' : 'metres']: sent })
      }
      if (parameters === null) return null
      const known = parameters
      const area = Object.fromEntries(AREA_FIELDS.map((field) => [field, known[field] ?? 0]))
      parameters = { ...known, [setting.field]: sent }
      return question(setting.set, { ...area, [setting.field]: sent })
    },
    read: () => question('get-parameters', {}),
    valuesIn({ kind, fields }) {
      const values = new Map<string, SettingValue>()
      if (kind !== 'parameters') return values
      parameters = fields
      for (const setting of TF_OFFERED) {
        const value = fromWire(setting, fields)
        if (value !== undefined) values.set(setting.spec.name, value)
      }
      return values
    },
    restart: null,
  }
}

/** A FDA2 answers with the type it was asked with; its ids count by themselves. */
function question(kind: SetKind | 'get-parameters', fields: Fields): SettingQuestion {
  const bytes = encodeTf(HOST_ID, kind, fields)
  return { bytes, answer: ((bytes[5] ?? 0) << 8) | (bytes[6] ?? 0) }
}

function metres(name: string, set: SetKind, field: string, min: number, max: number): TfSetting {
  return {
    set,
    field,
    scale: 1,
    spec: { name, kind: 'number', unit: 'm', min, max, step: 0.1, variants: FDA2 },
  }
}
