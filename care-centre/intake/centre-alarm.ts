/**
 * An alarm as the centre knows it: the fold of its messages in the order of their sequence, whatever the
 * order of arrival. A message is a fact from the station and is not judged again.
 */
import { ALARM_ORIGINS, type AlarmOrigin } from '../../shared/api/centre/alarms.ts'
import { ALARM_STATES, type AlarmState } from '../../shared/domain/alarm.ts'
import type { Category, Priority } from '../../shared/domain/priority.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { AlarmMessage } from '../../shared/wire/centre-messages.ts'

/** A message and what only the centre knows of it. */
export interface ReceivedMessage {
  readonly message: AlarmMessage
  readonly receivedAt: Instant
  /** Why it waited at the station, by the station's word; null: it did not, or did not say. */
  readonly lateReason: string | null
}

/** `openedAt` and `updatedAt`: when the first and the last message (by sequence) occurred, as on the wire. */
export interface CentreAlarm {
  readonly station: string
  readonly id: string
  readonly incident: string
  readonly state: AlarmState
  readonly priority: Priority
  readonly category: Category
  readonly cause: string
  /** Which of the things that have this cause, by the station's word; null: it did not say. */
  readonly code: string | null
  readonly resident: string | null
  readonly device: string | null
  readonly placement: string | null
  readonly count: number
  readonly outcome: string | null
  readonly openedAt: string
  readonly updatedAt: string
  readonly sequence: number
  readonly origin: AlarmOrigin
  readonly receivedAt: Instant
  /** When the centre received what rang last, and when that was answered by the station or an operator. */
  readonly ringingSince: Instant
  readonly answeredAt: Instant | null
  /** The person who has it, by the station's word. */
  readonly holder: string | null
  /** Of its first message: how long it waited, and the station's clock against ours (shared/api/centre/alarms.ts). */
  readonly lateSeconds: number | null
  readonly lateReason: string | null
  readonly clockOffSeconds: number | null
  /** The operator who took it at the centre. No message says so: it is kept beside the fold. */
  readonly takenBy: string | null
  readonly takenAt: Instant | null
}

/** A message that waited no longer than a card shows its delivery as open (design: undelivered after 15 s). */
const LATE_AFTER_SECONDS = 15
/**
 * No outage lasts as long: the station began with the clock of its last image, or of 1970, and was set right between the
 * event and its sending.
 */
const LONGEST_WAIT_SECONDS = 30 * 24 * 3_600
/** Less may be the way of the message itself. */
const CLOCK_OFF_AFTER_SECONDS = 120

const STATES: ReadonlySet<string> = new Set(ALARM_STATES)

/** The alarm after all `messages` of it that arrived so far, in any order; `undefined` for none. */
export function foldMessages(station: string, messages: readonly ReceivedMessage[]): CentreAlarm | undefined {
  const [first, ...rest] = [...messages].sort(bySequence)
  if (first === undefined) return undefined
  return rest.reduce(applyMessage, applyMessage(openedBy(station, first), first))
}

/** Whether `messages` can be applied onto `alarm` as they are: each comes after all that it has seen. */
export function followsOn(alarm: CentreAlarm, messages: readonly ReceivedMessage[]): boolean {
  let last = alarm.sequence
  return messages.every(({ message }) => {
    const follows = message.sequence > last
    last = message.sequence
    return follows
  })
}

/** One message onto the alarm; right only in the order of sequence (see `followsOn`). */
export function applyMessage(alarm: CentreAlarm, received: ReceivedMessage): CentreAlarm {
  const { message, receivedAt } = received
  const next = {
    ...alarm,
    // A path that cannot carry a message whole leaves these open (station-message.ts); the next one fills them.
    incident: alarm.incident === alarm.id ? message.incidentId : alarm.incident,
    resident: alarm.resident ?? message.residentRef,
    device: alarm.device ?? message.deviceId,
    placement: alarm.placement ?? message.placement,
    priority: message.priority,
    updatedAt: message.occurredAt,
    sequence: message.sequence,
    count: countAfter(alarm, message),
  }
  switch (message.type) {
    case 'alarm.raised':
    case 'alarm.released':
      return { ...rung(next, receivedAt), state: 'raised', holder: null }
    case 'alarm.reopened':
      return { ...rung(next, receivedAt), state: 'raised', holder: null, outcome: null }
    case 'alarm.repeated':
      return rung(next, receivedAt)
    case 'alarm.acknowledged': {
      // On an alarm that is already on the way it answers a repeat.
      const isFirst = alarm.state === 'raised'
      const holder = isFirst ? personOf(message) : (alarm.holder ?? personOf(message))
      return { ...answered(next, receivedAt), state: isFirst ? 'acknowledged' : alarm.state, holder }
    }
    case 'alarm.handed-over':
      return { ...next, holder: textOf(message.data['to']) ?? alarm.holder }
    case 'alarm.on-the-way':
      return { ...answered(next, receivedAt), state: 'on-the-way', holder: personOf(message) }
    case 'alarm.on-site':
      return { ...answered(next, receivedAt), state: 'on-site', holder: personOf(message) }
    case 'alarm.resolved': {
      const outcome = textOf(message.data['outcome'])
      return { ...answered(next, receivedAt), state: 'resolved', outcome }
    }
    case 'alarm.cancelled':
      return { ...answered(next, receivedAt), state: 'cancelled' }
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

/** An alarm that was folded anew keeps what no message says. */
export function carriedOver(folded: CentreAlarm, before: CentreAlarm): CentreAlarm {
  const { takenBy, takenAt, lateReason } = before
  const isAnswered = takenAt !== null && takenAt >= folded.ringingSince
  // The same first message, maybe whole by now: it came when it came, whatever it waited to be told whole.
  const isSameFirst = folded.receivedAt === before.receivedAt
  const lateSeconds = isSameFirst ? before.lateSeconds : folded.lateSeconds
  return {
    ...folded,
    takenBy,
    takenAt,
    lateSeconds,
    lateReason: lateSeconds === null ? null : lateReason,
    clockOffSeconds: isSameFirst ? before.clockOffSeconds : folded.clockOffSeconds,
    answeredAt: folded.answeredAt ?? (isAnswered ? takenAt : null),
  }
}

function rung(alarm: CentreAlarm, receivedAt: Instant): CentreAlarm {
  return { ...alarm, ringingSince: receivedAt, answeredAt: null }
}

function answered(alarm: CentreAlarm, receivedAt: Instant): CentreAlarm {
  return { ...alarm, answeredAt: alarm.answeredAt ?? receivedAt }
}

function openedBy(station: string, { message: first, receivedAt, lateReason }: ReceivedMessage): CentreAlarm {
  const sentAt = Date.parse(first.sentAt)
  // Both instants are the station's: a clock that is wrong makes nothing late, unless it was set between them.
  const waited = Math.round((sentAt - Date.parse(first.occurredAt)) / 1000)
  const wasSet = waited > LONGEST_WAIT_SECONDS
  const off = Math.round((sentAt - receivedAt) / 1000) - (wasSet ? waited : 0)
  const isLate = waited > LATE_AFTER_SECONDS && !wasSet
  return {
    station,
    id: first.alarmId,
    incident: first.incidentId,
    state: 'raised',
    priority: first.priority,
    category: first.category,
    cause: first.cause,
    code: textOf(first.data['code']),
    resident: first.residentRef,
    device: first.deviceId,
    placement: first.placement,
    count: 1,
    outcome: null,
    openedAt: first.occurredAt,
    updatedAt: first.occurredAt,
    sequence: first.sequence,
    origin: originOf(first),
    receivedAt,
    ringingSince: receivedAt,
    answeredAt: null,
    holder: null,
    lateSeconds: isLate ? waited : null,
    lateReason: isLate ? lateReason : null,
    clockOffSeconds: Math.abs(off) > CLOCK_OFF_AFTER_SECONDS ? off : null,
    takenBy: null,
    takenAt: null,
  }
}

function originOf({ data }: AlarmMessage): AlarmOrigin {
  return ALARM_ORIGINS.find((origin) => origin === data['origin']) ?? 'station'
}

function personOf({ data }: AlarmMessage): string | null {
  return textOf(data['by'])
}

function countAfter(alarm: CentreAlarm, message: AlarmMessage): number {
  const count = message.data['count']
  if (typeof count === 'number' && Number.isSafeInteger(count) && count > 0) return count
  return message.type === 'alarm.repeated' ? alarm.count + 1 : alarm.count
}

/** A station that lost its database may use a sequence twice; the order must be the same even then. */
function bySequence({ message: a }: ReceivedMessage, { message: b }: ReceivedMessage): number {
  if (a.sequence !== b.sequence) return a.sequence - b.sequence
  return a.occurredAt === b.occurredAt ? compare(a.id, b.id) : compare(a.occurredAt, b.occurredAt)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, 64) : null
}
