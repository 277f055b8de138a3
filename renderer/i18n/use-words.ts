import i18next, { type TFunction } from 'i18next'
import { useSyncExternalStore } from 'react'
import { LANGUAGES, type Language } from './setup.ts'

/** Words that were looked up, by language; emptied when full, so that names and ages do not pile up. */
const MOST_KNOWN = 1_000

/** The same `t` as long as the language is the same. */
const WORDS = new Map(LANGUAGES.map((language) => [language, wordsIn(language)]))

/** The words of the chosen language, and the language for dates and times. */
export function useWords() {
  const language = useSyncExternalStore(followLanguage, languageNow)
  return WORDS.get(language) ?? wordsIn(language)
}

export type Words = ReturnType<typeof wordsIn>['t']

function followLanguage(listener: () => void): () => void {
  i18next.on('languageChanged', listener)
  return () => {
    i18next.off('languageChanged', listener)
  }
}

function languageNow(): Language {
  return i18next.language === 'en' ? 'en' : 'nb'
}

function wordsIn(language: Language) {
  return { t: withKnown(i18next.getFixedT(language)), language }
}

/** Looking words up costs as much as drawing them, and the board says the same ones at every drawing. */
function withKnown(lookUp: TFunction): TFunction {
  const known = new Map<string, string>()
  return new Proxy(lookUp, {
    apply(target, self, words: readonly unknown[]): unknown {
      const key = words.length === 1 && typeof words[0] === 'string' ? words[0] : JSON.stringify(words)
      const before = known.get(key)
      if (before !== undefined) return before
      const found = call(target, self, words)
      if (known.size >= MOST_KNOWN) known.clear()
      if (typeof found === 'string') known.set(key, found)
      return found
    },
  })
}

function call(target: object, self: unknown, args: readonly unknown[]): unknown {
  return Reflect.apply(target as (...words: unknown[]) => unknown, self, args)
}
