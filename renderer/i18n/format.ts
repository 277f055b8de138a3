/** Times and durations for people: 24-hour clock, Europe/Oslo, by language. Pure. */
import type { Instant } from '../../shared/domain/time.ts'
import type { Language } from './setup.ts'

export const TIME_ZONE = 'Europe/Oslo'

const LOCALES: Readonly<Record<Language, string>> = { nb: 'nb-NO', en: 'en-GB' }

/** `0:42`, `14:02`, `1:03:10`: how long something has lasted. Never negative. */
export function formatAge(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  const twoDigits = (value: number) => String(value).padStart(2, '0')
  if (hours > 0) return `${String(hours)}:${twoDigits(minutes % 60)}:${twoDigits(seconds % 60)}`
  return `${String(minutes)}:${twoDigits(seconds % 60)}`
}

/** `03:41`. */
export function formatClock(at: Instant, language: Language): string {
  return formatter(language, { hour: '2-digit', minute: '2-digit' }).format(at)
}

/** `03:40:18`. */
export function formatTime(at: Instant, language: Language): string {
  return formatter(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at)
}

/** `22.11.2026 03:40:18`. */
export function formatDateTime(at: Instant, language: Language): string {
  return dayAndClock(at, language, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
}

/** `22.11.2026`, of a day as it is stored: `2026-11-22`. */
export function formatDay(day: string, language: Language): string {
  return formatter(language, { day: '2-digit', month: '2-digit', year: 'numeric' }).format(Date.parse(day))
}

/** `22.11.2026 03:40`: a moment that is read aloud, where seconds say nothing. */
export function formatMoment(at: Instant, language: Language): string {
  return dayAndClock(at, language, { hour: '2-digit', minute: '2-digit' })
}

/** As it is typed into the forms: without the comma that `Intl` puts between the two. */
function dayAndClock(at: Instant, language: Language, clock: Intl.DateTimeFormatOptions): string {
  const words = formatter(language, { day: '2-digit', month: '2-digit', year: 'numeric', ...clock }).format(
    at,
  )
  return words.replace(',', '')
}

const HOUR = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: TIME_ZONE })
const YEAR = new Intl.DateTimeFormat('en-GB', { year: 'numeric', timeZone: TIME_ZONE })

/** The hour of the day in Norway, 0–23. */
export function hourInNorway(at: Instant): number {
  return Number(HOUR.format(at))
}

/** The calendar year in Norway. */
export function yearInNorway(at: Instant): number {
  return Number(YEAR.format(at))
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter is slow and a board shows many times; the set of options is small and fixed. */
function formatter(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`
  const known = formatters.get(key)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat(LOCALES[language], {
    hourCycle: 'h23',
    timeZone: TIME_ZONE,
    ...options,
  })
  formatters.set(key, made)
  return made
}
