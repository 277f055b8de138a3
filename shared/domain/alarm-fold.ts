/**
 * An alarm's state as the fold of its actions (design: "Alarm action"). Stored actions folded in order give the
 * alarm again, so the row in the database is only a copy.
 */
import type {
  ActionData,
  Alarm,
  AlarmAction,
  AlarmOpening,
  CentreRequest,
  Closing,
  Outcome,
  Shelf,
} from './alarm.ts'
import { assertNever } from './assert-never.ts'

/** Folds one stored action into the alarm; the action is a fact and is not judged again. */
export function applyAction(alarm: Alarm, action: AlarmAction): Alarm {
  const next = {
    ...(action.actor.kind === 'person' ? withoutRequest(alarm) : alarm),
    revision: action.sequence,
  }
  switch (action.type) {
    case 'raised':
      return next
    case 'note':
      return action.data.request === true ? { ...next, request: requestOf(action) } : next
    case 'shelved':
      return { ...next, ringing: false, shelf: shelfOf(action) }
    case 'unshelved':
      return { ...(alarm.state === 'raised' ? rung(next, action) : next), shelf: null }
    case 'repeated':
      return {
        ...asFound(action.data.quiet === true ? next : rung(next, action), action.data),
        count: action.data.count ?? alarm.count + 1,
        priority: action.data.priority ?? alarm.priority,
        lastReportedAt: action.at,
        restoredAt: null,
        chattering: action.data.chattering === true,
      }
    case 'escalated':
      return escalated(next, action)
    case 'priority-changed':
      return { ...next, priority: action.data.priority ?? alarm.priority }
    case 'restored':
      return { ...next, restoredAt: action.at, chattering: false }
    case 'acknowledged':
      return {
        ...answered(next, action),
        state: alarm.state === 'raised' ? 'acknowledged' : alarm.state,
        ownerId: alarm.ownerId ?? action.actor.id,
      }
    case 'released':
      return { ...rung(next, action), state: 'raised', ownerId: null, onTheWayId: null }
    case 'handed-over': {
      const ownerId = action.data.to ?? alarm.ownerId
      // Whoever gave it away and is given it back has not said anew that they go; who takes it back has.
      const isGivenBack =
        ownerId === alarm.onTheWayId && ownerId !== alarm.ownerId && ownerId !== action.actor.id
      return { ...next, ownerId, onTheWayId: isGivenBack ? null : alarm.onTheWayId }
    }
    case 'on-the-way':
    case 'on-site': {
      const { id } = action.actor
      const onTheWayId = action.type === 'on-the-way' ? id : null
      return { ...answered(next, action), state: action.type, ownerId: id, onTheWayId }
    }
    case 'resolved':
      return {
        ...next,
        state: 'resolved',
        ringing: false,
        shelf: null,
        ownerId: alarm.ownerId ?? action.actor.id,
        outcome: outcomeOf(action.data),
        closing: closingOf(action),
      }
    case 'cancelled':
      return { ...next, state: 'cancelled', ringing: false, shelf: null, closing: closingOf(action) }
    case 'reopened':
      return {
        ...rung(withoutClosing(next), action),
        state: 'raised',
        ownerId: null,
        onTheWayId: null,
        outcome: null,
        level: 0,
        escalatedAt: null,
      }
    default:
      return assertNever(action.type)
  }
}

/** The alarm as its stored actions tell it; `undefined` when the first is not `raised`. */
export function foldActions(opening: AlarmOpening, actions: readonly AlarmAction[]): Alarm | undefined {
  const [first, ...rest] = actions
  if (first?.type !== 'raised') return undefined
  return rest.reduce(applyAction, openAlarm(opening, first))
}

/** The alarm after its first action. */
export function openAlarm(opening: AlarmOpening, raised: AlarmAction): Alarm {
  return {
    ...opening,
    state: 'raised',
    count: 1,
    ownerId: null,
    onTheWayId: null,
    openedAt: raised.at,
    lastRangAt: raised.at,
    ringRevision: 1,
    ringing: raised.data.quiet !== true,
    restoredAt: null,
    lastReportedAt: raised.at,
    shelf: null,
    chattering: raised.data.chattering === true,
    level: 0,
    escalatedAt: null,
    outcome: null,
    revision: 1,
  }
}

/** A report that says what is wrong says it of now: of a port with others behind it, another number. */
function asFound(alarm: Alarm, { code, figure }: ActionData): Alarm {
  if (code === undefined) return alarm
  const { figure: _before, ...rest } = alarm
  return { ...rest, code, ...(figure === undefined ? {} : { figure }) }
}

function withoutRequest({ request: _request, ...rest }: Alarm): Alarm {
  return rest
}

function withoutClosing({ closing: _closing, ...rest }: Alarm): Alarm {
  return rest
}

function closingOf({ actor, reason }: AlarmAction): Closing {
  return { by: actor, reason }
}

/** Stored actions carry no words; whoever shows a request after a restart reads them beside it. */
function requestOf({ at, actor, data }: AlarmAction): CentreRequest {
  return { at, by: actor.id, words: data.words ?? '' }
}

function outcomeOf({ outcome, falseCause, words }: ActionData): Outcome | null {
  if (outcome === undefined) return null
  return { kind: outcome, words: words ?? null, ...(falseCause === undefined ? {} : { falseCause }) }
}

/**
 * One that rings goes on ringing, and whoever has seen it has seen what there is to answer: a caregiver who presses
 * in the very second of an escalation has answered. One that was taken and left lying rings anew.
 */
function escalated(alarm: Alarm, action: AlarmAction): Alarm {
  const ringing = alarm.ringing ? alarm : rung(alarm, action)
  return { ...ringing, level: action.data.level ?? alarm.level, escalatedAt: action.at }
}

function shelfOf({ actor, data }: AlarmAction): Shelf | null {
  const { until, why } = data
  return until === undefined || why === undefined ? null : { until, by: actor.id, why }
}

/** Whatever rings stands on the board: set aside it would sound and be nowhere. */
function rung(alarm: Alarm, action: AlarmAction): Alarm {
  return { ...alarm, ringing: true, ringRevision: action.sequence, lastRangAt: action.at, shelf: null }
}

function answered(alarm: Alarm, action: AlarmAction): Alarm {
  const seen = action.data.seenRevision ?? action.sequence
  return seen >= alarm.ringRevision ? { ...alarm, ringing: false } : alarm
}
