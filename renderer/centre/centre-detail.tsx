import { Fragment, useCallback } from 'react'
import { Button } from 'react-aria-components'
import type { AlarmView } from '../../shared/api/centre/alarms.ts'
import type { StationLine } from '../../shared/api/centre/stations.ts'
import { isOpen } from '../../shared/domain/alarm.ts'
import { DOT, dotted } from '../i18n/dotted.ts'
import { formatDateTime } from '../i18n/format.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { Fact } from '../ui/fact.tsx'
import { PriorityShape } from '../ui/priority-shape.tsx'
import { StepButtons } from '../ui/step-buttons.tsx'
import { AnswerClockView } from './answer-clock-view.tsx'
import type { CentreCard } from './centre-card.ts'
import { STEP_KEYS } from './centre-keys.ts'
import { centreSteps, nextCentreStep, type CentreStep, type Operator } from './centre-steps.ts'
import {
  alarmWords,
  clockOffWords,
  lateWords,
  outcomeWords,
  placeParts,
  shiftWords,
  takenWords,
} from './centre-words.ts'
import { StationWords } from './station-words.tsx'
import { StoryView } from './story-view.tsx'
import type { StoryState } from './use-story.ts'

const keyOf = (step: CentreStep) => STEP_KEYS[step]

interface DetailProps {
  readonly card: CentreCard
  readonly station: StationLine | undefined
  readonly operator: Operator
  readonly story: StoryState
  readonly onStep: (step: CentreStep) => void
  readonly onBack: () => void
}

/** The chosen alarm: which station, where, what, how long it has waited, who has it; what to do; what has been done. */
export function CentreDetail({ card, station, operator, story, onStep, onBack }: DetailProps) {
  const { t } = useWords()
  const { view } = card
  const phone = station?.phone ?? null
  const other = view.takenBy?.id === operator.id ? null : view.takenBy
  return (
    <section className="detail" aria-label={t('detail.label')} data-alarm={view.id}>
      <Button className="button back" onPress={onBack}>
        {t('detail.back')}
      </Button>
      <DetailHead card={card} stationName={station?.name ?? view.station} />
      {view.category === 'test' && <p className="test-words">{t('card.test')}</p>}
      <StepButtons
        next={nextCentreStep(card, phone, operator)}
        all={centreSteps(card, phone, operator)}
        words={useCallback((step: CentreStep) => t(`centre.step.${step}`), [t])}
        keyOf={keyOf}
        onStep={onStep}
      />
      {other !== null && <p className="muted">{t('centre.detail.othersHelp', { name: other.name })}</p>}
      <AlarmFacts card={card} station={station} operatorId={operator.id} />
      <StoryView key={card.key} story={story} />
    </section>
  )
}

interface HeadProps {
  readonly card: CentreCard
  readonly stationName: string
}

export function DetailHead({ card, stationName }: HeadProps) {
  const { t, language } = useWords()
  const { view } = card
  return (
    <header className="detail-head" data-priority={view.priority} data-ringing={card.isRinging}>
      <h2>
        <span className="detail-who">{stationName}</span>
        <span className="detail-where">
          {placeParts(view, t).map((part, index, { length }) => (
            <Fragment key={part}>
              {index > 0 && ' '}
              <span className="unbroken">{index < length - 1 ? part + DOT.trimEnd() : part}</span>
            </Fragment>
          ))}
        </span>
      </h2>
      <p className="detail-what">
        <PriorityShape priority={view.priority} />
        <span>
          {alarmWords(view, t)}
          {view.count > 1 && <span>{DOT + t('card.again', { count: view.count })}</span>}
          <span className="detail-since figures">
            {t('detail.since', { time: formatDateTime(card.since, language) })}
          </span>
        </span>
      </p>
      <p className="detail-age">
        <AnswerClockView card={card} />
      </p>
    </header>
  )
}

/** How it ended, and who had it here. */
function endWords({ state, outcome, takenBy }: AlarmView, t: Words): string {
  const end = outcome === null ? t(`state.${state}`) : outcomeWords(outcome, t)
  return dotted([end, takenBy?.name])
}

interface FactsProps {
  readonly card: CentreCard
  readonly station: StationLine | undefined
  readonly operatorId: string
}

export function AlarmFacts({ card: { view }, station, operatorId }: FactsProps) {
  const { t } = useWords()
  const shift = shiftWords(view, t)
  const late = lateWords(view, t)
  const clockOff = clockOffWords(view.clockOffSeconds, t)
  return (
    <dl className="facts">
      {isOpen(view) ? (
        <Fact label={t('centre.detail.here')}>{takenWords(view, operatorId, t)}</Fact>
      ) : (
        <Fact label={t('centre.detail.end')}>{endWords(view, t)}</Fact>
      )}
      {isOpen(view) && shift !== null && <Fact label={t('centre.detail.there')}>{shift}</Fact>}
      {late !== null && <Fact label={t('centre.detail.late')}>{late}</Fact>}
      {clockOff !== null && <Fact label={t('centre.detail.clock')}>{clockOff}</Fact>}
      {station !== undefined && (
        <Fact label={t('centre.detail.station')}>
          <StationWords station={station} />
        </Fact>
      )}
      <Fact label={t('centre.detail.phone')}>{station?.phone ?? t('centre.detail.noPhone')}</Fact>
      {view.device !== null && <Fact label={t('detail.device')}>{view.device}</Fact>}
      {view.origin === 'scaip' && (
        <Fact label={t('centre.detail.origin')}>{t('centre.detail.fromDevice')}</Fact>
      )}
    </dl>
  )
}
