import { useCallback, useRef, useState } from 'react'
import type { SpokenWords } from '../ui/toasts.tsx'
import { decideKey } from './focus-rules.ts'
import type { FocusStore } from './focus-store.ts'

/** What keys and pointer do to a list of alarms and the one that is chosen. */
export function useListActs(focusStore: FocusStore, show: (words: SpokenWords) => void) {
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
    /** The alarm that a key for a step is meant for; null where it does not count, which is said if it came too soon. */
    meant: (isRepeat: boolean): string | null => {
      const verdict = decideKey(focusStore.getState(), { repeat: isRepeat, now: performance.now() })
      if (verdict.counts) return verdict.alarmId
      if (verdict.why === 'too-soon') show((t) => t('toast.tooSoon'))
      return null
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
    onLeft: useCallback(
      (at: number | null) => {
        focusStore.dispatch({ type: 'left', at })
      },
      [focusStore],
    ),
    onPage: useCallback((cards: number) => {
      page.current = cards
    }, []),
    onBack: useCallback(() => {
      setDetailShown(false)
    }, []),
  }
}
