import { useEffect } from 'react'
import type { AlarmCard } from '../../shared/api/board.ts'
import { DetailHead } from '../alarm-board/alarm-detail.tsx'
import { selectNextStep, selectSteps, type StepName } from '../alarm-board/alarm-steps.ts'
import { keyOf, selectBeside, type IncidentOrder } from '../alarm-board/incident-order.ts'
import { BesideLine } from '../alarm-board/beside-line.tsx'
import { ownerWords } from '../alarm-board/card-words.ts'
import { EscalationLine } from '../alarm-board/escalation-line.tsx'
import { faultWords } from '../alarm-board/fault-words.ts'
import { useWords } from '../i18n/use-words.ts'
import type { WhoIsHere } from '../people/who-is-here.ts'
import { awayWords } from '../residents/away-words.ts'
import { ResponderOf } from '../residents/responder-of.tsx'
import type { StationClient } from '../station-client.ts'
import { StepButton } from '../ui/step-buttons.tsx'

interface PhoneAlarmProps {
  readonly card: AlarmCard
  readonly incidents: IncidentOrder
  readonly client: StationClient
  readonly who: WhoIsHere
  readonly onStep: (step: StepName) => void
}

/** What a hand on the way needs; the rest of the steps are at the board. */
const STEPS: readonly StepName[] = ['acknowledge', 'on-the-way', 'on-site', 'resolve', 'release', 'call']

/** One alarm on the whole page: who, where, what, since when; what to do; what to know at the door. */
export function PhoneAlarm({ card, incidents, client, who, onStep }: PhoneAlarmProps) {
  const { t, language } = useWords()
  const { personId } = who
  const { alarmId } = card
  const key = keyOf(card)
  useEffect(() => {
    window.scrollTo(0, 0)
  }, [key])
  const address = card.resident?.address ?? null
  const fault = faultWords(card, t)
  const beside = selectBeside(incidents, card)
  const possible = selectSteps(card, personId, beside).filter((step) => STEPS.includes(step))
  const next = selectNextStep(card, personId, beside)
  return (
    <section
      className="phone-alarm"
      aria-label={t('detail.label')}
      data-alarm={alarmId}
      data-state={card.state}
    >
      <DetailHead card={card} beside={beside} />
      {address !== null && <p className="phone-address">{address}</p>}
      <p className="phone-owner">{ownerWords(card, t)}</p>
      <EscalationLine card={card} />
      <BesideLine card={card} beside={beside} />
      {card.category === 'test' && <p className="test-words">{t('card.test')}</p>}
      {fault !== null && <p className="fault-words">{fault}</p>}
      {card.resident?.away !== undefined && (
        <p className="warning">{awayWords(card.resident.away, language, t)}</p>
      )}
      <div className="phone-steps" role="group" aria-label={t('detail.actions')}>
        {possible.map((step) => (
          <StepButton
            key={step}
            step={step}
            isNext={step === next}
            words={t(`step.${step}`)}
            letter={undefined}
            onStep={onStep}
          />
        ))}
      </div>
      <ResponderOf card={card} client={client.residents} who={who} />
    </section>
  )
}
