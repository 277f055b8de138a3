import { RingsAboveButton } from '../ui/rings-above-button.tsx'
import type { CentreBoard } from './centre-board.ts'

interface RingsAboveProps {
  readonly board: CentreBoard
  /** Alarms of the list that are scrolled out of sight at its top. */
  readonly above: readonly string[]
  readonly onChoose: (key: string) => void
}

/** Somebody reads far down a long list: what nobody has answered and is critical is one press away. */
export function RingsAbove({ board, above, onChoose }: RingsAboveProps) {
  const ringing = above.filter((key) => {
    const card = board.alarms.get(key)
    return card?.isRinging === true && card.view.priority === 'critical'
  })
  return <RingsAboveButton ringing={ringing} onChoose={onChoose} />
}
