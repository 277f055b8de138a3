import type { AlarmCard } from '../../shared/api/board.ts'
import { dotted } from '../i18n/dotted.ts'
import { useWords } from '../i18n/use-words.ts'
import { ownerWords } from './card-words.ts'
import { causeWords } from './cause-words.ts'
import { EscalationLine } from './escalation-line.tsx'

interface BesideLineProps {
  /** The alarm that stands for the card. */
  readonly card: AlarmCard
  /** The others on it. */
  readonly beside: readonly AlarmCard[]
}

/** What rings on a card that somebody has already: the cause that came later, who has it, and when it calls further. */
export function BesideLine({ card, beside }: BesideLineProps) {
  const { t } = useWords()
  if (card.ringing) return null
  return beside
    .filter(({ ringing }) => ringing)
    .map((other) => (
      <span key={other.alarmId} className="beside">
        <strong>{dotted([causeWords(other, t), ownerWords(other, t)])}</strong>{' '}
        <EscalationLine card={other} />
      </span>
    ))
}
