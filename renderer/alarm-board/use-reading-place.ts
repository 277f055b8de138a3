import { useEffect, useRef, type RefObject } from 'react'

export interface ReadingPlace {
  readonly section: RefObject<HTMLElement | null>
  /** Lies behind what is shown, down to where one has read: what becomes shorter there does not move what stands above. */
  readonly ground: RefObject<HTMLDivElement | null>
}

/**
 * Another card is shown from its top, however far down one was in the one before. The same one stands where it was read,
 * whichever of its alarms leads it.
 */
export function useReadingPlace(key: string): ReadingPlace {
  const section = useRef<HTMLElement>(null)
  const ground = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const scrolled = section.current
    if (scrolled === null) return undefined
    const keep = () => {
      const { scrollTop, clientHeight } = scrolled
      if (ground.current !== null) ground.current.style.height = `${String(scrollTop + clientHeight)}px`
    }
    scrolled.addEventListener('scroll', keep, { passive: true })
    return () => {
      scrolled.removeEventListener('scroll', keep)
    }
  }, [])
  useEffect(() => {
    if (ground.current !== null) ground.current.style.height = '0'
    if (section.current !== null) section.current.scrollTop = 0
  }, [key])
  return { section, ground }
}
