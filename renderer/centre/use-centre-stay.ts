import { useMemo } from 'react'
import { SESSION_LIMITS } from '../../shared/api/centre/session.ts'
import { useStay } from '../people/use-stay.ts'
import type { CentreClient } from './centre-client.ts'

/** Tells the centre that a hand is at this page, and asks until when it stays open now. */
export function useCentreStay(client: Pick<CentreClient, 'touch'>, ask: () => Promise<void>): void {
  const told = useMemo(() => ({ stay: () => client.touch().then(ask) }), [client, ask])
  useStay(told, SESSION_LIMITS.idleMinutes * 60_000)
}
