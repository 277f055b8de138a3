import { useEffect } from 'react'

/** With `?measure` in the address, marks when a change has been painted: the second frame after it was drawn. */
export function usePaintMark(sequence: number | null): void {
  useEffect(() => {
    if (sequence === null || !new URLSearchParams(location.search).has('measure')) return
    let second = 0
    const first = requestAnimationFrame(() => {
      second = requestAnimationFrame(() => {
        performance.mark('board-painted', { detail: { sequence } })
      })
    })
    return () => {
      cancelAnimationFrame(first)
      cancelAnimationFrame(second)
    }
  }, [sequence])
}
