import type { Words } from '../i18n/use-words.ts'
import type { LabelVerdict } from './label-text.ts'

/** What the words in the search field lead to; `isFormer`: to a device that is out of use. */
export function foundWords(
  label: LabelVerdict,
  words: string,
  found: number,
  isFormer: boolean,
  t: Words,
): string {
  if (label.kind === 'unknown-device' && isFormer) return t('technician.devices.label.retired')
  if (label.kind !== 'no-label') return t(`technician.devices.label.${label.kind}`)
  if (found > 0 || words.trim() === '') return t('technician.devices.count', { count: found })
  return isFormer ? t('technician.devices.former') : t('technician.devices.notHere')
}
