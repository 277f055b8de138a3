import { useEffect, useState } from 'react'
import type { Instant } from '../../shared/domain/time.ts'

/** A critical alarm that the centre does not have after this is heard, whoever has taken it (scaip.md, section 9.5). */
export const UNDELIVERED_HEARD_AFTER_MS = 30_000

/**
 * Since when a critical alarm waits for the centre that is to be heard by now; null while none is. `since`: when the
 * oldest that waits was stored. Looks at the clock once, not every second.
 */
export function useUndelivered(since: Instant | null, clockOffsetMs: number): Instant | null {
  const [heard, setHeard] = useState<Instant | null>(null)
  useEffect(() => {
    if (since === null) return
    const leftMs = since + UNDELIVERED_HEARD_AFTER_MS - (Date.now() + clockOffsetMs)
    const timer = setTimeout(
      () => {
        setHeard(since)
      },
      Math.max(0, leftMs),
    )
    return () => {
      clearTimeout(timer)
    }
  }, [since, clockOffsetMs])
  return since !== null && heard === since ? since : null
}
