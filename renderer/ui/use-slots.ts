import { useCallback, useState } from 'react'
import { defaultRangeExtractor, measureElement, type Range, type Virtualizer } from '@tanstack/react-virtual'
import { UsualHeight } from './usual-height.ts'

/** A card with one line of each kind, before any was measured; every card that is drawn is. */
const FIRST_GUESS = 150
/** Cards drawn beyond each end of what is seen, so that a turn of the wheel finds them there. */
const BEYOND = 3
/** Room for the focus ring below a card that is brought into view; above it for the words over the list as well. */
export const BELOW_FOCUS = 12
export const ABOVE_FOCUS = 64
/** In a page that scrolls a flood of alarms is told over its end (board.css). */
export const BELOW_FOCUS_IN_PAGE = 88

type Slots<Scroller extends Element | Window> = Virtualizer<Scroller, HTMLLIElement>

/**
 * What both ways of scrolling share: of thousands of cards only those in sight are drawn, and the one that has the
 * focus wherever it is, so that the keyboard stays on it.
 */
export function useSlots<Scroller extends Element | Window>(shown: readonly string[], focusedAt: number) {
  const [isDeep, setDeep] = useState(false)
  const [usual] = useState(() => new UsualHeight(FIRST_GUESS))
  const getItemKey = useCallback((index: number) => shown[index] ?? index, [shown])
  const rangeExtractor = useCallback((range: Range) => withFocused(range, focusedAt), [focusedAt])
  const estimateSize = useCallback(() => usual.height, [usual])
  const measure = useCallback(
    (slot: HTMLLIElement, entry: ResizeObserverEntry | undefined, slots: Slots<Scroller>) => {
      const height = measureElement(slot, entry, slots)
      const index = slots.indexFromElement(slot)
      const key = slots.options.getItemKey(index)
      const known = slots.itemSizeCache.get(key)
      // A list that is not laid out (a narrow screen shows the detail) keeps the heights it had.
      if (height === 0) return known ?? usual.height
      // Guessed right, and no guess any more.
      if (known === undefined && slots.measurementsCache[index]?.size === height)
        slots.itemSizeCache.set(key, height)
      // Another guess moves what stands below cards that were never drawn: not under who reads there.
      if (!isDeepIn(slots)) usual.measured(height)
      return height
    },
    [usual],
  )
  return {
    count: shown.length,
    getItemKey,
    rangeExtractor,
    overscan: BEYOND,
    scrollPaddingStart: ABOVE_FOCUS,
    scrollPaddingEnd: BELOW_FOCUS,
    estimateSize,
    measureElement: measure,
    // At the top a new alarm comes into sight; further down what is read stays where it is.
    anchorTo: isDeep ? ('end' as const) : ('start' as const),
    onChange: (slots: Slots<Scroller>) => {
      // Said again, the same would still have the list drawn once more.
      if (isDeepIn(slots) !== isDeep) setDeep(!isDeep)
    },
  }
}

function isDeepIn<Scroller extends Element | Window>({ range }: Slots<Scroller>): boolean {
  return range !== null && range.startIndex > 0
}

function withFocused(range: Range, focusedAt: number): number[] {
  const drawn = defaultRangeExtractor(range)
  if (focusedAt < 0 || focusedAt >= range.count || drawn.includes(focusedAt)) return drawn
  return [...drawn, focusedAt].sort((a, b) => a - b)
}
