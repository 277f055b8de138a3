import { useCallback, useRef, useState } from 'react'
import type { FocusStore } from './focus-store.ts'

/** What keys and pointer do to a list of alarms and the one that is chosen. */
export function useListActs(focusStore: FocusStore) {
  const [isDetailShown, setDetailShown] = useState(false)
  const page = useRef(1)
  return {
    isDetailShown,
    /** So many alarms further down, or up. */
    move: (by: number) => {
      focusStore.dispatch({ type: 'move', by })
    },
    /** As many as are in sight at once. */
    turn: (by: 1 | -1) => {
      focusStore.dispatch({ type: 'move', by: by * page.current })
    },
    onAnyKey: () => {
      focusStore.dispatch({ type: 'key', now: performance.now() })
    },
    onChoose: useCallback(
      (id: string) => {
        focusStore.dispatch({ type: 'choose', id })
        setDetailShown(true)
      },
      [focusStore],
    ),
    onPointer: useCallback(() => {
      focusStore.dispatch({ type: 'pointer', now: performance.now() })
    }, [focusStore]),
    onPage: useCallback((cards: number) => {
      page.current = cards
    }, []),
    onBack: useCallback(() => {
      setDetailShown(false)
    }, []),
  }
}
