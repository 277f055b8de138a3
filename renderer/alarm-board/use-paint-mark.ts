import { useEffect } from 'react'

/** With `?measure` in the address, marks when a change has been painted: the first task after its frame. */
export function usePaintMark(sequence: number | null): void {
  useEffect(() => {
    if (sequence === null || !new URLSearchParams(location.search).has('measure')) return
    // A new observer is told once, in the rendering of the very frame that shows what stands in the page now, also
    // when that frame has begun. Not taken back by the next change: each drawing is counted, not only the last.
    const inFrame = new ResizeObserver(() => {
      inFrame.disconnect()
      const afterFrame = new MessageChannel()
      afterFrame.port1.onmessage = () => {
        performance.mark('board-painted', { detail: { sequence } })
        afterFrame.port1.close()
      }
      afterFrame.port2.postMessage(null)
    })
    inFrame.observe(document.documentElement)
  }, [sequence])
}
