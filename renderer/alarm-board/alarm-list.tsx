import { memo } from 'react'
import type { AlarmCard as Card } from '../../shared/api/board.ts'
import { useWords } from '../i18n/use-words.ts'
import { CardList } from '../ui/card-list.tsx'
import { AlarmCard } from './alarm-card.tsx'
import type { BoardState } from './board-store.ts'
import { incidentOf, type IncidentOrder } from './incident-order.ts'
import { RingsAbove } from './rings-above.tsx'

interface AlarmListProps extends Pick<BoardState, 'alarms' | 'closed' | 'incidents'> {
  readonly shown: readonly string[]
  readonly focusedId: string | null
  /** A pointer moves: nothing under it may. */
  readonly isStill: boolean
  readonly takesKeyboard: boolean
  readonly onChoose: (alarmId: string) => void
  readonly onPointer: () => void
  /** Tells where the chosen alarm stood when it went out of sight by itself; null: it is back. */
  readonly onLeft: (at: number | null) => void
  /** Tells how many cards are in sight at once. */
  readonly onPage: (cards: number) => void
}

/**
 * The open alarms in the order the focus rules give; one that closed under a moving pointer stays until it rests. Given only
 * what it shows: what else changes on the board (who is heard, what is said) draws none of its cards.
 */
export const AlarmList = memo(function AlarmList(props: AlarmListProps) {
  const { alarms, closed, incidents, takesKeyboard, onChoose, ...list } = props
  const { t } = useWords()
  const { focusedId } = list
  return (
    <CardList
      {...list}
      label={t('card.list')}
      above={(ids) => <RingsAbove alarms={alarms} above={ids} onChoose={onChoose} />}
      card={(id) => {
        const card = alarms.get(id) ?? closed.get(id)
        // One that closed long ago under a moving pointer: its place stays empty.
        return card === undefined ? null : (
          <AlarmCard
            card={card}
            beside={besideOf(incidents, card)}
            isFocused={id === focusedId}
            takesKeyboard={takesKeyboard && id === focusedId}
            onChoose={onChoose}
          />
        )
      }}
    />
  )
})

/** The same object for almost all: a card without others is not drawn again for it. */
const NONE: readonly Card[] = []

/** The other alarms on this card. */
function besideOf(incidents: IncidentOrder, card: Card): readonly Card[] {
  const [lead, ...others] = incidentOf(incidents, card)
  return lead?.alarmId === card.alarmId && others.length > 0 ? others : NONE
}
