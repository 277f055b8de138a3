import { useMemo } from 'react'
import { SESSION_LIMITS } from '../../shared/api/centre/session.ts'
import { useStay } from '../people/use-stay.ts'

/** Tells the centre that a hand is at this page, by asking it who is signed in here. */
export function useCentreStay(ask: () => Promise<void>): void {
  const told = useMemo(() => ({ stay: ask }), [ask])
  useStay(told, SESSION_LIMITS.idleMinutes * 60_000)
}
