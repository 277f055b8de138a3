import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { decideTheme, readSettings, writeSettings, type Settings } from './settings.ts'

/** What this window remembers; the language and the document follow it. */
export function useSettings() {
  const { i18n } = useTranslation()
  const [settings, setSettings] = useState(() => readSettings(localStorage))
  const change = useCallback((next: Settings) => {
    writeSettings(localStorage, next)
    setSettings(next)
  }, [])
  useEffect(() => {
    document.documentElement.lang = settings.language
    if (i18n.language !== settings.language) void i18n.changeLanguage(settings.language)
  }, [i18n, settings.language])
  return [settings, change] as const
}

/** How often the hour is looked at for the change between dark and light. */
const THEME_CHECK_MS = 30_000

/** Dresses the page: chosen, by the hour, or as the machine says. */
export function useTheme({ theme }: Settings): void {
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)')
    const dress = () => {
      document.documentElement.dataset['theme'] = decideTheme(theme, Date.now(), system.matches)
    }
    dress()
    const timer = setInterval(dress, THEME_CHECK_MS)
    system.addEventListener('change', dress)
    return () => {
      clearInterval(timer)
      system.removeEventListener('change', dress)
    }
  }, [theme])
}
