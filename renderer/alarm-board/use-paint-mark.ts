import { useEffect } from 'react'

/** With `?measure` in the address, marks when a change has been painted: the first task after its frame. */
export function usePaintMark(sequence: number | null): void {
  useEffect(() => {
    if (sequence === null || !new URLSearchParams(location.search).has('measure')) return
    // Not taken back by the next change: in a flood each drawing must be counted, not only the last.
    requestAnimationFrame(() => {
      const afterFrame = new MessageChannel()
      afterFrame.port1.onmessage = () => {
        performance.mark('board-painted', { detail: { sequence } })
        afterFrame.port1.close()
      }
      afterFrame.port2.postMessage(null)
    })
  }, [sequence])
}
