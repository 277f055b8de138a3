import { useEffect, useEffectEvent } from 'react'
import type { Virtualizer } from '@tanstack/react-virtual'
import type { AlarmCard as Card } from '../../shared/api/board.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { AlarmCard } from './alarm-card.tsx'
import type { ListProps } from './alarm-list.tsx'
import type { BoardState } from './board-store.ts'
import { causesWords } from './card-words.ts'
import { incidentOf } from './incident-order.ts'
import { RingsAbove } from './rings-above.tsx'
import { ABOVE_FOCUS } from './use-slots.ts'

interface SlotsProps<Scroller extends Element | Window> extends ListProps {
  readonly slots: Virtualizer<Scroller, HTMLLIElement>
  /** Where in the list the focus is; -1 for nowhere. */
  readonly focusedAt: number
}

/** The cards in sight, each in its place in a list as long as all of them. */
export function CardSlots<Scroller extends Element | Window>(props: SlotsProps<Scroller>) {
  const { board, shown, focusedId, focusedAt, isStill, takesKeyboard, onChoose, onPage, slots } = props
  const { t } = useWords()
  const show = useEffectEvent(() => {
    if (focusedAt !== -1 && !isInSight(slots, focusedAt)) slots.scrollToIndex(focusedAt, { align: 'auto' })
  })
  useEffect(() => {
    if (!isStill) show()
  }, [focusedId, isStill])
  const page = pageOf(slots)
  useEffect(() => {
    onPage(page)
  }, [onPage, page])

  return (
    <>
      <RingsAbove board={board} above={shown.slice(0, slots.range?.startIndex ?? 0)} onChoose={onChoose} />
      <ul aria-label={t('card.list')} style={{ height: slots.getTotalSize() }}>
        {slots.getVirtualItems().map(({ index, start }) => {
          const card = cardAt(board, shown[index])
          // One that closed long ago under a moving pointer: its place stays empty.
          if (card === undefined) return null
          const top = start - slots.options.scrollMargin
          return (
            <li
              key={card.alarmId}
              ref={slots.measureElement}
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={shown.length}
              style={{ transform: `translateY(${String(top)}px)` }}
            >
              <AlarmCard
                card={card}
                besideWords={besideWords(board, card, t)}
                isFocused={card.alarmId === focusedId}
                takesKeyboard={takesKeyboard && card.alarmId === focusedId}
                onChoose={onChoose}
              />
            </li>
          )
        })}
      </ul>
    </>
  )
}

function cardAt(board: BoardState, id: string | undefined): Card | undefined {
  return id === undefined ? undefined : (board.alarms.get(id) ?? board.closed.get(id))
}

/** What the other alarms on this card are about. */
function besideWords(board: BoardState, card: Card, t: Words): string {
  const [lead, ...others] = incidentOf(board.incidents, card)
  return lead?.alarmId === card.alarmId ? causesWords(others, t) : ''
}

function isInSight<Scroller extends Element | Window>(
  { measurementsCache, options, scrollOffset, scrollRect }: Virtualizer<Scroller, HTMLLIElement>,
  index: number,
): boolean {
  const slot = measurementsCache[index]
  if (slot === undefined || scrollOffset === null || scrollRect === null) return true
  // At the very top there are no words over the list.
  const covered = Math.min(ABOVE_FOCUS, Math.max(0, scrollOffset - options.scrollMargin))
  return slot.start >= scrollOffset + covered && slot.end <= scrollOffset + scrollRect.height
}

/** How many cards are in sight, at least one. */
function pageOf<Scroller extends Element | Window>({ range }: Virtualizer<Scroller, HTMLLIElement>): number {
  return range === null ? 1 : Math.max(1, range.endIndex - range.startIndex)
}
