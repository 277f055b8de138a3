import type { ChainStep } from '../../shared/api/alarm-calls.ts'
import { formatClock } from '../i18n/format.ts'
import type { Language } from '../i18n/setup.ts'
import type { Words } from '../i18n/use-words.ts'
import { personWords } from './card-words.ts'

/** What was done: an escalation with whom it called, a shelf with its end and why, a silent repeat with its reason. */
export function timelineWords(step: ChainStep, language: Language, t: Words): string {
  const { type, level, calls, until, why, reason } = step
  const to = step.to === null ? '' : personWords(step.to, t)
  if (calls !== undefined) {
    const group = t(`calls.${calls}`)
    return t('timeline.escalated', { level: level ?? 0, calls: to === '' ? group : `${group}, ${to}` })
  }
  if (until !== undefined && why !== undefined) {
    return t('timeline.shelved', { at: formatClock(until, language), why: t(`shelf.${why}`) })
  }
  if (reason === 'asked-for-help-locked') return t('timeline.locked')
  const words = t(`action.${type}`, { count: step.count ?? 1, to })
  return step.quiet === true ? t('timeline.quiet', { words, reason: t(`reason.${reason}`) }) : words
}
