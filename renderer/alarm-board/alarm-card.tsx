import { memo } from 'react'
import type { AlarmCard as Card } from '../../shared/api/board.ts'
import { useWords } from '../i18n/use-words.ts'
import { Age } from '../ui/age.tsx'
import { CardFrame } from '../ui/card-frame.tsx'
import { BesideLine } from './beside-line.tsx'
import { causesWords, ownerWords, whereUnderWho, whoWords } from './card-words.ts'
import { causeWords } from './cause-words.ts'
import { DeliveryLine } from './delivery-line.tsx'
import { EscalationLine } from './escalation-line.tsx'

interface CardProps {
  readonly card: Card
  /** The other alarms of the same incident. */
  readonly beside?: readonly Card[]
  readonly isFocused: boolean
  /** Whether the keyboard follows the focus now; not while a window is open or somebody writes. */
  readonly takesKeyboard: boolean
  readonly onChoose: (alarmId: string) => void
}

const NONE: readonly Card[] = []

/** One alarm in the list: what and since when, who, where, who has it, whether the centre has it. */
export const AlarmCard = memo(function AlarmCard({
  card,
  beside = NONE,
  isFocused,
  takesKeyboard,
  onChoose,
}: CardProps) {
  const { t } = useWords()
  return (
    <CardFrame
      alarm={card}
      alarmId={card.alarmId}
      isRinging={card.ringing || beside.some(({ ringing }) => ringing)}
      isFocused={isFocused}
      takesKeyboard={takesKeyboard}
      onChoose={() => {
        onChoose(card.alarmId)
      }}
      what={
        <>
          {causeWords(card, t)}
          {beside.length > 0 && <span> + {causesWords(beside, t)}</span>}
        </>
      }
      age={<Age since={card.openedAt} />}
      who={whoWords(card, t)}
      where={whereUnderWho(card, t)}
    >
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
      <BesideLine card={card} beside={beside} />
      <DeliveryLine card={card} />
    </CardFrame>
  )
})
