import { useMemo, useState, type ReactNode } from 'react'
import { useVirtualizer, useWindowVirtualizer } from '@tanstack/react-virtual'
import { CardSlots } from './card-slots.tsx'
import { BELOW_FOCUS_IN_PAGE, useSlots } from './use-slots.ts'
import { useTopInPage, useWhatScrolls } from './what-scrolls.ts'

export interface CardListProps {
  readonly label: string
  /** The cards by id, in order. */
  readonly shown: readonly string[]
  readonly focusedId: string | null
  /** A pointer moves: nothing under it may. */
  readonly isStill: boolean
  /** One card; null leaves its place empty. */
  readonly card: (id: string) => ReactNode
  /** What is said of the cards that are scrolled out of sight at the top. */
  readonly above: (ids: readonly string[]) => ReactNode
  readonly onPointer: () => void
  /** Tells where in the list the card with the focus stood when it went out of sight by itself; null: it is back. */
  readonly onLeft: (at: number | null) => void
  /** Tells how many cards are in sight at once. */
  readonly onPage: (cards: number) => void
}

/** Thousands of cards in the order of the focus rules; of them only those in sight are drawn. */
export function CardList(props: CardListProps) {
  const [ground, setGround] = useState<HTMLElement | null>(null)
  const scrolls = useWhatScrolls(ground)
  return (
    <div ref={setGround} className="cards" onPointerMove={props.onPointer}>
      {ground !== null && scrolls === 'list' && <ListThatScrolls {...props} ground={ground} />}
      {ground !== null && scrolls === 'page' && <ListInPage {...props} ground={ground} />}
    </div>
  )
}

interface GroundedProps extends CardListProps {
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
    scrollPaddingEnd: BELOW_FOCUS_IN_PAGE,
  })
  return <CardSlots {...list} slots={slots} focusedAt={focusedAt} />
}

function useFocusedAt({ shown, focusedId }: CardListProps): number {
  return useMemo(() => (focusedId === null ? -1 : shown.indexOf(focusedId)), [shown, focusedId])
}
