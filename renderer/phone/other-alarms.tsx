import { AlarmCard } from '../alarm-board/alarm-card.tsx'
import { selectBeside } from '../alarm-board/incident-order.ts'
import type { BoardState } from '../alarm-board/board-store.ts'
import { useWords } from '../i18n/use-words.ts'

interface OtherAlarmsProps {
  readonly board: BoardState
  /** In the order of the board. */
  readonly ids: readonly string[]
  readonly onChoose: (alarmId: string) => void
}

/** A thumb scrolls past no more; whoever leads a flood has the board. */
const SHOWN = 30

/** Every other open alarm; a press makes it the one. */
export function OtherAlarms({ board, ids, onChoose }: OtherAlarmsProps) {
  const { t } = useWords()
  const cards = ids.flatMap((id) => board.alarms.get(id) ?? [])
  if (cards.length === 0) return null
  return (
    <section className="phone-others">
      <h2>{t('phone.others', { count: cards.length })}</h2>
      <ul className="phone-cards" aria-label={t('card.list')}>
        {cards.slice(0, SHOWN).map((card) => (
          <li key={card.alarmId}>
            <AlarmCard
              card={card}
              beside={selectBeside(board.incidents, card)}
              isFocused={false}
              takesKeyboard={false}
              onChoose={onChoose}
            />
          </li>
        ))}
      </ul>
      {cards.length > SHOWN && <p>{t('shift.more', { count: cards.length - SHOWN })}</p>}
    </section>
  )
}
