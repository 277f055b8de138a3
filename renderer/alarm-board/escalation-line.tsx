import type { AlarmCard } from '../../shared/api/board.ts'
import { useWords } from '../i18n/use-words.ts'
import { useNow } from '../ui/now.tsx'
import { escalationWords } from './escalation-words.ts'

/** When the alarm calls further, running down; a component of its own so that a second redraws nothing else. */
export function EscalationLine({ card }: { readonly card: AlarmCard }) {
  const { t } = useWords()
  const words = escalationWords(card, useNow(), t)
  if (words === null) return null
  return (
    <span className="escalation figures" data-called={card.ringing && (card.escalation?.level ?? 0) > 0}>
      {words}
    </span>
  )
}
