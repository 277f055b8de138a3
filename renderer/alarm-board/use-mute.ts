import type { StationClient } from '../station-client.ts'
import { useSteady } from '../ui/use-steady.ts'
import type { BoardSound } from './use-sound.ts'

/** Pauses the sound of this screen, or ends the pause; who paused it, and for how long, stands in the audit log. */
export function useMute(
  client: Pick<StationClient, 'soundPaused'>,
  mute: BoardSound['mute'],
  personId: string | null,
): () => void {
  return useSteady(() => {
    const pausedMs = mute()
    if (pausedMs === null) return
    // A pause that could not be noted is a pause all the same.
    client.soundPaused(personId, Math.round(pausedMs / 1000)).catch(() => undefined)
  })
}
