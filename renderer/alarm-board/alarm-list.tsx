import type { AlarmCard as Card } from '../../shared/api/board.ts'
import { useWords } from '../i18n/use-words.ts'
import { AlarmCard } from './alarm-card.tsx'
import { selectIncidents } from './board-selectors.ts'
import type { BoardState } from './board-store.ts'

interface ListProps {
  readonly board: BoardState
  readonly shown: readonly string[]
  readonly focusedId: string | null
  readonly takesKeyboard: boolean
  readonly onChoose: (alarmId: string) => void
  readonly onPointer: () => void
}

/** The open alarms in the order the focus rules give; one that closed under a moving pointer stays until it rests. */
export function AlarmList({ board, shown, focusedId, takesKeyboard, onChoose, onPointer }: ListProps) {
  const { t } = useWords()
  const cards = shown.flatMap((id): readonly Card[] => {
    const card = board.alarms.get(id) ?? board.closed.get(id)
    return card === undefined ? [] : [card]
  })
  const beside = new Map(
    selectIncidents(board.alarms).flatMap(([lead, ...others]) =>
      lead === undefined || others.length === 0
        ? []
        : [[lead.alarmId, others.map(({ cause }) => t(`cause.${cause}`)).join(' + ')]],
    ),
  )
  return (
    <ul className="cards" aria-label={t('card.list')} onPointerMove={onPointer}>
      {cards.map((card) => (
        <AlarmCard
          key={card.alarmId}
          card={card}
          besideWords={beside.get(card.alarmId) ?? ''}
          isFocused={card.alarmId === focusedId}
          takesKeyboard={takesKeyboard && card.alarmId === focusedId}
          onChoose={onChoose}
        />
      ))}
    </ul>
  )
}
