/** The shell's few words; the page has its own locale files. */
import { app } from 'electron'
import en from '../resources/locales/shell.en.json' with { type: 'json' }
import nb from '../resources/locales/shell.nb.json' with { type: 'json' }

export type ShellWords = typeof nb

/** Bokmål first; English where the system speaks it. */
export function wordsFor(locale: string): ShellWords {
  return locale.toLowerCase().startsWith('en') ? en : nb
}

export function shellWords(): ShellWords {
  return wordsFor(app.getLocale())
}

/** Puts values into `{name}` places. */
export function fill(words: string, values: Readonly<Record<string, string | number>>): string {
  return words.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}
