import { useCallback, useEffect, useRef, useState } from 'react'
import { useWords } from '../i18n/use-words.ts'
import type { SpokenWords, Toast } from './toasts.tsx'
import { useSteady } from './use-steady.ts'

/** Long enough to read twice at night; a toast can also be closed. */
const SHOWN_MS = 12_000
const MOST = 3

/** The last few toasts, each gone after a while; one that says the same as an older one takes its place. */
export function useToasts() {
  const { t } = useWords()
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

  const show = useSteady((words: SpokenWords, action?: Toast['action']) => {
    const id = nextId.current++
    const said = words(t)
    setToasts((shown) => [
      ...shown.filter((toast) => toast.words(t) !== said).slice(1 - MOST),
      { id, words, ...(action === undefined ? {} : { action }) },
    ])
    const timer = setTimeout(
      () => {
        timers.current.delete(timer)
        close(id)
      },
      action?.until === undefined ? SHOWN_MS : Math.max(0, action.until - performance.now()),
    )
    timers.current.add(timer)
  })
  return { toasts, show, close }
}
