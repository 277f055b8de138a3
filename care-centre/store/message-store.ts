/** What one transaction of the intake writes. */
import type { AlarmMessage } from '../../shared/wire/centre-messages.ts'
import { carriedOver, foldMessages, type CentreAlarm } from '../intake/centre-alarm.ts'
import type { MessageRow } from './entities.ts'
import { insertRows, overwritten } from './insert-rows.ts'
import { ALARM_COLUMNS, MESSAGE_COLUMNS, alarmValues, messageOf, messageValues } from './rows.ts'
import type { Transaction } from './transaction.ts'

export interface Key {
  readonly station: string
  readonly id: string
}

export interface NewMessage {
  readonly station: string
  readonly message: AlarmMessage
  readonly fingerprint: string
  /** Why its body says that it is late; null where it says nothing. */
  readonly lateReason: string | null
}

/** One word for a pair: neither may hold a space (contract: "Ids"). */
export function keyOf({ station, id }: Key): string {
  return `${station} ${id}`
}

export async function insertMessages(
  transaction: Transaction,
  messages: readonly NewMessage[],
  receivedAt: number,
): Promise<void> {
  await insertRows(transaction, {
    table: 'message',
    columns: MESSAGE_COLUMNS,
    rows: messages.map((entry) => messageValues(entry.station, entry.message, entry.fingerprint, receivedAt)),
  })
}

const COMPLETED = [
  'fingerprint',
  'incident',
  'category',
  'resident',
  'device',
  'placement',
  '"occurredAt"',
  '"sentAt"',
  'data',
]

/** What was stored in part is stored whole; when it came first stays. One that is whole already is never changed. */
export async function completeMessages(
  transaction: Transaction,
  messages: readonly NewMessage[],
): Promise<void> {
  for (const { station, message, fingerprint } of messages) {
    const { incidentId, category, residentRef, deviceId, placement, occurredAt, sentAt, data } = message
    await transaction.write(
      `UPDATE message SET ${COMPLETED.map((name) => `${name} = ?`).join(', ')}
        WHERE id = ? AND station = ? AND alarm = ? AND sequence = ? AND fingerprint LIKE 'partial %'`,
      [
        ...[fingerprint, incidentId, category, residentRef, deviceId, placement, occurredAt, sentAt],
        ...[JSON.stringify(data), message.id, station, message.alarmId, message.sequence],
      ],
    )
  }
}

/** The fold of every stored message: for an alarm of which a message came late, or is known better now. */
export async function refoldAlarm(
  transaction: Transaction,
  { id, station }: Key,
  before: CentreAlarm | undefined,
): Promise<CentreAlarm | undefined> {
  const rows = await transaction.query<MessageRow>(
    'SELECT * FROM message WHERE alarm = ? AND station = ? ORDER BY sequence',
    [id, station],
  )
  const folded = foldMessages(
    station,
    rows.map((row) => ({ message: messageOf(row), receivedAt: row.receivedAt, lateReason: null })),
  )
  return folded === undefined || before === undefined ? folded : carriedOver(folded, before)
}

export async function writeAlarms(transaction: Transaction, alarms: readonly CentreAlarm[]): Promise<void> {
  await insertRows(transaction, {
    table: 'alarm',
    columns: ALARM_COLUMNS,
    onConflict: `ON CONFLICT (id, station) DO UPDATE SET ${overwritten(ALARM_COLUMNS, ['id', 'station'])}`,
    rows: alarms.map(alarmValues),
  })
}
