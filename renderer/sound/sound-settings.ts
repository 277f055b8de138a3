/** What one client remembers of its sound: the output and how loud by day and by night. */
import { z } from 'zod'
import { LOUDNESSES } from './loudness.ts'

const HourSchema = z.number().int().min(0).max(23)
const SoundSettingsSchema = z.object({
  /** Null: whatever the machine plays through. */
  output: z.object({ id: z.string(), name: z.string() }).nullable(),
  day: z.literal(LOUDNESSES),
  night: z.literal(LOUDNESSES),
  nightFrom: HourSchema,
  nightTo: HourSchema,
})
export type SoundSettings = Readonly<z.infer<typeof SoundSettingsSchema>>

const STORAGE_KEY = 'tryggvakt.sound'
/** As loud by night as by day until somebody who sleeps nearby says otherwise. */
const DEFAULTS: SoundSettings = { output: null, day: 100, night: 100, nightFrom: 22, nightTo: 7 }

/** Settings as stored; what cannot be read becomes the defaults. */
export function readSoundSettings(storage: Pick<Storage, 'getItem'>): SoundSettings {
  const stored = storage.getItem(STORAGE_KEY)
  if (stored === null) return DEFAULTS
  try {
    const parsed = SoundSettingsSchema.safeParse(JSON.parse(stored))
    return parsed.success ? parsed.data : DEFAULTS
  } catch {
    return DEFAULTS
  }
}

export function writeSoundSettings(storage: Pick<Storage, 'setItem'>, settings: SoundSettings): void {
  storage.setItem(STORAGE_KEY, JSON.stringify(settings))
}
