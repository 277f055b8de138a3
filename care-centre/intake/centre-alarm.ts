/**
 * An alarm as the centre knows it: the fold of its messages in the order of their sequence, whatever the
 * order of arrival. A message is a fact from the station and is not judged again.
 */
import { ALARM_STATES, type AlarmState } from '../../shared/domain/alarm.ts'
import type { Category, Priority } from '../../shared/domain/priority.ts'
import type { AlarmMessage } from '../../shared/wire/centre-messages.ts'

/** `openedAt` and `updatedAt`: when the first and the last message (by sequence) occurred, as on the wire. */
export interface CentreAlarm {
  readonly station: string
  readonly id: string
  readonly incident: string
  readonly state: AlarmState
  readonly priority: Priority
  readonly category: Category
  readonly cause: string
  readonly resident: string | null
  readonly device: string | null
  readonly placement: string | null
  readonly count: number
  readonly outcome: string | null
  readonly openedAt: string
  readonly updatedAt: string
  readonly sequence: number
}

const STATES: ReadonlySet<string> = new Set(ALARM_STATES)

/** The alarm after all `messages` of it that arrived so far, in any order; `undefined` for none. */
export function foldMessages(station: string, messages: readonly AlarmMessage[]): CentreAlarm | undefined {
  const [first, ...rest] = [...messages].sort(bySequence)
  if (first === undefined) return undefined
  return rest.reduce(applyMessage, applyMessage(openedBy(station, first), first))
}

/** Whether `messages` can be applied onto `alarm` as they are: each comes after all that it has seen. */
export function followsOn(alarm: CentreAlarm, messages: readonly AlarmMessage[]): boolean {
  let last = alarm.sequence
  return messages.every((message) => {
    const follows = message.sequence > last
    last = message.sequence
    return follows
  })
}

/** One message onto the alarm; right only in the order of sequence (see `followsOn`). */
export function applyMessage(alarm: CentreAlarm, message: AlarmMessage): CentreAlarm {
  const next = {
    ...alarm,
    priority: message.priority,
    updatedAt: message.occurredAt,
    sequence: message.sequence,
    count: countAfter(alarm, message),
  }
  switch (message.type) {
    case 'alarm.raised':
    case 'alarm.released':
      return { ...next, state: 'raised' }
    case 'alarm.reopened':
      return { ...next, state: 'raised', outcome: null }
    case 'alarm.acknowledged':
      // On an alarm that is already on the way it answers a repeat.
      return { ...next, state: alarm.state === 'raised' ? 'acknowledged' : alarm.state }
    case 'alarm.on-the-way':
      return { ...next, state: 'on-the-way' }
    case 'alarm.on-site':
      return { ...next, state: 'on-site' }
    case 'alarm.resolved':
      return { ...next, state: 'resolved', outcome: textOf(message.data['outcome']) }
    case 'alarm.cancelled':
      return { ...next, state: 'cancelled' }
    default:
      // Steps that change no state, and types of a newer station: timeline entries.
      return next
  }
}

/** A state read back from the database; throws on a word that is none. */
export function parseAlarmState(word: string): AlarmState {
  if (!STATES.has(word)) throw new Error(`not an alarm state: ${word}`)
  return word as AlarmState
}

function openedBy(station: string, first: AlarmMessage): CentreAlarm {
  return {
    station,
    id: first.alarmId,
    incident: first.incidentId,
    state: 'raised',
    priority: first.priority,
    category: first.category,
    cause: first.cause,
    resident: first.residentRef,
    device: first.deviceId,
    placement: first.placement,
    count: 1,
    outcome: null,
    openedAt: first.occurredAt,
    updatedAt: first.occurredAt,
    sequence: first.sequence,
  }
}

function countAfter(alarm: CentreAlarm, message: AlarmMessage): number {
  const count = message.data['count']
  if (typeof count === 'number' && Number.isSafeInteger(count) && count > 0) return count
  return message.type === 'alarm.repeated' ? alarm.count + 1 : alarm.count
}

/** A station that lost its database may use a sequence twice; the order must be the same even then. */
function bySequence(a: AlarmMessage, b: AlarmMessage): number {
  if (a.sequence !== b.sequence) return a.sequence - b.sequence
  return a.occurredAt === b.occurredAt ? compare(a.id, b.id) : compare(a.occurredAt, b.occurredAt)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, 64) : null
}
