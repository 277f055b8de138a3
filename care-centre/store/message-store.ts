/** What one transaction of the intake writes; many rows to a statement. */
import type { AlarmMessage } from '../../shared/wire/centre-messages.ts'
import { foldMessages, type CentreAlarm } from '../intake/centre-alarm.ts'
import type { MessageRow } from './entities.ts'
import { ALARM_COLUMNS, MESSAGE_COLUMNS, alarmValues, messageOf, messageValues } from './rows.ts'
import type { Transaction } from './write-queue.ts'

/** 17 columns each: far below SQLite's 32,766 parameters. */
const ROWS_PER_STATEMENT = 200

export interface Key {
  readonly station: string
  readonly id: string
}

export interface NewMessage {
  readonly station: string
  readonly message: AlarmMessage
  readonly fingerprint: string
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
  for (const part of parts(messages)) {
    await transaction.query(
      `INSERT INTO message (${MESSAGE_COLUMNS}) VALUES ${places(part.length, 17)}`,
      part.flatMap((entry) => messageValues(entry.station, entry.message, entry.fingerprint, receivedAt)),
    )
  }
}

/** The fold of every stored message: for an alarm of which a message came late. */
export async function refoldAlarm(transaction: Transaction, key: Key): Promise<CentreAlarm | undefined> {
  const rows = await transaction.query<MessageRow>(
    'SELECT * FROM message WHERE alarm = ? AND station = ? ORDER BY sequence',
    [key.id, key.station],
  )
  return foldMessages(key.station, rows.map(messageOf))
}

export async function writeAlarms(transaction: Transaction, alarms: readonly CentreAlarm[]): Promise<void> {
  for (const part of parts(alarms)) {
    await transaction.query(
      `INSERT INTO alarm (${ALARM_COLUMNS}) VALUES ${places(part.length, 16)}
       ON CONFLICT (id, station) DO UPDATE SET ${OVERWRITTEN}`,
      part.flatMap(alarmValues),
    )
  }
}

export async function writeLastHeard(
  transaction: Transaction,
  stations: readonly string[],
  at: number,
): Promise<void> {
  for (const part of parts(stations)) {
    await transaction.query(
      `INSERT INTO station (id, lastHeardAt) VALUES ${places(part.length, 2)}
       ON CONFLICT (id) DO UPDATE SET lastHeardAt = max(lastHeardAt, excluded.lastHeardAt)`,
      part.flatMap((station) => [station, at]),
    )
  }
}

const OVERWRITTEN = ALARM_COLUMNS.split(', ')
  .filter((column) => column !== 'id' && column !== 'station')
  .map((column) => `${column} = excluded.${column}`)
  .join(', ')

function parts<T>(rows: readonly T[]): T[][] {
  const out: T[][] = []
  for (let at = 0; at < rows.length; at += ROWS_PER_STATEMENT)
    out.push(rows.slice(at, at + ROWS_PER_STATEMENT))
  return out
}

function places(rows: number, columns: number): string {
  const row = `(${Array.from({ length: columns }, () => '?').join(', ')})`
  return Array.from({ length: rows }, () => row).join(', ')
}
