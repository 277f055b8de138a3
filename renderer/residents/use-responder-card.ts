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

/** The card of one alarm for one person, asked for once: each asking is a look that stands in the audit log. */
export function useResponderCard(client: ResidentsClient, alarmId: string, by: string): CardState {
  const asked = `${by} ${alarmId}`
  const [answer, setAnswer] = useState<{ readonly asked: string; readonly state: CardState } | null>(null)
  useEffect(() => {
    let isCurrent = true
    const tell = (state: CardState) => {
      if (isCurrent) setAnswer({ asked, state })
    }
    const timer = setTimeout(() => {
      client.card({ by, alarmId }).then(
        (card) => {
          tell({ kind: 'shown', card })
        },
        (error: unknown) => {
          tell({ kind: 'failed', code: error instanceof StationCallError ? error.code : 'internal' })
        },
      )
    }, SETTLED_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [client, asked, alarmId, by])
  return answer?.asked === asked ? answer.state : { kind: 'loading' }
}
