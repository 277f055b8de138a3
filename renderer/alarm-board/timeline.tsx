import { memo } from 'react'
import type { Chain, ChainStep } from '../../shared/api/alarm-calls.ts'
import type { OutcomeKind } from '../../shared/domain/alarm.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { DOT } from '../i18n/dotted.ts'
import { formatTime } from '../i18n/format.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { FoldedList } from '../ui/folded-list.tsx'
import { personWords, ruleWords } from './card-words.ts'
import { timelineWords } from './timeline-words.ts'

/** Every step of the alarm, oldest first, each with whether the centre has it; and when it was first heard. */
export const Timeline = memo(function Timeline({ chain }: { readonly chain: Chain }) {
  return (
    <FoldedList
      className="timeline"
      items={linesOf(chain)}
      line={(line) =>
        typeof line === 'number' ? (
          <SoundLine key="sound" at={line} />
        ) : (
          <StepLine key={line.sequence} step={line} />
        )
      }
    />
  )
})

/** Where the steps shown begin later, the first sound is as far away as what is not shown. */
function linesOf({ steps, soundedAt }: Chain): readonly (ChainStep | Instant)[] {
  const [first] = steps
  if (soundedAt === undefined || first === undefined || first.sequence > 1) return steps
  const next = steps.findIndex(({ at, sequence }) => sequence > 1 && at > soundedAt)
  const place = next === -1 ? steps.length : next
  return [...steps.slice(0, place), soundedAt, ...steps.slice(place)]
}

const SoundLine = memo(function SoundLine({ at }: { readonly at: Instant }) {
  const { t, language } = useWords()
  return (
    <li>
      <time className="figures">{formatTime(at, language)}</time>
      <span>{t('timeline.sounded')}</span>
    </li>
  )
})

const StepLine = memo(function StepLine({ step }: { readonly step: ChainStep }) {
  const { t, language } = useWords()
  return (
    <li>
      <time className="figures">{formatTime(step.at, language)}</time>
      <span>
        <strong>{timelineWords(step, language, t)}</strong>
        {step.outcome !== null && <span>: {outcomeWords(step.outcome, step.falseCause, t)}</span>}
        <span className="muted">{DOT + actorWords(step, t)}</span>
        {step.words !== null && <span className="timeline-words">{step.words}</span>}
        {step.delivery !== null && (
          <span className="muted figures">{DOT + deliveryWords(step.delivery, t)}</span>
        )}
      </span>
    </li>
  )
})

function actorWords(step: ChainStep, t: Words): string {
  const { actor } = step
  if (actor.kind === 'station') return t('timeline.station')
  if (actor.kind === 'rule') return t('timeline.rule', { rule: ruleWords(actor.id, t) })
  if (actor.kind === 'resident') return t('timeline.resident')
  return personWords(actor, t)
}

function outcomeWords(kind: OutcomeKind, falseCause: ChainStep['falseCause'], t: Words): string {
  const outcome = t(`outcome.${kind}`)
  return falseCause === null
    ? outcome
    : t('timeline.falseCause', { outcome, cause: t(`falseCause.${falseCause}`) })
}

function deliveryWords(delivery: NonNullable<ChainStep['delivery']>, t: Words): string {
  if (delivery.deliveredAt === null) return t('timeline.waiting', { count: delivery.attempts })
  return t('timeline.delivered', { ms: Math.max(0, Math.round(delivery.deliveredAt - delivery.storedAt)) })
}
