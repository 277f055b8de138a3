import { useEffect, useEffectEvent, useRef } from 'react'
import type { Virtualizer } from '@tanstack/react-virtual'
import type { CardListProps } from './card-list.tsx'
import { ABOVE_FOCUS, BELOW_FOCUS } from './use-slots.ts'
import { hasNobodyKeyboard } from './use-takes-keyboard.ts'

interface SlotsProps<Scroller extends Element | Window> extends CardListProps {
  readonly slots: Virtualizer<Scroller, HTMLLIElement>
  /** Where in the list the focus is; -1 for nowhere. */
  readonly focusedAt: number
}

/** The cards in sight, each in its place in a list as long as all of them. */
export function CardSlots<Scroller extends Element | Window>(props: SlotsProps<Scroller>) {
  const { label, shown, focusedId, focusedAt, isStill, card, above, onLeft, onPage, slots } = props
  const show = useEffectEvent(() => {
    if (focusedAt !== -1 && !isInSight(slots, focusedAt)) slots.scrollToIndex(focusedAt, { align: 'auto' })
  })
  useEffect(() => {
    if (!isStill) show()
  }, [focusedId, isStill])
  const list = useRef<HTMLUListElement>(null)
  // Who took an alarm on its card goes on there, wherever in the list it now stands; but for who has scrolled on since.
  const enteredId = useRef<string | null>(null)
  const hasLeft = useRef(false)
  const inSight = useRef<{ readonly id: string | null; readonly at: number } | null>(null)
  const follow = useEffectEvent(() => {
    const was = inSight.current
    if (was?.id !== focusedId) return
    if (enteredId.current === focusedId) show()
    else if (was.at !== focusedAt && !isInSight(slots, focusedAt)) {
      hasLeft.current = true
      onLeft(was.at)
    }
  })
  useEffect(() => {
    follow()
  }, [shown])
  useEffect(() => {
    inSight.current = isInSight(slots, focusedAt) ? { id: focusedId, at: focusedAt } : null
    if (inSight.current === null || !hasLeft.current) return
    hasLeft.current = false
    onLeft(null)
  })
  // Who comes back to the list finds it from its top.
  useEffect(
    () => () => {
      onLeft(null)
    },
    [onLeft],
  )
  // A card that is moved to another place of the list loses the keyboard on the way.
  useEffect(() => {
    if (!hasNobodyKeyboard()) return
    list.current?.querySelector<HTMLElement>('[aria-current=true]')?.focus({ preventScroll: true })
  }, [shown])
  const page = pageOf(slots)
  useEffect(() => {
    onPage(page)
  }, [onPage, page])

  return (
    <>
      {above(shown.slice(0, slots.range?.startIndex ?? 0))}
      <ul
        ref={list}
        aria-label={label}
        style={{ height: slots.getTotalSize() }}
        onKeyDown={({ key }) => {
          if (key === 'Enter' || key === ' ') enteredId.current = focusedId
        }}
      >
        {slots.getVirtualItems().map(({ index, start }) => {
          const id = shown[index]
          const drawn = id === undefined ? null : card(id)
          if (drawn === null) return null
          const top = start - slots.options.scrollMargin
          return (
            <li
              key={id}
              ref={slots.measureElement}
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={shown.length}
              style={{ transform: `translateY(${String(top)}px)` }}
            >
              {drawn}
            </li>
          )
        })}
      </ul>
    </>
  )
}

function isInSight<Scroller extends Element | Window>(
  { measurementsCache, options, scrollOffset, scrollRect }: Virtualizer<Scroller, HTMLLIElement>,
  index: number,
): boolean {
  const slot = measurementsCache[index]
  if (slot === undefined || scrollOffset === null || scrollRect === null) return true
  // At the very top there are no words over the list.
  const covered = Math.min(ABOVE_FOCUS, Math.max(0, scrollOffset - options.scrollMargin))
  const coveredBelow = options.scrollPaddingEnd - BELOW_FOCUS
  const end = scrollOffset + scrollRect.height - coveredBelow
  return slot.start >= scrollOffset + covered && slot.end <= end
}

/** How many cards are in sight, at least one. */
function pageOf<Scroller extends Element | Window>({ range }: Virtualizer<Scroller, HTMLLIElement>): number {
  return range === null ? 1 : Math.max(1, range.endIndex - range.startIndex)
}
