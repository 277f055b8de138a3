import { useEffect, useEffectEvent } from 'react'

/** What keeps its own Escape: writing, lists and windows that are open. */
const OWNERS = 'input, textarea, [role=dialog], [role=menu], [role=listbox]'

/** Who waits for Escape now; the innermost one gets it. */
const waiting = new Set<{ readonly level: number }>()

/** Runs `leave` for Escape pressed on the page itself. `level`: 0 the room, 1 a page in it; null leaves it alone. */
export function useEscape(level: number, leave: (() => void) | null): void {
  const isActive = leave !== null
  const keyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.repeat || event.defaultPrevented) return
    if (event.target instanceof Element && event.target.closest(OWNERS) !== null) return
    if ([...waiting].some((other) => other.level > level)) return
    event.preventDefault()
    leave?.()
  })
  useEffect(() => {
    if (!isActive) return undefined
    const mine = { level }
    waiting.add(mine)
    const listener = (event: KeyboardEvent) => {
      keyDown(event)
    }
    window.addEventListener('keydown', listener)
    return () => {
      waiting.delete(mine)
      window.removeEventListener('keydown', listener)
    }
  }, [isActive, level])
}
