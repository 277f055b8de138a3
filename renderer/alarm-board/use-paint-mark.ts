import { useEffect } from 'react'

/** With `?measure` in the address, marks when a change has been painted: the second frame after it was drawn. */
export function usePaintMark(sequence: number | null): void {
  useEffect(() => {
    if (sequence === null || !new URLSearchParams(location.search).has('measure')) return
    // Not taken back by the next change: in a flood each drawing must be counted, not only the last.
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        performance.mark('board-painted', { detail: { sequence } })
      })
    })
  }, [sequence])
}
