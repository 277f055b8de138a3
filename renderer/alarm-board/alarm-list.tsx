import { useState } from 'react'
import { useVirtualizer, useWindowVirtualizer } from '@tanstack/react-virtual'
import type { BoardState } from './board-store.ts'
import { CardSlots } from './card-slots.tsx'
import { useSlots } from './use-slots.ts'
import { useTopInPage, useWhatScrolls } from './what-scrolls.ts'

export interface ListProps {
  readonly board: BoardState
  readonly shown: readonly string[]
  readonly focusedId: string | null
  /** A pointer moves: nothing under it may. */
  readonly isStill: boolean
  readonly takesKeyboard: boolean
  readonly onChoose: (alarmId: string) => void
  readonly onPointer: () => void
  /** Tells how many cards are in sight at once. */
  readonly onPage: (cards: number) => void
}

/** The open alarms in the order the focus rules give; one that closed under a moving pointer stays until it rests. */
export function AlarmList(props: ListProps) {
  const [ground, setGround] = useState<HTMLElement | null>(null)
  const scrolls = useWhatScrolls(ground)
  return (
    <div ref={setGround} className="cards" onPointerMove={props.onPointer}>
      {ground !== null && scrolls === 'list' && <ListThatScrolls {...props} ground={ground} />}
      {ground !== null && scrolls === 'page' && <ListInPage {...props} ground={ground} />}
    </div>
  )
}

interface GroundedProps extends ListProps {
  readonly ground: HTMLElement
}

function ListThatScrolls({ ground, ...list }: GroundedProps) {
  const focusedAt = useFocusedAt(list)
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is compiled to be memoized
  const slots = useVirtualizer({
    ...useSlots<HTMLElement>(list.shown, focusedAt),
    getScrollElement: () => ground,
  })
  return <CardSlots {...list} slots={slots} focusedAt={focusedAt} />
}

function ListInPage({ ground, ...list }: GroundedProps) {
  const focusedAt = useFocusedAt(list)
  const slots = useWindowVirtualizer({
    ...useSlots<Window>(list.shown, focusedAt),
    scrollMargin: useTopInPage(ground),
  })
  return <CardSlots {...list} slots={slots} focusedAt={focusedAt} />
}

function useFocusedAt({ shown, focusedId }: ListProps): number {
  return focusedId === null ? -1 : shown.indexOf(focusedId)
}
