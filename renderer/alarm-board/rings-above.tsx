import { RingsAboveButton } from '../ui/rings-above-button.tsx'
import type { BoardState } from './board-store.ts'

interface RingsAboveProps extends Pick<BoardState, 'alarms'> {
  /** Alarms of the list that are scrolled out of sight at its top. */
  readonly above: readonly string[]
  readonly onChoose: (alarmId: string) => void
}

/** Somebody reads far down a long list: what rings and is critical stands over it, one press away. */
export function RingsAbove({ alarms, above, onChoose }: RingsAboveProps) {
  const ringing = above.filter((id) => {
    const card = alarms.get(id)
    return card?.ringing === true && card.priority === 'critical'
  })
  return <RingsAboveButton ringing={ringing} onChoose={onChoose} />
}
