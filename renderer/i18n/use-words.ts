import { useTranslation } from 'react-i18next'
import type { Language } from './setup.ts'

/**
 * Words without anything to fill in, by language and key. They are looked up at every drawing of the board,
 * and looking one up in the locale costs as much as drawing it.
 */
const PLAIN: Readonly<Record<Language, Map<string, string>>> = { nb: new Map(), en: new Map() }

/** The words of the chosen language, and the language for dates and times. */
export function useWords() {
  const { t: lookUp, i18n } = useTranslation()
  const language: Language = i18n.language === 'en' ? 'en' : 'nb'
  return { t: withPlain(lookUp, PLAIN[language]), language }
}

export type Words = ReturnType<typeof useWords>['t']

function withPlain<T extends object>(lookUp: T, plain: Map<string, string>): T {
  return new Proxy(lookUp, {
    apply(target, self, args: readonly unknown[]): unknown {
      const [key] = args
      if (typeof key !== 'string' || args.length > 1) return call(target, self, args)
      const known = plain.get(key)
      if (known !== undefined) return known
      const found = call(target, self, args)
      if (typeof found === 'string') plain.set(key, found)
      return found
    },
  })
}

function call(target: object, self: unknown, args: readonly unknown[]): unknown {
  return Reflect.apply(target as (...words: unknown[]) => unknown, self, args)
}
