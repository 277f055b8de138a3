/** A step in the life of an alarm whose owner is the centre: a message of the centre itself, with the next sequence. */
import { isoInstant, type Instant } from '../../shared/domain/time.ts'
import type { AlarmMessage } from '../../shared/wire/centre-messages.ts'
import { applyMessage, foldMessages, type CentreAlarm } from '../intake/centre-alarm.ts'
import { fingerprintOf } from '../intake/judge-message.ts'
import { insertMessages, writeAlarms } from '../store/message-store.ts'
import type { Transaction } from '../store/transaction.ts'
import { v7 as uuidv7 } from 'uuid'

export interface CentreStep {
  /** `alarm.resolved` … */
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
  readonly at: Instant
}

/** Within a transaction that holds the lock of the station; gives the alarm after it. */
export async function stepAtCentre(
  transaction: Transaction,
  alarm: CentreAlarm,
  { type, data, at }: CentreStep,
): Promise<CentreAlarm> {
  const message: AlarmMessage = {
    id: uuidv7(),
    alarmId: alarm.id,
    incidentId: alarm.incident,
    sequence: alarm.sequence + 1,
    type,
    priority: alarm.priority,
    category: alarm.category,
    cause: alarm.cause,
    residentRef: alarm.resident,
    deviceId: alarm.device,
    placement: alarm.placement,
    occurredAt: isoInstant(at),
    sentAt: isoInstant(at),
    data: { origin: alarm.origin, ...data },
  }
  const next = applyMessage(alarm, { message, receivedAt: at, lateReason: null })
  await store(transaction, alarm.station, message, next, at)
  return next
}

/** An alarm of the centre itself. */
export async function raiseAtCentre(
  transaction: Transaction,
  station: string,
  message: AlarmMessage,
  at: Instant,
): Promise<void> {
  const alarm = foldMessages(station, [{ message, receivedAt: at, lateReason: null }])
  if (alarm !== undefined) await store(transaction, station, message, alarm, at)
}

async function store(
  transaction: Transaction,
  station: string,
  message: AlarmMessage,
  alarm: CentreAlarm,
  at: Instant,
): Promise<void> {
  const fresh = { station, message, fingerprint: fingerprintOf(message), lateReason: null }
  await insertMessages(transaction, [fresh], at)
  await writeAlarms(transaction, [alarm])
  transaction.announce({ type: 'alarm', station, data: alarm })
}
