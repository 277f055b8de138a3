import { useCallback, useEffect, useState } from 'react'
import type { CentreSession } from '../../shared/api/centre/session.ts'
import type { CentreClient, SessionEnd } from './centre-client.ts'

export type SessionState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'no-contact' }
  /** `ended`: why, for whoever was signed in; null where nobody was. */
  | { readonly kind: 'out'; readonly ended: SessionEnd | null }
  | { readonly kind: 'in'; readonly session: CentreSession }

/** A centre that does not answer is asked again. */
const AGAIN_MS = 1_000

/** Who has signed in at this page: the browser keeps the cookie, the centre knows. */
export function useCentreSession(client: Pick<CentreClient, 'session'>) {
  const [state, setState] = useState<SessionState>({ kind: 'asking' })
  const refresh = useCallback(async () => {
    const session = await client.session()
    setState(session === null ? { kind: 'out', ended: null } : { kind: 'in', session })
  }, [client])
  const end = useCallback((ended: SessionEnd) => {
    setState({ kind: 'out', ended })
  }, [])
  const mustAsk = state.kind === 'asking' || state.kind === 'no-contact'
  useEffect(() => {
    if (!mustAsk) return undefined
    let timer: ReturnType<typeof setTimeout> | null = null
    let isCurrent = true
    const ask = () => {
      refresh().catch(() => {
        if (!isCurrent) return
        setState({ kind: 'no-contact' })
        timer = setTimeout(ask, AGAIN_MS)
      })
    }
    ask()
    return () => {
      isCurrent = false
      if (timer !== null) clearTimeout(timer)
    }
  }, [mustAsk, refresh])
  return { state, refresh, end }
}
