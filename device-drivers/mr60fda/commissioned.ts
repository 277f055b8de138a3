/**
 * Whether a radar is still set as it was commissioned (mr60fda.md, section 5): one at another height, or in sleep
 * mode, judges falls wrongly and says nothing of it.
 */
import type { DriverEffect, KnownLevels } from '../protocol-driver.ts'
import { isSameValue } from './settings-wire.ts'
import type { SettingValue } from './settings-wire.ts'

/** Code of the fault. */
export const SETTINGS_DIFFER = 'settings-differ'
/** What makes a fall a fall; the rest is comfort. */
export const GUARDED_SETTINGS = ['install-height', 'work-mode']

export class CommissionedSettings {
  private readonly wrong = new Set<string>()
  private isTold: boolean

  constructor(
    known: KnownLevels,
    private readonly settings: () => Readonly<Record<string, unknown>>,
  ) {
    this.isTold = known.fault === SETTINGS_DIFFER
  }

  /** True from the fault until the radar reads back what it should. */
  get isFault(): boolean {
    return this.isTold
  }

  /** True where commissioning said what these settings are to be. */
  get isKnown(): boolean {
    const settings = this.settings()
    return GUARDED_SETTINGS.some((name) => isValue(settings[name]))
  }

  /** The radar read these back: the fault begins, ends, or nothing changes. */
  take(effects: readonly DriverEffect[]): 'begins' | 'ends' | null {
    const settings = this.settings()
    let looked = false
    for (const effect of effects) {
      if (effect.type !== 'setting' || !GUARDED_SETTINGS.includes(effect.name)) continue
      const wanted = settings[effect.name]
      if (!isValue(wanted)) continue
      looked = true
      if (isSameValue(wanted, effect.value)) this.wrong.delete(effect.name)
      else this.wrong.add(effect.name)
    }
    const isWrong = this.wrong.size > 0
    if (!looked || isWrong === this.isTold) return null
    this.isTold = isWrong
    return isWrong ? 'begins' : 'ends'
  }
}

function isValue(value: unknown): value is SettingValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
