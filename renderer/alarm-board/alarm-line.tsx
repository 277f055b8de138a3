import type { AlarmCard } from '../../shared/api/board.ts'
import { useWords } from '../i18n/use-words.ts'
import { PriorityShape } from '../ui/priority-shape.tsx'
import { whereWords, whoWords } from './card-words.ts'

/** Which alarm a question is about, so that nobody answers for another one. */
export function AlarmLine({ card }: { readonly card: AlarmCard }) {
  const { t } = useWords()
  return (
    <p className="alarm-line">
      <PriorityShape priority={card.priority} />
      <span>
        <strong>{whoWords(card, t)}</strong> · {whereWords(card, t)} · {t(`cause.${card.cause}`)}
      </span>
    </p>
  )
}
