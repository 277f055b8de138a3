import { useEffect, useState } from 'react'
import type { Found } from '../../shared/api/night.ts'
import { useWords } from '../i18n/use-words.ts'
import { StationCallError, type CallErrorCode } from '../station-client.ts'
import type { NightClient } from './night-client.ts'
import { searchTerms } from './search-terms.ts'

/** Whoever types is not asked for after every letter. */
const PAUSE_MS = 150

export type SearchState =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'found'; readonly found: Found }
  | { readonly kind: 'failed'; readonly code: CallErrorCode }

/** What fits the written words; an older answer never wins. */
export function useSearch(client: NightClient, written: string): SearchState {
  const { t } = useWords()
  const [state, setState] = useState<{ readonly for: string; readonly is: SearchState } | null>(null)
  useEffect(() => {
    const terms = searchTerms(written, t)
    if (terms.length === 0) return undefined
    let isCurrent = true
    const take = (is: SearchState) => {
      if (isCurrent) setState({ for: written, is })
    }
    const timer = setTimeout(() => {
      client.search(terms).then(
        (found) => {
          take({ kind: 'found', found })
        },
        (error: unknown) => {
          take({ kind: 'failed', code: error instanceof StationCallError ? error.code : 'internal' })
        },
      )
    }, PAUSE_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [client, written, t])
  if (state === null || searchTerms(written, t).length === 0) return { kind: 'nothing' }
  return state.is
}
