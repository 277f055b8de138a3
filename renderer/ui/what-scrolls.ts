import { useCallback, useSyncExternalStore } from 'react'

/** The style sheet decides by the room there is: the list by itself, or the page with everything on it. */
export type WhatScrolls = 'list' | 'page'

/** What moves the cards out of sight; null before they stand in the page. */
export function useWhatScrolls(ground: HTMLElement | null): WhatScrolls | null {
  const look = useCallback(() => {
    if (ground === null) return null
    return getComputedStyle(ground).overflowY === 'auto' ? 'list' : 'page'
  }, [ground])
  return useSyncExternalStore(followSize, look)
}

/** How far down the page the list begins, in pixels: the head above it may wrap. */
export function useTopInPage(ground: HTMLElement): number {
  return useSyncExternalStore(followSize, () => ground.offsetTop)
}

function followSize(listener: () => void): () => void {
  window.addEventListener('resize', listener)
  return () => {
    window.removeEventListener('resize', listener)
  }
}
