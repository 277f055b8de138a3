/**
 * When an alarm calls the next level, and what that does: pure functions of alarm, ladder and the two clocks.
 *
 *   rings unanswered ─ 60 s ─► level 1 ─ 60 s ─► level 2 … the last level again and again
 *   acknowledged, nobody on the way ─ 5 min ─► rings anew at the next level        (critical alone)
 *   handed over while on the way, the new owner has not said that they go ─ 5 min ─► the same  (critical)
 *   handed over otherwise, nothing from the new owner ─ 5 min, medium 15 ─► the same    (all but low)
 *   whoever is there goes off duty ─ the same
 *
 * A deadline never moves away while the alarm rings: somebody who presses again and again is not put off by it.
 */
import {
  isGivenUnderWay,
  isOpen,
  type ActionType,
  type Alarm,
  type AlarmAction,
} from '../../shared/domain/alarm.ts'
import type { AlarmStep } from '../../shared/domain/alarm-input.ts'
import { decideStep } from '../../shared/domain/alarm-lifecycle.ts'
import type { Instant, MonotonicMs } from '../../shared/domain/time.ts'
import { helpWithinMs, rungAt, rungsFor, type Ladder } from './ladder.ts'
import { nextCall, type Reach } from './on-call.ts'

/** `answer`: somebody must answer what rings. `help`: somebody must be on the way by their own word. */
export const DEADLINE_KINDS = ['answer', 'help'] as const
export type DeadlineKind = (typeof DEADLINE_KINDS)[number]

/** Both readings of one moment. */
export interface Now {
  readonly wall: Instant
  readonly mono: MonotonicMs
}

export interface Deadline {
  readonly kind: DeadlineKind
  /** The level of the alarm when it was set. */
  readonly level: number
  /** By the clock on the wall: what is stored and shown. */
  readonly dueAt: Instant
  /** By the clock that does not jump: what counts while the station runs. */
  readonly dueMono: MonotonicMs
  /** How long it was given. */
  readonly spanMs: number
}

export interface Deadlines {
  readonly answer: Deadline | null
  readonly help: Deadline | null
}

export const NO_DEADLINES: Deadlines = { answer: null, help: null }

/** The deadlines of an alarm after a step, or as it stands where `action` is null (an alarm that has lost its own). */
export function deadlinesAfter(
  before: Deadlines,
  alarm: Alarm,
  action: Pick<AlarmAction, 'type' | 'actor' | 'data'> | null,
  ladder: Ladder,
  now: Now,
): Deadlines {
  const rungs = rungsFor(ladder, alarm)
  if (!isOpen(alarm) || rungs.length === 0) return NO_DEADLINES
  const isCalled = action?.type === 'escalated'
  const set = (kind: DeadlineKind, spanMs: number): Deadline => ({
    kind,
    level: alarm.level,
    dueAt: now.wall + spanMs,
    dueMono: now.mono + spanMs,
    spanMs,
  })

  const answer = (): Deadline | null => {
    const holdsMs = rungAt(rungs, alarm.level)?.holdsMs ?? null
    if (!isUnanswered(alarm) || holdsMs === null) return null
    // A repeat has its own 60 s (design), also where the last level is called again more slowly.
    const ringsAnew = !isCalled && alarm.ringRevision === alarm.revision
    const fresh = set('answer', ringsAnew ? Math.min(holdsMs, rungs[0]?.holdsMs ?? holdsMs) : holdsMs)
    return isCalled || before.answer === null ? fresh : earlier(before.answer, fresh)
  }
  const helpMs = helpWithinMs(alarm.priority)
  const help = (): Deadline | null => {
    if (alarm.state === 'raised' || helpMs === null) return null
    const { help: waiting } = before
    // Set aside until a time it waits for that time; off the shelf for as long as any other.
    const isLonger = waiting !== null && waiting.spanMs > helpMs && alarm.shelf === null
    const soon = isLonger ? earlier(waiting, set('help', helpMs)) : waiting
    // Handed over, "on the way" is the word of the one before: taken, and nobody has said that they go.
    const mustGo = alarm.priority === 'critical' && (alarm.state === 'acknowledged' || isGivenUnderWay(alarm))
    if (!mustGo) return untilOwnerActs(soon, helpMs)
    // One call is for all that was due by then.
    const kept = isCalled && soon !== null && soon.dueMono <= now.mono ? null : soon
    if (kept !== null) return kept
    return !alarm.ringing || action?.type === 'acknowledged' ? set('help', helpMs) : null
  }
  // Handed over, its state is the word of the one before: it waits for a step of whoever has it now.
  const untilOwnerActs = (waiting: Deadline | null, spanMs: number): Deadline | null => {
    // Their own word stands, whoever hands it to them once more.
    if (alarm.state === 'on-the-way' && !isGivenUnderWay(alarm)) return null
    const isOwners = action !== null && action.actor.id === alarm.ownerId
    const isWord = action !== null && (TAKES.has(action.type) || isNoteOfTechnician(alarm, action.type))
    if (isOwners && isWord) return null
    if (waiting !== null && action?.type === 'shelved' && alarm.shelf !== null) {
      return set('help', Math.max(spanMs, alarm.shelf.until - now.wall))
    }
    if (waiting !== null) return isCalled ? set('help', spanMs) : waiting
    return action?.type === 'handed-over' && !isOwners ? set('help', spanMs) : null
  }
  return { answer: answer(), help: help() }
}

/** Whoever is there with it has gone: somebody must say that they have it, as after a hand-over. */
export function awaitingOwner(before: Deadlines, { level, priority }: Alarm, now: Now): Deadlines {
  const spanMs = helpWithinMs(priority)
  if (before.help !== null || spanMs === null) return before
  const help = { kind: 'help', level, dueAt: now.wall + spanMs, dueMono: now.mono + spanMs, spanMs } as const
  return { ...before, help }
}

/** It was handed over, or who was there has gone, and whoever has it now has not said a word. */
export function waitsForOwner({ priority, state }: Alarm, { help }: Deadlines): boolean {
  return help !== null && (priority !== 'critical' || state !== 'acknowledged')
}

/** Steps by which a person says "I have it". */
const TAKES: ReadonlySet<ActionType> = new Set([
  'acknowledged',
  'on-the-way',
  'on-site',
  'handed-over',
  'shelved',
])

/** Nobody is on the way to equipment: that it is looked at is said in a note. */
function isNoteOfTechnician({ category }: Alarm, type: ActionType): boolean {
  return category === 'technical' && type === 'note'
}

/** A critical alarm that nobody has taken waits for an answer whether it is heard or not. */
function isUnanswered({ ringing, priority, state }: Alarm): boolean {
  return ringing || (priority === 'critical' && state === 'raised')
}

function earlier(a: Deadline, b: Deadline): Deadline {
  return a.dueMono <= b.dueMono ? a : b
}

/** The one that is due by now, if any. */
export function dueDeadline({ answer, help }: Deadlines, now: MonotonicMs): Deadline | undefined {
  return [answer, help].find((deadline) => deadline !== null && deadline.dueMono <= now) ?? undefined
}

/** The next one, for people: when this alarm calls further, and what for. */
export function nextDeadline({ answer, help }: Deadlines): Deadline | null {
  if (answer === null || help === null) return answer ?? help
  return earlier(answer, help)
}

/** Of one that is only taken nobody was on the way; of any other it is the word of whoever has it that did not come. */
function reasonOf(kind: DeadlineKind, { state, priority }: Alarm) {
  if (kind === 'answer') return 'not-answered'
  return priority === 'critical' && state === 'acknowledged' ? 'not-on-the-way' : 'receiver-silent'
}

/** The step that a due deadline is: the next level that reaches anybody is called. */
export function escalate(
  alarm: Alarm,
  kind: DeadlineKind,
  ladder: Ladder,
  reach: Reach,
  now: Instant,
): AlarmStep {
  const call = nextCall(rungsFor(ladder, alarm), alarm.level, reach)
  if (call === undefined) return { ok: false, code: 'not-in-this-state' }
  const { level, calls, personId: to } = call
  const actor = { kind: 'rule', id: 'escalation' } as const
  const reason = reasonOf(kind, alarm)
  return decideStep(alarm, { type: 'escalated', actor, reason, level, calls, to }, now)
}

/**
 * A stored deadline at a start: due at its time, at once where that has passed, and never later than it was given
 * in the first place, whatever the clock did while the station was down.
 */
export function recoverDeadline(stored: Omit<Deadline, 'dueMono'>, now: Now): Deadline {
  const left = Math.min(Math.max(0, stored.dueAt - now.wall), stored.spanMs)
  return { ...stored, dueAt: Math.min(stored.dueAt, now.wall + left), dueMono: now.mono + left }
}

/** The same deadline by a clock on the wall that has jumped: as far away as it was. */
export function rewound(deadline: Deadline, now: Now): Deadline {
  return { ...deadline, dueAt: Math.round(now.wall + deadline.dueMono - now.mono) }
}
