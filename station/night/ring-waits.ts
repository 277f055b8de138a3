/**
 * How long each ring of an alarm waited for somebody: a repeat, a release, a reopening and a call at the next level have
 * a time of their own (design: "Life of an alarm"). Pure.
 */
import { applyAction, openAlarm } from '../../shared/domain/alarm-fold.ts'
import type { ActionType, Actor, Alarm, AlarmAction, AlarmOpening } from '../../shared/domain/alarm.ts'
import { ANSWER_WITHIN_MS } from '../../shared/domain/answer-clock.ts'
import type { Priority } from '../../shared/domain/priority.ts'
import type { Instant } from '../../shared/domain/time.ts'

const ANSWERS: ReadonlySet<ActionType> = new Set<ActionType>([
  'acknowledged',
  'on-the-way',
  'on-site',
  'shelved',
  'resolved',
])

export interface RingWait {
  /** Sequence of the step that rang. */
  readonly sequence: number
  readonly rangAt: Instant
  /** From then on it is late; null: within the shift. */
  readonly dueAt: Instant | null
  /** Undefined while it rings. */
  readonly end?: { readonly sequence: number; readonly at: Instant; readonly isAnswer: boolean }
}

export function isAnswer({ type, actor }: AlarmAction): boolean {
  return ANSWERS.has(type) && isSomebody(actor)
}

/** Of an alarm whose first step is `raised`; the earliest first. */
export function ringWaits(opening: AlarmOpening, [first, ...rest]: readonly AlarmAction[]): RingWait[] {
  if (first?.type !== 'raised') return []
  let alarm = openAlarm(opening, first)
  let waits = alarm.ringing ? [begun(alarm, first)] : []
  for (const action of rest) {
    const before = alarm
    alarm = applyAction(before, action)
    if (isAnswer(action)) {
      const seen = action.data.seenRevision ?? action.sequence
      waits = waits.map((wait) => (wait.sequence <= seen ? ended(wait, action) : wait))
    }
    if (alarm.ringRevision !== before.ringRevision) waits.push(begun(alarm, action))
    else if (!alarm.ringing) waits = waits.map((wait) => ended(wait, action))
    else if (alarm.priority !== before.priority)
      waits = waits.map((wait) => sooner(wait, alarm.priority, action.at))
  }
  return waits
}

export function waitedMs({ rangAt, end }: RingWait, until: Instant): number {
  return Math.max(0, (end?.at ?? until) - rangAt)
}

export function isLate({ dueAt, end }: RingWait, until: Instant): boolean {
  return dueAt !== null && (end?.at ?? until) > dueAt
}

function begun({ priority }: Alarm, { sequence, at }: AlarmAction): RingWait {
  return { sequence, rangAt: at, dueAt: dueAfter(priority, at) }
}

function ended(wait: RingWait, action: AlarmAction): RingWait {
  if (wait.end !== undefined) return wait
  return { ...wait, end: { sequence: action.sequence, at: action.at, isAnswer: isAnswer(action) } }
}

/** What becomes more urgent while it rings has from then on the shorter time. */
function sooner(wait: RingWait, priority: Priority, at: Instant): RingWait {
  const dueAt = dueAfter(priority, at)
  if (wait.end !== undefined || dueAt === null) return wait
  return { ...wait, dueAt: Math.min(wait.dueAt ?? dueAt, dueAt) }
}

function dueAfter(priority: Priority, at: Instant): Instant | null {
  const withinMs = ANSWER_WITHIN_MS[priority]
  return withinMs === null ? null : at + withinMs
}

function isSomebody({ kind }: Actor): boolean {
  return kind === 'person' || kind === 'centre'
}
