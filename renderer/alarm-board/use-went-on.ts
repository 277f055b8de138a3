import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import type { SpokenWords } from '../ui/toasts.tsx'
import type { BoardState } from './board-store.ts'
import { whoWords } from './card-words.ts'
import { causeWords } from './cause-words.ts'
import type { FocusStore } from './focus-store.ts'

/** Says, to see and to hear, that the focus went on from an alarm that a colleague took, and to which one. */
export function useWentOn(
  focusStore: FocusStore,
  { alarms }: Pick<BoardState, 'alarms'>,
  show: (words: SpokenWords) => void,
): void {
  const wentOn = useSyncExternalStore(focusStore.subscribe, () => focusStore.getState().wentOn)
  const say = useEffectEvent(() => {
    const card = wentOn === null ? undefined : alarms.get(wentOn.to)
    if (card !== undefined)
      show((t) => t('toast.wentOn', { who: whoWords(card, t), cause: causeWords(card, t) }))
  })
  useEffect(() => {
    say()
  }, [wentOn])
}
