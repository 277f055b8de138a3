import { memo } from 'react'
import { answerClock, type AnswerClock } from '../../shared/domain/answer-clock.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import { formatAge } from '../i18n/format.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { useNow } from '../ui/now.tsx'
import { awaited, type CentreCard } from './centre-card.ts'

interface ViewProps {
  readonly card: CentreCard
  /** Whether it was answered in time is said elsewhere. */
  readonly isBrief?: boolean
}

/** The answer clock in figures, shape and word; the age of an alarm that has none. */
export const AnswerClockView = memo(function AnswerClockView({ card, isBrief = false }: ViewProps) {
  const { t } = useWords()
  const now = useNow()
  const clock = answerClock(awaited(card), now)
  return (
    <span className="answer-clock" data-standing={standingOf(clock)}>
      <ClockShape clock={clock} />
      <span className="figures">{formatAge(clock.kind === 'none' ? now - card.since : clock.ms)}</span>
      {clock.kind !== 'none' && !(isBrief && clock.kind === 'answered') && (
        <span className="answer-words figures">{clockWords(clock, t)}</span>
      )}
    </span>
  )
})

/** Whether it was answered in time; null where nobody has answered, or nobody waits by the second. */
export function answeredWords(card: CentreCard, t: Words): string | null {
  const clock = answerClock(awaited(card), card.answeredAt ?? card.ringingSince)
  return clock.kind === 'answered' ? clockWords(clock, t) : null
}

function standingOf(clock: AnswerClock): string {
  return clock.kind === 'answered' && !clock.isInTime ? 'answered-late' : clock.kind
}

function clockWords(clock: Exclude<AnswerClock, { readonly kind: 'none' }>, t: Words): string {
  const limit = formatAge(clock.limitMs)
  switch (clock.kind) {
    case 'running':
      return t('centre.clock.running', { limit })
    case 'over':
      return t('centre.clock.over', { limit })
    case 'answered':
      return clock.isInTime ? t('centre.clock.inTime') : t('centre.clock.late', { limit })
    default:
      return assertNever(clock)
  }
}

/** A disc that fills while the time runs; an exclamation mark when it is over, a tick when somebody has answered. */
function ClockShape({ clock }: { readonly clock: AnswerClock }) {
  if (clock.kind === 'none') return null
  return (
    <svg className="clock-shape" viewBox="0 0 24 24" aria-hidden="true">
      {clock.kind === 'running' && (
        <>
          <circle cx="12" cy="12" r="10" />
          <path className="clock-part" d={sector(clock.part)} />
        </>
      )}
      {clock.kind === 'over' && <path className="clock-part" d="M10 2h4v13h-4zM10 18h4v4h-4z" />}
      {clock.kind === 'answered' && <path d="M4 13l5 6L20 5" />}
    </svg>
  )
}

/** The part of a disc, from the top with the clock. */
function sector(part: number): string {
  const angle = 2 * Math.PI * Math.min(0.999, part)
  const x = (12 + 10 * Math.sin(angle)).toFixed(2)
  const y = (12 - 10 * Math.cos(angle)).toFixed(2)
  return `M12 12V2A10 10 0 ${part > 0.5 ? '1' : '0'} 1 ${x} ${y}Z`
}
