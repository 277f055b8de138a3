import { useMemo } from 'react'
import { SESSION_LIMITS } from '../../shared/api/centre/session.ts'
import { useStay } from '../people/use-stay.ts'
import type { CentreClient } from './centre-client.ts'

/** Tells the centre that a hand is at this page. Answers with when it locks, once that is near. */
export function useCentreStay(client: Pick<CentreClient, 'session'>): number | null {
  const told = useMemo(
    () => ({
      stay: async () => {
        await client.session()
      },
    }),
    [client],
  )
  return useStay(told, SESSION_LIMITS.idleMinutes * 60_000)
}
