import { useCallback, useEffect, useRef, useState } from 'react'
import type { Toast } from './toasts.tsx'

/** Long enough to read twice at night; a toast can also be closed. */
const SHOWN_MS = 12_000
const MOST = 3

/** The last few toasts, each gone after a while. */
export function useToasts() {
  const [toasts, setToasts] = useState<readonly Toast[]>([])
  const nextId = useRef(1)
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>())

  useEffect(() => {
    const running = timers.current
    return () => {
      for (const timer of running) clearTimeout(timer)
      running.clear()
    }
  }, [])

  const close = useCallback((id: number) => {
    setToasts((shown) => shown.filter((toast) => toast.id !== id))
  }, [])

  const show = useCallback(
    (words: string, action?: Toast['action']) => {
      const id = nextId.current++
      setToasts((shown) => [
        ...shown.filter((toast) => toast.words !== words).slice(1 - MOST),
        { id, words, ...(action === undefined ? {} : { action }) },
      ])
      const timer = setTimeout(() => {
        timers.current.delete(timer)
        close(id)
      }, SHOWN_MS)
      timers.current.add(timer)
    },
    [close],
  )
  return { toasts, show, close }
}
