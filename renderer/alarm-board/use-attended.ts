import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { AlarmCard } from '../../shared/api/board.ts'
import type { Attention } from './focus-state.ts'
import type { FocusStore } from './focus-store.ts'

const PRESSES = ['pointerdown', 'pointermove', 'pointerup', 'pointercancel'] as const
/** Some of them do not bubble: all are heard on their way down. */
const MOVEMENTS = [...PRESSES, 'keydown', 'keyup', 'focusin', 'focusout', 'scroll', 'toggle'] as const
/** A press leaves the keyboard on a button as well; only who came by keys goes on by keys there. */
const CAME_BY_KEYS =
  '[data-rac][data-focus-visible], :is(summary, a, button):not(.card, [data-rac]):focus-visible'

/**
 * Tells the focus rules what somebody does with an answered alarm that has the focus. `acts`: it is their own, a window is
 * open, or they are in another room. Codes of a door that are shown count as acting too.
 */
export function useAttended(focusStore: FocusStore, focused: AlarmCard | undefined, acts: boolean): void {
  const isAnswered = useSyncExternalStore(focusStore.subscribe, () => focusStore.getState().isAnswered)
  const isPressed = useRef(false)
  // Always: a press may begin before the alarm is answered.
  useEffect(() => {
    const press = ({ buttons }: PointerEvent) => {
      isPressed.current = buttons > 0
    }
    for (const type of PRESSES) document.addEventListener(type, press, true)
    return () => {
      for (const type of PRESSES) document.removeEventListener(type, press, true)
    }
  }, [])
  // With each change of the card as well: a button that goes takes the keyboard with it and says nothing.
  useEffect(() => {
    if (!isAnswered) return undefined
    const tell = (isMovement: boolean) => {
      const how = acts || isPressed.current || isWriting() || showsCodes() ? 'acts' : readsOrNot()
      if (!isMovement && how === focusStore.getState().attention) return
      focusStore.dispatch({ type: 'attended', how, now: performance.now() })
    }
    const look = () => {
      tell(false)
    }
    const onMovement = () => {
      tell(true)
    }
    look()
    const codes = new MutationObserver(look)
    codes.observe(document.body, { subtree: true, attributeFilter: ['data-shown'] })
    for (const type of MOVEMENTS) document.addEventListener(type, onMovement, true)
    return () => {
      codes.disconnect()
      for (const type of MOVEMENTS) document.removeEventListener(type, onMovement, true)
    }
  }, [focusStore, focused, acts, isAnswered])
}

/** Who stands before the door reads them without a hand on the screen. */
function showsCodes(): boolean {
  return document.querySelector('.keys-line[data-shown=true]') !== null
}

/** Menus and lists of choices keep the keyboard as a text field does. */
function isWriting(): boolean {
  return keyboardIsOn('input, textarea, select, [role=dialog], [role=menu], [role=listbox]')
}

function readsOrNot(): Attention {
  const detail = document.querySelector('.detail')
  const hasLookedFurther =
    detail !== null && (detail.scrollTop > 0 || detail.querySelector('details[open]') !== null)
  return hasLookedFurther || keyboardIsOn(CAME_BY_KEYS) || hasScrolledPage() ? 'reads' : 'none'
}

/** On a narrow page, which scrolls as a whole, the alarm is all that is shown. */
function hasScrolledPage(): boolean {
  return window.scrollY > 0 && document.querySelector('.board[data-view=detail], .phone') !== null
}

function keyboardIsOn(selector: string): boolean {
  return (document.activeElement?.closest(selector) ?? null) !== null
}
