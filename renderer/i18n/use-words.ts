import { useTranslation } from 'react-i18next'
import type { Language } from './setup.ts'

/** The words of the chosen language, and the language for dates and times. */
export function useWords() {
  const { t, i18n } = useTranslation()
  const language: Language = i18n.language === 'en' ? 'en' : 'nb'
  return { t, language }
}

export type Words = ReturnType<typeof useWords>['t']
