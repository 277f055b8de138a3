import type { AlarmCard } from '../../shared/api/board.ts'
import { DOT, dotted } from '../i18n/dotted.ts'
import { useWords } from '../i18n/use-words.ts'
import { PriorityShape } from '../ui/priority-shape.tsx'
import { causesWords, whereWords, whoWords } from './card-words.ts'

interface AlarmLineProps {
  readonly card: AlarmCard
  /** The other alarms of the same incident, answered with it. */
  readonly beside?: readonly AlarmCard[]
}

/** Which alarm a question is about, so that nobody answers for another one. */
export function AlarmLine({ card, beside = [] }: AlarmLineProps) {
  const { t } = useWords()
  return (
    <p className="alarm-line">
      <PriorityShape priority={card.priority} />
      <span>
        <strong>{whoWords(card, t)}</strong>
        {DOT + dotted([whereWords(card, t), causesWords([card, ...beside], t)])}
      </span>
    </p>
  )
}
