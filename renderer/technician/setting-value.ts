/** From what stands in a field to what is sent. Pure. */
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { Language } from '../i18n/setup.ts'
import type { DeviceSetting, SettingValue } from './technician-client.ts'

/** How a value stands in its field: nobody who reads Norwegian writes a point in 2,4. */
export function shownSetting({ value }: DeviceSetting, language: Language): string {
  if (value === null) return ''
  return typeof value === 'number' && language === 'nb' ? String(value).replace('.', ',') : String(value)
}

/** Undefined where it is no value of this setting. Numbers may be written with a comma. */
export function parseSetting(setting: DeviceSetting, written: string): SettingValue | undefined {
  switch (setting.kind) {
    case 'number': {
      const text = written.trim().replace(',', '.')
      const value = Number(text)
      const isWithin = value >= (setting.min ?? -Infinity) && value <= (setting.max ?? Infinity)
      return text !== '' && Number.isFinite(value) && isWithin ? value : undefined
    }
    case 'switch':
      return written === 'true' ? true : written === 'false' ? false : undefined
    case 'choice':
      return setting.choices.includes(written) ? written : undefined
    default:
      return assertNever(setting.kind)
  }
}
