/**
 * The life of an alarm (design: "Life of an alarm") as pure functions of alarm, input and now.
 *
 *   raised ─► acknowledged ─► on-the-way ─► on-site ─► resolved ─► (reopened) raised
 *      ▲           │              │
 *      └─ released ┴──────────────┘        cancelled: from any open state, never a fall, smoke or gas
 *
 * Handed over while on the way it stays so, and whoever has it now says "on the way" for themselves.
 *
 * `decideStep` says whether an input applies and gives the action; `applyAction` (alarm-fold.ts) folds it into
 * the alarm.
 */
import type { ActionReason } from './action-reason.ts'
import {
  ALWAYS_RINGS,
  carerWhoCalls,
  isOpen,
  isGivenUnderWay,
  type Actor,
  type ActionData,
  type ActionType,
  type Alarm,
  type AlarmAction,
  type AlarmOpening,
  type AlarmState,
  type Cause,
} from './alarm.ts'
import { applyAction, openAlarm } from './alarm-fold.ts'
import type { AlarmInput, AlarmStep, RefusalCode } from './alarm-input.ts'
import { assertNever } from './assert-never.ts'
import { isMoreUrgent } from './priority.ts'
import type { Instant } from './time.ts'

const NEVER_CANCELLED: ReadonlySet<Cause> = new Set<Cause>(['fall', 'smoke', 'gas'])

/** The first step of every alarm. `data` names the event and the rule that raised it. */
export function raiseAlarm(
  opening: AlarmOpening,
  actor: Actor,
  data: ActionData,
  now: Instant,
  reason: ActionReason = 'rule-matched',
): AlarmStep {
  const action: AlarmAction = {
    alarmId: opening.id,
    sequence: 1,
    type: 'raised',
    actor,
    at: now,
    reason,
    data: { ...data, count: 1 },
  }
  return { ok: true, action, alarm: openAlarm(opening, action) }
}

/** Whether `input` applies to `alarm` now, and the action it becomes. Reads no clock and changes nothing. */
export function decideStep(alarm: Alarm, input: AlarmInput, now: Instant): AlarmStep {
  switch (input.type) {
    case 'repeated':
      if (!isOpen(alarm)) return refuse('not-in-this-state')
      return step(alarm, input, now, input.reason ?? 'same-source-again', {
        ...(input.eventId === undefined ? {} : { eventId: input.eventId }),
        count: input.count ?? alarm.count + 1,
        ...(isMoreUrgent(input.priority, alarm.priority) ? { priority: input.priority } : {}),
        ...(input.quiet === undefined ? {} : { quiet: input.quiet }),
        ...(input.chattering === undefined ? {} : { chattering: input.chattering }),
        ...(input.watched === undefined ? {} : { watched: input.watched }),
        ...(input.code === undefined ? {} : { code: input.code }),
        ...(input.figure === undefined ? {} : { figure: input.figure }),
      })
    case 'restored':
      if (!isOpen(alarm)) return refuse('not-in-this-state')
      return step(alarm, input, now, 'condition-ended', {
        ...(input.eventId === undefined ? {} : { eventId: input.eventId }),
        ended: input.ended,
      })
    case 'acknowledged':
      return acknowledge(alarm, input, now)
    case 'released':
      if (alarm.state !== 'acknowledged' && alarm.state !== 'on-the-way') return refuse('not-in-this-state')
      if (alarm.ownerId !== (input.from ?? input.actor.id)) return refuse('not-owner')
      return step(alarm, input, now, input.reason ?? 'gave-back', {})
    case 'handed-over':
      if (!isTaken(alarm.state)) return refuse('not-in-this-state')
      if (isTakenUnseen(alarm, input)) return refuse('already-taken')
      if (carerWhoCalls(alarm) === input.to) return refuse('own-call')
      return step(alarm, input, now, 'handed-over', { to: input.to })
    case 'on-the-way':
      return advance(alarm, input, now, ['raised', 'acknowledged', ...ofReceiver(alarm, input.actor)])
    case 'on-site':
      return advance(alarm, input, now, ['raised', 'acknowledged', 'on-the-way', 'on-site'])
    case 'note':
      if (input.words.trim() === '') return refuse('words-required')
      return step(alarm, input, now, 'noted', {
        words: input.words,
        ...(input.isRequest === true ? { request: true } : {}),
      })
    case 'resolved':
      return resolve(alarm, input, now)
    case 'cancelled':
      if (!isOpen(alarm)) return refuse('not-in-this-state')
      if (NEVER_CANCELLED.has(alarm.cause)) return refuse('never-cancelled')
      // A cord that was reset proves nothing about the person who pulled it (contract: "One message per fall").
      if (alarm.cause === 'help-call' && input.reason === 'condition-ended') return refuse('never-cancelled')
      return step(alarm, input, now, input.reason, {})
    case 'reopened':
      if (alarm.state !== 'resolved') return refuse('not-in-this-state')
      return step(alarm, input, now, 'closed-by-mistake', {})
    case 'shelved':
      return shelve(alarm, input, now)
    case 'unshelved':
      if (!isOpen(alarm) || alarm.shelf === null) return refuse('not-in-this-state')
      return step(alarm, input, now, input.reason, {})
    case 'priority-changed':
      if (!isOpen(alarm) || !isMoreUrgent(input.priority, alarm.priority)) return refuse('not-in-this-state')
      return step(alarm, input, now, 'confirmed', { priority: input.priority, with: input.with })
    case 'escalated': {
      if (!isOpen(alarm)) return refuse('not-in-this-state')
      const { reason, level, calls, to } = input
      return step(alarm, input, now, reason, { level, calls, ...(to === null ? {} : { to }) })
    }
    default:
      return assertNever(input)
  }
}

function acknowledge(alarm: Alarm, input: AlarmInput & { type: 'acknowledged' }, now: Instant): AlarmStep {
  if (!isOpen(alarm)) return refuse('not-in-this-state')
  if (isOwnCall(alarm, input.actor)) return refuse('own-call')
  const answersRing = input.seenRevision >= alarm.ringRevision
  if (alarm.state === 'raised') {
    const reason = answersRing ? 'answered' : 'answered-before-repeat'
    return step(alarm, input, now, reason, { seenRevision: input.seenRevision })
  }
  if (!alarm.ringing) return refuse('already-taken')
  if (!answersRing) return refuse('changed-since-seen')
  return step(alarm, input, now, 'answered-repeat', { seenRevision: input.seenRevision })
}

function advance(
  alarm: Alarm,
  input: AlarmInput & { type: 'on-the-way' | 'on-site' },
  now: Instant,
  from: readonly AlarmState[],
): AlarmStep {
  if (!from.includes(alarm.state)) return refuse('not-in-this-state')
  if (isOwnCall(alarm, input.actor)) return refuse('own-call')
  if (isTakenUnseen(alarm, input)) return refuse('already-taken')
  const reason = alarm.ownerId === null || alarm.ownerId === input.actor.id ? 'step-taken' : 'took-over'
  return step(alarm, input, now, reason, { seenRevision: input.seenRevision })
}

function resolve(alarm: Alarm, input: AlarmInput & { type: 'resolved' }, now: Instant): AlarmStep {
  if (!isOpen(alarm)) return refuse('not-in-this-state')
  // Closing must not swallow a fall that came after the person looked.
  if (alarm.ringing && input.seenRevision < alarm.ringRevision) return refuse('changed-since-seen')
  // The centre has no screen of the station's: it closes by what it was told.
  if (input.actor.kind === 'person' && isTakenUnseen(alarm, input)) return refuse('already-taken')
  const outcome = input.outcome
  if (outcome === null) {
    if (alarm.priority === 'critical') return refuse('outcome-required')
    return step(alarm, input, now, 'closed', { seenRevision: input.seenRevision })
  }
  const words = outcome.words?.trim() ?? ''
  if (outcome.kind === 'other' && words === '') return refuse('words-required')
  const falseCause = outcome.kind === 'false-alarm' ? outcome.falseCause : undefined
  if (outcome.kind === 'false-alarm' && falseCause === undefined) return refuse('false-cause-required')
  return step(alarm, input, now, 'closed', {
    seenRevision: input.seenRevision,
    outcome: outcome.kind,
    ...(falseCause === undefined ? {} : { falseCause }),
    ...(words === '' ? {} : { words }),
  })
}

function shelve(alarm: Alarm, input: AlarmInput & { type: 'shelved' }, now: Instant): AlarmStep {
  const { seenRevision, until, latest, why } = input
  if (!isOpen(alarm)) return refuse('not-in-this-state')
  if (ALWAYS_RINGS.has(alarm.cause) || alarm.priority === 'critical') return refuse('never-shelved')
  if (alarm.ringing && seenRevision < alarm.ringRevision) return refuse('changed-since-seen')
  if (until <= now) return refuse('deadline-past')
  if (until > latest) return refuse('shelf-too-long')
  const words = input.words?.trim() ?? ''
  if (why === 'other' && words === '') return refuse('words-required')
  return step(alarm, input, now, 'set-aside', {
    seenRevision,
    until,
    why,
    ...(words === '' ? {} : { words }),
  })
}

function step(
  alarm: Alarm,
  input: { readonly type: ActionType; readonly actor: Actor },
  now: Instant,
  reason: ActionReason,
  data: ActionData,
): AlarmStep {
  const action: AlarmAction = {
    alarmId: alarm.id,
    sequence: alarm.revision + 1,
    type: input.type,
    actor: input.actor,
    at: now,
    reason,
    data,
  }
  return { ok: true, action, alarm: applyAction(alarm, action) }
}

/** The word of the one before is not theirs. */
function ofReceiver(alarm: Alarm, { id }: Actor): readonly AlarmState[] {
  return isGivenUnderWay(alarm) && alarm.ownerId === id ? ['on-the-way'] : []
}

/** Whoever asks for help can't be the help: the next habitual key must not silence it. */
function isOwnCall(alarm: Alarm, actor: Actor): boolean {
  return actor.kind === 'person' && carerWhoCalls(alarm) === actor.id
}

/** To take over from a colleague, or close what they have, is for whoever sees it, never for a screen that is behind. */
function isTakenUnseen(
  { ownerId, revision }: Alarm,
  { actor, seenRevision }: { readonly actor: Actor; readonly seenRevision?: number },
): boolean {
  if (ownerId === null || ownerId === actor.id) return false
  return seenRevision !== undefined && seenRevision < revision
}

function isTaken(state: AlarmState): boolean {
  return state === 'acknowledged' || state === 'on-the-way' || state === 'on-site'
}

function refuse(code: RefusalCode): AlarmStep {
  return { ok: false, code }
}
