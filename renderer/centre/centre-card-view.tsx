import { memo } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { CardFrame } from '../ui/card-frame.tsx'
import { AnswerClockView, answeredWords } from './answer-clock-view.tsx'
import type { CentreCard } from './centre-card.ts'
import { alarmWords, clockOffWords, lateWords, placeWords, shiftWords, takenWords } from './centre-words.ts'

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
  const { card, operatorId, onChoose } = props
  const { t } = useWords()
  const { view } = card
  const shift = shiftWords(view, t)
  const answered = answeredWords(card, t)
  const late = lateWords(view, t)
  const clockOff = clockOffWords(view.clockOffSeconds, t)
  return (
    <CardFrame
      alarm={view}
      alarmId={view.id}
      isRinging={card.isRinging}
      isFocused={props.isFocused}
      takesKeyboard={props.takesKeyboard}
      onChoose={() => {
        onChoose(card.key)
      }}
      what={alarmWords(view, t)}
      age={<AnswerClockView card={card} isBrief />}
      who={props.stationName}
      where={placeWords(view, t)}
    >
      <span className="card-owner">{takenWords(view, operatorId, t)}</span>
      {answered !== null && <span>{answered}</span>}
      {shift !== null && <span>{shift}</span>}
      {view.count > 1 && <span>{t('card.again', { count: view.count })}</span>}
      {late !== null && <strong>{late}</strong>}
      {clockOff !== null && <strong>{clockOff}</strong>}
    </CardFrame>
  )
})
