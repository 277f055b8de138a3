/** What pairing may set for one device; anything that is not understood counts as not set. */
import { z } from 'zod'

const KeyUse = z.enum(['help-call', 'help-cancelled', 'button'])

const SettingsSchema = z.object({
  /** What a press is taken for, on every key. */
  use: KeyUse.optional().catch(undefined),
  /** What each key does, in the order of the keys, before `use`; keys beyond it call for help. */
  keys: z.array(KeyUse).max(16).optional().catch(undefined),
  /** The only gesture that calls for help; any, unless somebody chose otherwise. */
  gesture: z.enum(['any', 'long', 'hold']).default('any').catch('any'),
})

export type KeyUse = z.infer<typeof KeyUse>
export type BthomeSettings = z.infer<typeof SettingsSchema>

export function bthomeSettings(settings: Readonly<Record<string, unknown>>): BthomeSettings {
  return SettingsSchema.parse(settings)
}

/**
 * What a press of the key is taken for. A safety button calls for help; on a sensor (`isSensor`) the button is
 * for pairing, unless somebody chose otherwise.
 */
export function keyUse({ keys, use }: BthomeSettings, index: number, isSensor: boolean): KeyUse {
  if (keys !== undefined) return keys[index] ?? 'help-call'
  return use ?? (isSensor ? 'button' : 'help-call')
}

/** True where a press of some key calls for help. */
export function callsForHelp(settings: BthomeSettings, isSensor: boolean): boolean {
  return settings.keys?.includes('help-call') ?? keyUse(settings, 0, isSensor) === 'help-call'
}
