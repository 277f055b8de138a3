import { memo, useEffect, useRef } from 'react'
import type { AlarmCard as Card } from '../../shared/api/board.ts'
import { useWords } from '../i18n/use-words.ts'
import { Age } from '../ui/age.tsx'
import { PriorityShape } from '../ui/priority-shape.tsx'
import { ownerWords, whereWords, whoWords } from './card-words.ts'
import { DeliveryLine } from './delivery-line.tsx'
import { EscalationLine } from './escalation-line.tsx'

interface CardProps {
  readonly card: Card
  /** Other causes of the same incident, in words. */
  readonly besideWords?: string
  readonly isFocused: boolean
  /** Whether the keyboard follows the focus now; not while a window is open or somebody writes. */
  readonly takesKeyboard: boolean
  readonly onChoose: (alarmId: string) => void
}

/** One alarm in the list: what and since when, who, where, who has it, whether the centre has it. */
export const AlarmCard = memo(function AlarmCard({
  card,
  besideWords = '',
  isFocused,
  takesKeyboard,
  onChoose,
}: CardProps) {
  const { t } = useWords()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isFocused && takesKeyboard) button.current?.focus({ preventScroll: true })
  }, [isFocused, takesKeyboard])

  return (
    <button
      ref={button}
      type="button"
      className="card"
      data-priority={card.priority}
      data-ringing={card.ringing}
      data-alarm={card.alarmId}
      data-state={card.state}
      aria-current={isFocused}
      onClick={() => {
        onChoose(card.alarmId)
      }}
    >
      <span className="card-mark">
        <PriorityShape priority={card.priority} />
      </span>
      <span className="card-what">
        {t(`cause.${card.cause}`)}
        {besideWords !== '' && <span> + {besideWords}</span>}
        <span className="hidden">, {t(`priority.${card.priority}`)}</span>
        {card.category === 'test' && <span> · {t('category.test')}</span>}
      </span>
      <span className="card-age">
        <Age since={card.openedAt} />
      </span>
      <span className="card-who">{whoWords(card, t)}</span>
      <span className="card-where">{whereWords(card, t)}</span>
      <span className="card-foot">
        <span className="card-owner">{ownerWords(card, t)}</span>
        {card.request !== undefined && <strong>{t('card.request')}</strong>}
        {card.resident?.away !== undefined && <strong>{t('card.away')}</strong>}
        {card.chattering === true && <span>{t('card.chattering')}</span>}
        {card.count > 1 && <span>{t('card.again', { count: card.count })}</span>}
        {card.ringing && card.lastRangAt > card.openedAt && (
          <strong>
            {t('card.ringsAgain')} <Age since={card.lastRangAt} />
          </strong>
        )}
        <EscalationLine card={card} />
        <DeliveryLine card={card} />
      </span>
    </button>
  )
})
