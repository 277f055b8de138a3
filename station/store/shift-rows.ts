/** Shifts as rows: who was on when, over restarts. */
import type { Instant } from '../../shared/domain/time.ts'
import type { StoredShift } from '../people/shift.ts'
import { insertRows } from './insert.ts'
import type { RowSource } from './row-source.ts'
import type { Transaction } from './write-queue.ts'

type Writer = Pick<Transaction, 'run'>

const COLUMNS = `id AS shiftId, person_id AS personId, started_at AS startedAt, ended_at AS endedAt,
  sound_check AS soundCheck`

/** Shifts that have not ended, the longest first. */
export async function readRunningShifts(reader: RowSource): Promise<readonly StoredShift[]> {
  return await reader.query<StoredShift[]>(
    `SELECT ${COLUMNS} FROM shifts WHERE ended_at IS NULL ORDER BY started_at, id`,
  )
}

export async function hasShifts(reader: RowSource): Promise<boolean> {
  const rows: unknown[] = await reader.query('SELECT 1 FROM shifts LIMIT 1')
  return rows.length > 0
}

/** The shifts that ended last, newest first. */
export async function readEndedShifts(reader: RowSource, limit: number): Promise<readonly StoredShift[]> {
  return await reader.query<StoredShift[]>(
    `SELECT ${COLUMNS} FROM shifts WHERE ended_at IS NOT NULL ORDER BY ended_at DESC, id LIMIT ?`,
    [limit],
  )
}

export async function findShift(reader: RowSource, id: string): Promise<StoredShift | undefined> {
  const rows = await reader.query<StoredShift[]>(`SELECT ${COLUMNS} FROM shifts WHERE id = ?`, [id])
  return rows[0]
}

/** The shift of this person that began last, running or not. */
export async function lastShiftOf(reader: RowSource, personId: string): Promise<StoredShift | undefined> {
  const rows = await reader.query<StoredShift[]>(
    `SELECT ${COLUMNS} FROM shifts WHERE person_id = ? ORDER BY started_at DESC, id DESC LIMIT 1`,
    [personId],
  )
  return rows[0]
}

/** Shifts that ran at some time between the two, the earliest first. */
export async function shiftsBetween(
  reader: RowSource,
  from: Instant,
  until: Instant,
): Promise<readonly StoredShift[]> {
  return await reader.query<StoredShift[]>(
    `SELECT ${COLUMNS} FROM shifts WHERE started_at <= ? AND (ended_at IS NULL OR ended_at >= ?)
     ORDER BY started_at, id LIMIT 100`,
    [until, from],
  )
}

export async function insertShift(writer: Writer, shift: StoredShift): Promise<void> {
  const { shiftId, personId, startedAt, endedAt, soundCheck } = shift
  const columns = ['id', 'person_id', 'started_at', 'ended_at', 'sound_check']
  await insertRows(writer, 'shifts', columns, [[shiftId, personId, startedAt, endedAt, soundCheck]])
}

export async function endShift(writer: Writer, shiftId: string, at: Instant): Promise<void> {
  await writer.run('UPDATE shifts SET ended_at = max(?, started_at) WHERE id = ?', [at, shiftId])
}
