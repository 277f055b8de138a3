/** The shell's few words; the page has its own locale files. */
import { app } from 'electron'
import en from '../resources/locales/shell.en.json' with { type: 'json' }
import nb from '../resources/locales/shell.nb.json' with { type: 'json' }
import { numberWords } from '../shared/domain/number-words.ts'

export type ShellWords = typeof nb

/** Bokmål first; English where the system speaks it. */
export function wordsFor(locale: string): ShellWords {
  return languageOf(locale) === 'en' ? en : nb
}

export function shellWords(): ShellWords {
  return wordsFor(app.getLocale())
}

/** A count, as the system's language writes it; never a process or a version. */
export function shellCount(count: number): string {
  return numberWords(count, languageOf(app.getLocale()))
}

function languageOf(locale: string): 'nb' | 'en' {
  return locale.toLowerCase().startsWith('en') ? 'en' : 'nb'
}

/** Puts values into `{name}` places. */
export function fill(words: string, values: Readonly<Record<string, string | number>>): string {
  return words.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}
