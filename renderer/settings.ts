/** What one window remembers: who stands here, the language and the theme. */
import { z } from 'zod'
import { hourInNorway } from './i18n/format.ts'
import type { Instant } from '../shared/domain/time.ts'

export const THEMES = ['auto', 'system', 'dark', 'light'] as const

const SettingsSchema = z.object({
  personId: z.string().nullable(),
  language: z.enum(['nb', 'en']),
  theme: z.enum(THEMES),
})
export type Settings = z.infer<typeof SettingsSchema>
export type Theme = Settings['theme']

const STORAGE_KEY = 'tryggvakt.settings'
const DEFAULTS: Settings = { personId: null, language: 'nb', theme: 'auto' }

/** Settings as stored; what cannot be read becomes the defaults. */
export function readSettings(storage: Pick<Storage, 'getItem'>): Settings {
  const stored = storage.getItem(STORAGE_KEY)
  if (stored === null) return DEFAULTS
  let value: unknown
  try {
    value = JSON.parse(stored)
  } catch {
    return DEFAULTS
  }
  const parsed = SettingsSchema.safeParse(value)
  return parsed.success ? parsed.data : DEFAULTS
}

export function writeSettings(storage: Pick<Storage, 'setItem'>, settings: Settings): void {
  storage.setItem(STORAGE_KEY, JSON.stringify(settings))
}

/** Dark from 20:00 to 07:00 in Norway unless one is chosen, or what this machine says (ui.md, principles). */
export function decideTheme(chosen: Theme, now: Instant, isSystemDark: boolean): 'dark' | 'light' {
  if (chosen === 'system') return isSystemDark ? 'dark' : 'light'
  if (chosen !== 'auto') return chosen
  const hour = hourInNorway(now)
  return hour >= 20 || hour < 7 ? 'dark' : 'light'
}
