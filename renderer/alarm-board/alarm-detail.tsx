import { Fragment, memo, useCallback, useState, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import type { Chain } from '../../shared/api/alarm-calls.ts'
import type { AlarmCard } from '../../shared/api/board.ts'
import { DOT } from '../i18n/dotted.ts'
import { formatTime } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import { awayWords } from '../residents/away-words.ts'
import { Age } from '../ui/age.tsx'
import { Fact } from '../ui/fact.tsx'
import { useNow } from '../ui/now.tsx'
import { PriorityShape } from '../ui/priority-shape.tsx'
import { StepButtons } from '../ui/step-buttons.tsx'
import { selectNextStep, selectSteps, type StepName } from './alarm-steps.ts'
import { causesWords, ownerWords, personWords, whereUnderWho, whoWithAge } from './card-words.ts'
import { causeWords } from './cause-words.ts'
import { DeliveryLine } from './delivery-line.tsx'
import { escalationWords } from './escalation-words.ts'
import { faultWords } from './fault-words.ts'
import { keyOf as cardKeyOf } from './incident-order.ts'
import { Timeline } from './timeline.tsx'
import type { ChainState } from './use-chain.ts'
import { useReadingPlace } from './use-reading-place.ts'
import { WhyChain } from './why-chain.tsx'

const KEYS: Readonly<Partial<Record<StepName, string>>> = {
  resolve: 'R',
  note: 'N',
  'hand-over': 'H',
  release: 'L',
  call: 'C',
  shelve: 'P',
}

const keyOf = (step: StepName) => KEYS[step]

interface DetailProps {
  readonly card: AlarmCard
  /** The other alarms of the same incident; one key answers them all. */
  readonly beside?: readonly AlarmCard[]
  /** How they came to be, each by itself. */
  readonly besideStories?: ReactNode
  readonly chain: ChainState
  readonly personId: string | null
  /** What whoever goes must know, for those who may see it. */
  readonly responder: ReactNode
  readonly onStep: (step: StepName) => void
  readonly onBack: () => void
}

const NONE: readonly AlarmCard[] = []

/** The chosen alarm: who, where, what, since when, who has it; what to do; how it came to be. */
export function AlarmDetail({
  card,
  beside = NONE,
  besideStories = null,
  chain,
  personId,
  responder,
  onStep,
  onBack,
}: DetailProps) {
  const { t, language } = useWords()
  const otherOwner = personId !== null && card.owner?.id !== personId ? card.owner : null
  const { section, ground } = useReadingPlace(cardKeyOf(card))
  return (
    <section ref={section} className="detail" aria-label={t('detail.label')} data-alarm={card.alarmId}>
      <div ref={ground} className="detail-ground" aria-hidden="true" />
      <BackButton onBack={onBack} />
      <DetailHead card={card} beside={beside} />
      <FaultLine card={card} />
      {card.category === 'test' && <p className="test-words">{t('card.test')}</p>}
      <StepButtons
        next={selectNextStep(card, personId, beside)}
        all={selectSteps(card, personId, beside)}
        words={useCallback((step: StepName) => t(`step.${step}`), [t])}
        keyOf={keyOf}
        onStep={onStep}
      />
      {card.request !== undefined && (
        <p className="warning">
          {t('detail.request', {
            time: formatTime(card.request.at, language),
            words: card.request.words ?? t('signIn.first'),
          })}
        </p>
      )}
      {otherOwner !== null && (
        <p className="muted">{t('detail.ownedByOther', { name: personWords(otherOwner, t) })}</p>
      )}
      {card.resident?.away !== undefined && (
        <p className="warning">{awayWords(card.resident.away, language, t)}</p>
      )}
      {responder}
      <Facts card={card} />
      {card.restoredAt !== null && (
        <p>{t('card.restored', { time: formatTime(card.restoredAt, language) })}</p>
      )}
      <h3>{t('detail.timeline')}</h3>
      {chain.kind === 'loading' && <p className="muted">{t('detail.loading')}</p>}
      {chain.kind === 'veiled' && <p>{t('signIn.first')}</p>}
      {chain.kind === 'failed' && <p>{t('detail.noChain')}</p>}
      {chain.kind === 'shown' && (
        <Fragment key={card.alarmId}>
          <Timeline chain={chain.chain} />
          <WhyFold chain={chain.chain} />
        </Fragment>
      )}
      {besideStories}
    </section>
  )
}

/** Who has it and what it is about; how it came to be comes later and draws none of this again. */
const Facts = memo(function Facts({ card }: Pick<DetailProps, 'card'>) {
  const { t } = useWords()
  const address = card.resident?.address ?? null
  return (
    <dl className="facts">
      <Fact label={t('detail.owner')}>{ownerWords(card, t)}</Fact>
      <EscalationFact card={card} />
      <Fact label={t('detail.centre')}>
        <DeliveryLine card={card} withHelp />
      </Fact>
      {address !== null && <Fact label={t('detail.address')}>{address}</Fact>}
      {card.deviceId !== null && <Fact label={t('detail.device')}>{card.deviceId}</Fact>}
    </dl>
  )
})

/** Below the buttons: a line that comes and goes must not move what a finger is on. */
function EscalationFact({ card }: Pick<DetailProps, 'card'>) {
  const { t } = useWords()
  const words = escalationWords(card, useNow(), t)
  return words === null ? null : (
    <Fact label={t('detail.escalation')}>
      <span className="figures">{words}</span>
    </Fact>
  )
}

/** What is wrong with the equipment, in a sentence that says what to do. */
const FaultLine = memo(function FaultLine({ card }: Pick<DetailProps, 'card'>) {
  const { t } = useWords()
  const words = faultWords(card, t)
  return words === null ? null : <p className="fault-words">{words}</p>
})

const BackButton = memo(function BackButton({ onBack }: Pick<DetailProps, 'onBack'>) {
  const { t } = useWords()
  return (
    <Button className="button back" onPress={onBack}>
      {t('detail.back')}
    </Button>
  )
})

/** Drawn only while it is open: tables of frames are no small thing to keep up to date unseen. */
function WhyFold({ chain }: { readonly chain: Chain }) {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <details
      className="why-fold"
      onToggle={(event) => {
        setOpen(event.currentTarget.open)
      }}
    >
      <summary>{t('detail.why')}</summary>
      {isOpen && <WhyChain chain={chain} />}
    </details>
  )
}

interface HeadProps {
  readonly card: AlarmCard
  readonly beside: readonly AlarmCard[]
}

export const DetailHead = memo(function DetailHead({ card, beside }: HeadProps) {
  const { t, language } = useWords()
  const now = useNow()
  return (
    <header
      className="detail-head"
      data-priority={card.priority}
      data-ringing={card.ringing || beside.some(({ ringing }) => ringing)}
    >
      <h2>
        <span className="detail-who">{whoWithAge(card, now, t)}</span>
        <span className="detail-where">{whereUnderWho(card, t)}</span>
      </h2>
      <p className="detail-what">
        <PriorityShape priority={card.priority} />
        <span>
          {causeWords(card, t)}
          {beside.length > 0 && <span> + {causesWords(beside, t)}</span>}
          {card.count > 1 && <span>{DOT + t('card.again', { count: card.count })}</span>}
          <span className="detail-since figures">
            {t('detail.since', { time: formatTime(card.openedAt, language) })}
          </span>
        </span>
      </p>
      <p className="detail-age">
        <Age since={card.openedAt} />
      </p>
    </header>
  )
})
