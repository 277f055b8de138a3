/** How long somebody has waited for an answer, against what the design promises for the priority. Pure. */
import type { Priority } from './priority.ts'
import type { Instant } from './time.ts'

/** Seconds within which an alarm is to be answered (design: "Priorities"); null: within the shift. */
export const ANSWER_SECONDS: Readonly<Record<Priority, number | null>> = {
  critical: 60,
  high: 180,
  medium: 900,
  low: null,
}

export interface AnswerClock {
  /** Whole seconds from the receipt of what rang until the answer, or until now. */
  readonly seconds: number
  /** Nobody has answered yet. */
  readonly isRunning: boolean
  /** Seconds left of the promise, negative when it is broken; null where there is none. */
  readonly left: number | null
}

/** `ringingSince`: when the centre received what rang; `answeredAt`: null while nobody has answered it. */
export function answerClock(
  alarm: { readonly priority: Priority; readonly ringingSince: Instant; readonly answeredAt: Instant | null },
  now: Instant,
): AnswerClock {
  const end = alarm.answeredAt ?? now
  // A clock that was set back shows no answer before the alarm.
  const seconds = Math.max(0, Math.floor((end - alarm.ringingSince) / 1000))
  const promised = ANSWER_SECONDS[alarm.priority]
  return {
    seconds,
    isRunning: alarm.answeredAt === null,
    left: promised === null ? null : promised - seconds,
  }
}
