/** What pairing may set for one device; anything that is not understood counts as not set. */
import { z } from 'zod'

const KeyUse = z.enum(['help-call', 'help-cancelled', 'button'])

const SettingsSchema = z.object({
  /** What each key does, in the order of the keys; keys beyond it, and all without it, call for help. */
  keys: z.array(KeyUse).max(16).optional().catch(undefined),
  /** The only gesture that calls for help; any, unless somebody chose otherwise. */
  gesture: z.enum(['any', 'long', 'hold']).default('any').catch('any'),
})

export type KeyUse = z.infer<typeof KeyUse>
export type BthomeSettings = z.infer<typeof SettingsSchema>

export function bthomeSettings(settings: Readonly<Record<string, unknown>>): BthomeSettings {
  return SettingsSchema.parse(settings)
}
