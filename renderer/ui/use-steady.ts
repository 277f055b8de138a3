import { useCallback, useLayoutEffect, useRef } from 'react'

/**
 * A handler that stays the same from drawing to drawing and does what the newest one does: what gets it need not
 * be drawn again. For events only; nothing may call it while it draws.
 */
export function useSteady<Words extends readonly unknown[], Answer>(
  newest: (...words: Words) => Answer,
): (...words: Words) => Answer {
  const latest = useRef(newest)
  useLayoutEffect(() => {
    latest.current = newest
  })
  return useCallback((...words) => latest.current(...words), [])
}
