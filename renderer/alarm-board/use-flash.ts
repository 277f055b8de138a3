import { useEffect } from 'react'

/** Half periods: `critical` 2 Hz, `high` 0.6 Hz, both half on (alarm-standards.md, section 4). */
const HALF_MS = { 'data-flash-critical': 250, 'data-flash-high': 833 } as const

/**
 * Flashes what rings, by two words on the document that the style sheet reads. An endless CSS animation would have
 * the browser make sixty frames a second for as long as an alarm rings; this makes five.
 */
export function useFlash(isRinging: boolean): void {
  useEffect(() => {
    if (!isRinging) return undefined
    const ends = [flash('data-flash-critical'), flash('data-flash-high')]
    return () => {
      for (const end of ends) end()
    }
  }, [isRinging])
}

function flash(word: keyof typeof HALF_MS): () => void {
  const root = document.documentElement
  const timer = setInterval(() => {
    root.setAttribute(word, root.getAttribute(word) === 'off' ? 'on' : 'off')
  }, HALF_MS[word])
  return () => {
    clearInterval(timer)
    root.removeAttribute(word)
  }
}
