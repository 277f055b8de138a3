/** Shifts as rows: who was on when, over restarts. */
import type { Instant } from '../../shared/domain/time.ts'
import type { StoredShift } from '../people/shift.ts'
import type { RowSource } from './row-source.ts'
import type { ShiftSpan } from './shift-report-rows.ts'
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
    `SELECT ${COLUMNS} FROM shifts WHERE person_id = ?
     ORDER BY ended_at IS NULL DESC, coalesce(began_after, 0) DESC, started_at DESC, id DESC LIMIT 1`,
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

/** Between which steps of alarms a shift lay. One of a program that did not store it is found by its times. */
export async function spanOf(reader: RowSource, shift: StoredShift): Promise<ShiftSpan> {
  const rows: { after: number; last: number }[] = await reader.query(
    `SELECT coalesce(began_after, (
         SELECT position FROM alarm_actions WHERE at < started_at ORDER BY position DESC LIMIT 1
       ), 0) AS after,
       coalesce(ended_after, (
         SELECT position FROM alarm_actions WHERE ended_at IS NULL OR at <= ended_at ORDER BY position DESC LIMIT 1
       ), 0) AS last
     FROM shifts WHERE id = ?`,
    [shift.shiftId],
  )
  const [row] = rows
  if (row === undefined) throw new Error(`no shift ${shift.shiftId}`)
  return { startedAt: shift.startedAt, ...row }
}

const LAST_STEP = '(SELECT coalesce(max(position), 0) FROM alarm_actions)'

export async function insertShift(writer: Writer, shift: StoredShift): Promise<void> {
  const { shiftId, personId, startedAt, endedAt, soundCheck } = shift
  await writer.run(
    `INSERT INTO shifts (id, person_id, started_at, ended_at, sound_check, began_after)
     VALUES (?, ?, ?, ?, ?, ${LAST_STEP})`,
    [shiftId, personId, startedAt, endedAt, soundCheck],
  )
}

export async function endShift(writer: Writer, shiftId: string, at: Instant): Promise<void> {
  await writer.run(
    `UPDATE shifts SET ended_at = max(?, started_at), ended_after = ${LAST_STEP} WHERE id = ?`,
    [at, shiftId],
  )
}
