/** What pairing may set for one device. */
import { z } from 'zod'
import type { DeviceMemory } from '../protocol-driver.ts'

const KeyUse = z.enum(['help-call', 'help-cancelled', 'button'])
/** The only gesture that calls for help; any, unless somebody chose otherwise. */
const Gesture = z.enum(['any', 'long', 'hold'])
/** Of a remote whose keys are set one by one; without it the key calls for help. */
const OneKey = KeyUse.optional().meta({ default: 'help-call', when: { use: ['by-key'] } })

export const BthomeSetupSchema = z.strictObject({
  /** What a press is taken for, on every key; `by-key`: each key as it is set. */
  use: z.enum([...KeyUse.options, 'by-key']).optional(),
  'key-1': OneKey,
  'key-2': OneKey,
  'key-3': OneKey,
  'key-4': OneKey,
  gesture: Gesture.default('any'),
  /** The same in the order of the keys, for a remote with more of them; it goes before all others. */
  keys: z.array(KeyUse).max(16).optional(),
})

/** As a row holds them; anything that is not understood counts as not set. */
const { shape } = BthomeSetupSchema
const SettingsSchema = z.object({
  use: shape.use.catch(undefined),
  'key-1': OneKey.catch(undefined),
  'key-2': OneKey.catch(undefined),
  'key-3': OneKey.catch(undefined),
  'key-4': OneKey.catch(undefined),
  gesture: shape.gesture.catch('any'),
  keys: shape.keys.catch(undefined),
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
export function keyUse(settings: BthomeSettings, index: number, isSensor: boolean): KeyUse {
  const keys = keysOf(settings)
  if (keys !== undefined) return keys[index] ?? 'help-call'
  const { use } = settings
  if (use !== undefined && use !== 'by-key') return use
  return isSensor ? 'button' : 'help-call'
}

/**
 * True where a press of some key calls for help: as pairing says, else where the device was heard to have a key
 * and is no sensor. Null until it was heard.
 */
export function callsForHelp(settings: BthomeSettings, { button, sensor }: DeviceMemory): boolean | null {
  const keys = keysOf(settings)
  if (keys !== undefined) return keys.includes('help-call')
  if (settings.use !== undefined) return settings.use === 'help-call'
  if (sensor !== undefined || button === 'false') return false
  return button === undefined ? null : true
}

/** Key by key, where they were set so. */
function keysOf(settings: BthomeSettings): readonly KeyUse[] | undefined {
  if (settings.keys !== undefined || settings.use !== 'by-key') return settings.keys
  const set = [settings['key-1'], settings['key-2'], settings['key-3'], settings['key-4']]
  return set.map((use) => use ?? 'help-call')
}
