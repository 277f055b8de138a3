import { useCallback, useEffect, useRef } from 'react'

/** The key that opened a question may be struck twice: an answer counts only when it was there to be read. */
const READABLE_AFTER_MS = 500

/** Whether what was just mounted has been seen long enough to be answered; at once where no key opened it. */
export function useReadable(openedByKey: boolean): () => boolean {
  const isReadable = useRef(!openedByKey)
  useEffect(() => {
    const timer = setTimeout(() => {
      isReadable.current = true
    }, READABLE_AFTER_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [])
  return useCallback(() => isReadable.current, [])
}
