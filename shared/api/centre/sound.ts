/** What an operator page says of its sound. */
import { z } from 'zod'
import { LONGEST_AGO_MS, MUTE_LIMIT_MS } from '../board.ts'

/** `POST /v1/sound/paused`: whoever has signed in paused the sound of this page. */
export const CentreSoundPausedSchema = z.strictObject({
  /** For how long at most. */
  seconds: z
    .int()
    .min(1)
    .max(MUTE_LIMIT_MS / 1000),
  /** How long ago, where the centre was away meanwhile; of the page's steady clock. */
  agoMs: z.int().min(0).max(LONGEST_AGO_MS),
})
export type CentreSoundPaused = z.infer<typeof CentreSoundPausedSchema>
