import { memo, useEffect, useRef } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { PriorityShape } from '../ui/priority-shape.tsx'
import { AnswerClockView } from './answer-clock-view.tsx'
import type { CentreCard } from './centre-card.ts'
import { causeWords, clockOffWords, lateWords, placeWords, shiftWords, takenWords } from './centre-words.ts'

interface CardProps {
  readonly card: CentreCard
  readonly stationName: string
  readonly operatorId: string
  readonly isFocused: boolean
  /** Whether the keyboard follows the focus now; not while a window is open or somebody writes. */
  readonly takesKeyboard: boolean
  readonly onChoose: (key: string) => void
}

/** One alarm in the list: what, its answer clock, which station, where, who has it, what is late. */
export const CentreCardView = memo(function CentreCardView(props: CardProps) {
  const { card, isFocused, takesKeyboard, onChoose } = props
  const { t } = useWords()
  const { view } = card
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isFocused && takesKeyboard) button.current?.focus({ preventScroll: true })
  }, [isFocused, takesKeyboard])
  return (
    <button
      ref={button}
      type="button"
      className="card"
      data-priority={view.priority}
      data-ringing={card.isRinging}
      data-alarm={view.id}
      data-state={view.state}
      aria-current={isFocused}
      onClick={() => {
        onChoose(card.key)
      }}
    >
      <span className="card-mark">
        <PriorityShape priority={view.priority} />
      </span>
      <span className="card-what">
        {causeWords(view.cause, t)}
        <span className="hidden">, {t(`priority.${view.priority}`)}</span>
        {view.category === 'test' && <span> · {t('category.test')}</span>}
      </span>
      <span className="card-age">
        <AnswerClockView card={card} />
      </span>
      <span className="card-who">{props.stationName}</span>
      <span className="card-where">{placeWords(view, t)}</span>
      <CardFoot card={card} operatorId={props.operatorId} />
    </button>
  )
})

function CardFoot({ card: { view }, operatorId }: Pick<CardProps, 'card' | 'operatorId'>) {
  const { t } = useWords()
  const shift = shiftWords(view, t)
  const late = lateWords(view, t)
  const clockOff = clockOffWords(view.clockOffSeconds, t)
  return (
    <span className="card-foot">
      <span className="card-owner">{takenWords(view, operatorId, t)}</span>
      {shift !== null && <span>{shift}</span>}
      {view.count > 1 && <span>{t('card.again', { count: view.count })}</span>}
      {late !== null && <strong>{late}</strong>}
      {clockOff !== null && <strong>{clockOff}</strong>}
    </span>
  )
}
