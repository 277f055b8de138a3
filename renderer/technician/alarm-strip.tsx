import type { AlarmCard } from '../../shared/api/board.ts'
import { compareCards } from '../alarm-board/board-selectors.ts'
import { whereWords, whoWords } from '../alarm-board/card-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { Age } from '../ui/age.tsx'
import { PriorityShape } from '../ui/priority-shape.tsx'

interface StripProps {
  /** Open alarms by id. */
  readonly alarms: ReadonlyMap<string, AlarmCard>
  readonly onBoard: () => void
}

/** The most important open alarm over every other room: one press leads to it. */
export function AlarmStrip({ alarms, onBoard }: StripProps) {
  const { t } = useWords()
  const [card] = [...alarms.values()].sort(compareCards)
  if (card === undefined) return null
  const others = alarms.size - 1
  return (
    <button
      type="button"
      className="strip"
      data-priority={card.priority}
      data-ringing={card.ringing}
      onClick={onBoard}
    >
      <PriorityShape priority={card.priority} />
      <span className="strip-what">
        <strong>{t(`cause.${card.cause}`)}</strong>
        <span className="hidden">, {t(`priority.${card.priority}`)}</span>
        {card.category === 'test' && <strong> · {t('category.test')}</strong>} · {whoWords(card, t)} ·{' '}
        {whereWords(card, t)}
      </span>
      <strong>
        <Age since={card.openedAt} />
      </strong>
      {others > 0 && <span>{t('technician.strip.others', { count: others })}</span>}
      <span className="strip-go">{t('technician.strip.go')}</span>
    </button>
  )
}
