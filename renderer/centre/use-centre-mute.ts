import { useEffect, useMemo } from 'react'
import type { BoardSound } from '../alarm-board/use-sound.ts'
import { PauseTeller } from '../sound/pause-teller.ts'
import { useSteady } from '../ui/use-steady.ts'
import { centreErrorOf, type CentreClient } from './centre-client.ts'

interface MuteContext {
  readonly client: Pick<CentreClient, 'soundPaused'>
  readonly mute: BoardSound['mute']
  readonly operatorId: string
  readonly isLost: boolean
}

/** Pauses the sound of this page, or ends the pause; who paused it, and for how long, stands in the centre's audit log. */
export function useCentreMute({ client, mute, operatorId, isLost }: MuteContext): () => void {
  // The centre knows who has signed in.
  const teller = useMemo(
    () =>
      new PauseTeller(
        { soundPaused: (_by, seconds, agoMs) => client.soundPaused(seconds, agoMs) },
        hasNoContact,
      ),
    [client],
  )
  useEffect(() => {
    if (!isLost) void teller.tellWaiting(performance.now())
  }, [teller, isLost])
  return useSteady(() => {
    const pausedMs = mute()
    if (pausedMs !== null) teller.tell(operatorId, Math.round(pausedMs / 1000), performance.now())
  })
}

function hasNoContact(error: unknown): boolean {
  const { code } = centreErrorOf(error)
  return code === 'no-contact' || code === 'cannot-store'
}
