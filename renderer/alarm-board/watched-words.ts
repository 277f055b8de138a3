/** By which profile and numbers a rule over time came due, in words. Pure but for the words it is given. */
import type { Watched } from '../../shared/domain/rule-profiles.ts'
import type { Words } from '../i18n/use-words.ts'
import { writeMinute } from '../residents/rule-text.ts'

/** E.g. "At night, for 30 minutes". */
export function watchedWords({ profile, limits }: Watched, t: Words): string {
  const { lastsMinutes, fromMinute, byMinute, lowestCelsius, highestCelsius } = limits
  const parts = [t(`ruleProfile.${profile}`)]
  if (lowestCelsius !== undefined && highestCelsius !== undefined) {
    parts.push(t('why.degrees', { lowest: lowestCelsius, highest: highestCelsius }))
  }
  if (fromMinute !== undefined && byMinute !== undefined) {
    parts.push(t('why.between', { from: writeMinute(fromMinute), to: writeMinute(byMinute) }))
  }
  if (lastsMinutes !== undefined) parts.push(t('why.lasts', { count: lastsMinutes }))
  return parts.join(', ')
}
