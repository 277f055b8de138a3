import { useEffect, useMemo } from 'react'
import { PauseTeller } from '../sound/pause-teller.ts'
import { StationCallError, type StationClient } from '../station-client.ts'
import { useSteady } from '../ui/use-steady.ts'
import type { BoardSound } from './use-sound.ts'

interface MuteContext {
  readonly client: Pick<StationClient, 'soundPaused'>
  readonly mute: BoardSound['mute']
  readonly personId: string | null
  readonly isLost: boolean
}

/** Pauses the sound of this screen, or ends the pause; who paused it, and for how long, stands in the audit log. */
export function useMute({ client, mute, personId, isLost }: MuteContext): () => void {
  const teller = useMemo(() => new PauseTeller(client, hasNoContact), [client])
  useEffect(() => {
    if (!isLost) void teller.tellWaiting(performance.now())
  }, [teller, isLost])
  return useSteady(() => {
    const pausedMs = mute()
    if (pausedMs !== null) teller.tell(personId, Math.round(pausedMs / 1000), performance.now())
  })
}

/** What is no answer of the station is told again. */
function hasNoContact(error: unknown): boolean {
  return !(error instanceof StationCallError) || error.code === 'no-contact'
}
