/** How long an alarm has waited for an answer, against what it may (design: "Priorities"). Pure. */
import type { Priority } from './priority.ts'
import type { Instant } from './time.ts'

/** Within this time an alarm must be answered; null: within the shift. */
export const ANSWER_WITHIN_MS: Readonly<Record<Priority, number | null>> = {
  critical: 60_000,
  high: 3 * 60_000,
  medium: 15 * 60_000,
  low: null,
}

/** Waited for by the second; the rest is read by its age. */
const COUNTED: ReadonlySet<Priority> = new Set<Priority>(['critical', 'high'])

/** How long it may ring before the clock is over; null where it has none. */
export function countedLimitMs(priority: Priority): number | null {
  return COUNTED.has(priority) ? ANSWER_WITHIN_MS[priority] : null
}

export type AnswerClock =
  | { readonly kind: 'none' }
  /** `part`: of the time allowed, 0 to 1. */
  | { readonly kind: 'running'; readonly ms: number; readonly limitMs: number; readonly part: number }
  | { readonly kind: 'over'; readonly ms: number; readonly limitMs: number }
  | { readonly kind: 'answered'; readonly ms: number; readonly limitMs: number; readonly isInTime: boolean }

/** What the clock reads: when the alarm last rang, and when somebody answered (null: nobody yet). */
export interface AwaitedAnswer {
  readonly priority: Priority
  readonly ringingSince: Instant
  readonly answeredAt: Instant | null
}

/** All instants by the same clock; one that was set back shows no time before the alarm. */
export function answerClock(
  { priority, ringingSince, answeredAt }: AwaitedAnswer,
  now: Instant,
): AnswerClock {
  const limitMs = countedLimitMs(priority)
  if (limitMs === null) return { kind: 'none' }
  if (answeredAt !== null) {
    const ms = Math.max(0, answeredAt - ringingSince)
    return { kind: 'answered', ms, limitMs, isInTime: ms <= limitMs }
  }
  const ms = Math.max(0, now - ringingSince)
  if (ms > limitMs) return { kind: 'over', ms, limitMs }
  return { kind: 'running', ms, limitMs, part: ms / limitMs }
}
