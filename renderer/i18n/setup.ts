import i18next, { type FormatterModule } from 'i18next'
import { initReactI18next } from 'react-i18next'
import en from '../../resources/locales/en.json'
import nb from '../../resources/locales/nb.json'
import { numberWords } from '../../shared/domain/number-words.ts'

export const LANGUAGES = ['nb', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof nb }
  }
}

/** Each number that stands in words is written as the language writes it, without a word of it in the locale files. */
const NUMBERS: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: string | number | null | undefined, _format, language) =>
    typeof value === 'number' ? numberWords(value, language === 'en' ? 'en' : 'nb') : (value ?? ''),
}

/** Loads both languages at once, without waiting: the words are part of the bundle. */
export function setUpLanguages(language: Language): void {
  void i18next
    .use(NUMBERS)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: 'nb',
      supportedLngs: LANGUAGES,
      resources: { nb: { translation: nb }, en: { translation: en } },
      interpolation: { escapeValue: false, alwaysFormat: true },
      initAsync: false,
    })
}
