import type { Words } from './use-words.ts'

/** `4 s`, `3 min 20 s`, `2 t 5 min`: a duration for reading, not for watching (glossary, writing rules). */
export function durationWords(milliseconds: number, t: Words): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  if (hours > 0) return t('duration.hours', { hours, minutes: minutes % 60 })
  if (minutes > 0) return t('duration.minutes', { minutes, seconds: seconds % 60 })
  return t('duration.seconds', { seconds })
}
