import { useEffect, useRef, type RefObject } from 'react'

/** Something that has come and takes the keyboard if what had it is gone: nobody begins anew at the top of the page. */
export function useTakesKeyboard<Taker extends HTMLElement>(): RefObject<Taker | null> {
  const taker = useRef<Taker>(null)
  useEffect(() => {
    if (hasNobodyKeyboard()) taker.current?.focus({ preventScroll: true })
  }, [])
  return taker
}

/** What had the keyboard was taken out of the page, or nothing had it yet. */
export function hasNobodyKeyboard(): boolean {
  return document.activeElement === null || document.activeElement === document.body
}
