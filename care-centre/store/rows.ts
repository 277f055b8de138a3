/** Between rows and what they mean; what comes back from the disk is checked again. */
import { CATEGORIES, PRIORITIES } from '../../shared/domain/priority.ts'
import { isoInstant } from '../../shared/domain/time.ts'
import { ALARM_ORIGINS } from '../../shared/api/centre/alarms.ts'
import { AlarmMessageSchema, CentreCommandSchema } from '../../shared/wire/centre-messages.ts'
import type { AlarmMessage, CentreCommand } from '../../shared/wire/centre-messages.ts'
import { parseAlarmState, type CentreAlarm } from '../intake/centre-alarm.ts'
import type { AlarmRow, CommandRow, MessageRow } from './entities.ts'

export const MESSAGE_COLUMNS =
  'station, id, fingerprint, alarm, incident, sequence, type, priority, category, cause, resident, device, placement, "occurredAt", "sentAt", "receivedAt", data'

export const ALARM_COLUMNS =
  'station, id, incident, state, open, priority, category, cause, code, resident, device, placement, count, outcome, "openedAt", "updatedAt", sequence, origin, "receivedAt", "ringingSince", "answeredAt", holder, "lateSeconds", "lateReason", "clockOffSeconds", "takenBy", "takenAt"'

/** The values of `MESSAGE_COLUMNS`, in their order. */
export function messageValues(
  station: string,
  message: AlarmMessage,
  fingerprint: string,
  receivedAt: number,
): unknown[] {
  return [
    station,
    message.id,
    fingerprint,
    message.alarmId,
    message.incidentId,
    message.sequence,
    message.type,
    message.priority,
    message.category,
    message.cause,
    message.residentRef,
    message.deviceId,
    message.placement,
    message.occurredAt,
    message.sentAt,
    receivedAt,
    JSON.stringify(message.data),
  ]
}

/** The values of `ALARM_COLUMNS`, in their order. */
export function alarmValues(alarm: CentreAlarm): unknown[] {
  const open = alarm.state === 'resolved' || alarm.state === 'cancelled' ? 0 : 1
  return [
    alarm.station,
    alarm.id,
    alarm.incident,
    alarm.state,
    open,
    alarm.priority,
    alarm.category,
    alarm.cause,
    alarm.code,
    alarm.resident,
    alarm.device,
    alarm.placement,
    alarm.count,
    alarm.outcome,
    alarm.openedAt,
    alarm.updatedAt,
    alarm.sequence,
    alarm.origin,
    alarm.receivedAt,
    alarm.ringingSince,
    alarm.answeredAt,
    alarm.holder,
    alarm.lateSeconds,
    alarm.lateReason,
    alarm.clockOffSeconds,
    alarm.takenBy,
    alarm.takenAt,
  ]
}

export function messageOf(row: MessageRow): AlarmMessage {
  return AlarmMessageSchema.parse({
    id: row.id,
    alarmId: row.alarm,
    incidentId: row.incident,
    sequence: row.sequence,
    type: row.type,
    priority: row.priority,
    category: row.category,
    cause: row.cause,
    residentRef: row.resident,
    deviceId: row.device,
    placement: row.placement,
    occurredAt: row.occurredAt,
    sentAt: row.sentAt,
    data: JSON.parse(row.data) as unknown,
  })
}

export function alarmOf(row: AlarmRow): CentreAlarm {
  return {
    station: row.station,
    id: row.id,
    incident: row.incident,
    state: parseAlarmState(row.state),
    priority: wordOf(PRIORITIES, row.priority),
    category: wordOf(CATEGORIES, row.category),
    cause: row.cause,
    code: row.code,
    resident: row.resident,
    device: row.device,
    placement: row.placement,
    count: row.count,
    outcome: row.outcome,
    openedAt: row.openedAt,
    updatedAt: row.updatedAt,
    sequence: row.sequence,
    origin: wordOf(ALARM_ORIGINS, row.origin),
    receivedAt: row.receivedAt,
    ringingSince: row.ringingSince,
    answeredAt: row.answeredAt,
    holder: row.holder,
    lateSeconds: row.lateSeconds,
    lateReason: row.lateReason,
    clockOffSeconds: row.clockOffSeconds,
    takenBy: row.takenBy,
    takenAt: row.takenAt,
  }
}

export function commandOf(row: CommandRow): CentreCommand {
  return CentreCommandSchema.parse({
    id: row.id,
    type: row.type,
    alarmId: row.alarm,
    by: row.givenBy,
    at: isoInstant(row.at),
    ...(row.assignedTo === null ? {} : { [row.type === 'release' ? 'from' : 'to']: row.assignedTo }),
    ...(row.text === null ? {} : { text: row.text }),
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
    ...(row.falseCause === null ? {} : { falseCause: row.falseCause }),
  })
}

function wordOf<Word extends string>(words: readonly Word[], stored: string): Word {
  const word = words.find((candidate) => candidate === stored)
  if (word === undefined) throw new Error(`not a stored word: ${stored}`)
  return word
}
