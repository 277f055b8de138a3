/** How long an alarm has waited for an answer, against what it may (design: priorities). Pure. */
import type { Priority } from '../../shared/domain/priority.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { CentreCard } from './centre-card.ts'

/** Null: no clock runs; such alarms are read by their age. */
export const ANSWER_WITHIN_MS: Readonly<Record<Priority, number | null>> = {
  critical: 60_000,
  high: 180_000,
  medium: null,
  low: null,
}

export type AnswerClock =
  | { readonly kind: 'none' }
  /** `part`: of the time allowed, 0 to 1. */
  | { readonly kind: 'running'; readonly ms: number; readonly limitMs: number; readonly part: number }
  | { readonly kind: 'over'; readonly ms: number; readonly limitMs: number }
  | { readonly kind: 'answered'; readonly ms: number; readonly limitMs: number; readonly isInTime: boolean }

/** The clock of one alarm, by the centre's own clock: from when it was received until somebody answered. */
export function answerClock(
  { view, ringingSince, answeredAt }: Pick<CentreCard, 'view' | 'ringingSince' | 'answeredAt'>,
  now: Instant,
): AnswerClock {
  const limitMs = ANSWER_WITHIN_MS[view.priority]
  if (limitMs === null) return { kind: 'none' }
  if (answeredAt !== null) {
    const ms = Math.max(0, answeredAt - ringingSince)
    return { kind: 'answered', ms, limitMs, isInTime: ms <= limitMs }
  }
  const ms = Math.max(0, now - ringingSince)
  if (ms > limitMs) return { kind: 'over', ms, limitMs }
  return { kind: 'running', ms, limitMs, part: ms / limitMs }
}
