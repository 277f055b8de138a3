import { useEffect, useState } from 'react'
import type { ResponderCard } from '../../shared/api/residents.ts'
import { StationCallError, type CallErrorCode } from '../station-client.ts'
import type { ResidentsClient } from './residents-client.ts'

export type CardState =
  | { readonly kind: 'loading' }
  /** Null: the alarm is nobody's. */
  | { readonly kind: 'shown'; readonly card: ResponderCard | null }
  | { readonly kind: 'failed'; readonly code: CallErrorCode }

/** Whoever steps through the list looks at nobody's card: it is asked for when they have stopped. */
const SETTLED_MS = 400

/**
 * The card of one resident for one person, asked for once with each alarm: each asking is a look that stands in the
 * audit log. Where another alarm of theirs comes to the place of the one before, what was shown stays until it is answered.
 */
export function useResponderCard(client: ResidentsClient, alarmId: string, by: string): CardState {
  const [state, setState] = useState<CardState>({ kind: 'loading' })
  useEffect(() => {
    let isCurrent = true
    const timer = setTimeout(() => {
      client.card({ by, alarmId }).then(
        (card) => {
          if (isCurrent) setState({ kind: 'shown', card })
        },
        (error: unknown) => {
          const code = error instanceof StationCallError ? error.code : 'internal'
          if (isCurrent) setState((before) => afterFailure(before, code))
        },
      )
    }, SETTLED_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [client, alarmId, by])
  return state
}

/** A station that does not answer takes nothing away from who stands before the door; one that refuses does. */
function afterFailure(before: CardState, code: CallErrorCode): CardState {
  const isSilent = code === 'no-contact' || code === 'internal'
  return isSilent && before.kind === 'shown' ? before : { kind: 'failed', code }
}
