import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import en from '../../resources/locales/en.json'
import nb from '../../resources/locales/nb.json'

export const LANGUAGES = ['nb', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof nb }
  }
}

/** Loads both languages at once, without waiting: the words are part of the bundle. */
export function setUpLanguages(language: Language): void {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'nb',
    supportedLngs: LANGUAGES,
    resources: { nb: { translation: nb }, en: { translation: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
}
