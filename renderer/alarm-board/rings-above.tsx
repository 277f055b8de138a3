import { ArrowUp } from 'lucide-react'
import { useWords } from '../i18n/use-words.ts'
import type { BoardState } from './board-store.ts'

interface RingsAboveProps {
  readonly board: BoardState
  /** Alarms of the list that are scrolled out of sight at its top. */
  readonly above: readonly string[]
  readonly onChoose: (alarmId: string) => void
}

/** Somebody reads far down a long list: what rings and is critical stands over it, one press away. */
export function RingsAbove({ board, above, onChoose }: RingsAboveProps) {
  const { t } = useWords()
  const ringing = above.filter((id) => {
    const card = board.alarms.get(id)
    return card?.ringing === true && card.priority === 'critical'
  })
  const [first] = ringing
  if (first === undefined) return null
  return (
    <div className="rings-above">
      <button
        type="button"
        className="button"
        onClick={() => {
          onChoose(first)
        }}
      >
        <ArrowUp className="icon" aria-hidden="true" /> {t('card.ringsAbove', { count: ringing.length })}
      </button>
    </div>
  )
}
