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

/** The fold of every stored message: for an alarm of which a message came late. */
export async function refoldAlarm(
  transaction: Transaction,
  before: CentreAlarm,
): Promise<CentreAlarm | undefined> {
  const rows = await transaction.query<MessageRow>(
    'SELECT * FROM message WHERE alarm = ? AND station = ? ORDER BY sequence',
    [before.id, before.station],
  )
  const folded = foldMessages(
    before.station,
    rows.map((row) => ({ message: messageOf(row), receivedAt: row.receivedAt, lateReason: null })),
  )
  return folded && carriedOver(folded, before)
}

export async function writeAlarms(transaction: Transaction, alarms: readonly CentreAlarm[]): Promise<void> {
  await insertRows(transaction, {
    table: 'alarm',
    columns: ALARM_COLUMNS,
    onConflict: `ON CONFLICT (id, station) DO UPDATE SET ${overwritten(ALARM_COLUMNS, ['id', 'station'])}`,
    rows: alarms.map(alarmValues),
  })
}
