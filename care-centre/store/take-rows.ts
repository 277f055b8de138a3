/** Who has taken an alarm at the centre: one statement decides, so that of two on two nodes one is first. */
import type { Instant } from '../../shared/domain/time.ts'
import type { CentreAlarm } from '../intake/centre-alarm.ts'
import type { AlarmRow } from './entities.ts'
import type { Key } from './message-store.ts'
import { alarmOf } from './rows.ts'
import type { Query, Transaction } from './transaction.ts'

export interface TakeRow {
  readonly type: string
  readonly operator: string
  readonly at: Instant
}

export async function readAlarm(
  { query }: Pick<Transaction, 'query'>,
  key: Key,
): Promise<CentreAlarm | undefined> {
  const [row] = await query<AlarmRow>('SELECT * FROM alarm WHERE id = ? AND station = ?', [
    key.id,
    key.station,
  ])
  return row && alarmOf(row)
}

/** The alarm as it is then; `undefined`: somebody else has it, or it is closed. Whoever has it may take it again. */
export async function claim(
  { query }: Transaction,
  { id, station }: Key,
  operator: string,
  at: Instant,
): Promise<CentreAlarm | undefined> {
  const [row] = await query<AlarmRow>(
    `UPDATE alarm SET "takenBy" = ?, "takenAt" = ?, "answeredAt" = coalesce("answeredAt", ?)
     WHERE id = ? AND station = ? AND open = 1 AND ("takenBy" IS NULL OR "takenBy" = ?) RETURNING *`,
    [operator, at, at, id, station, operator],
  )
  if (row === undefined) return undefined
  await note(query, { id, station }, operator, 'taken', at)
  return alarmOf(row)
}

/** `operator` lets go, or lets go for `holder`. Nobody else at the station has it: it waits for an answer again. */
export async function letGo(
  { query }: Transaction,
  { id, station }: Key,
  { operator, holder, at }: { readonly operator: string; readonly holder: string; readonly at: Instant },
): Promise<CentreAlarm | undefined> {
  const [row] = await query<AlarmRow>(
    `UPDATE alarm SET "takenBy" = NULL, "takenAt" = NULL,
       "answeredAt" = CASE WHEN open = 1 AND (state = 'raised' OR holder = ?) THEN NULL ELSE "answeredAt" END
     WHERE id = ? AND station = ? AND "takenBy" = ? RETURNING *`,
    [holder, id, station, holder],
  )
  if (row === undefined) return undefined
  await note(query, { id, station }, operator, 'released', at)
  return alarmOf(row)
}

async function note(query: Query, key: Key, operator: string, type: string, at: Instant): Promise<void> {
  await query('INSERT INTO alarm_take (station, alarm, operator, type, at) VALUES (?, ?, ?, ?, ?)', [
    key.station,
    key.id,
    operator,
    type,
    at,
  ])
}

/** Oldest first. */
export async function takesOf(query: Query, { id, station }: Key): Promise<TakeRow[]> {
  return await query<TakeRow>(
    'SELECT type, operator, at FROM alarm_take WHERE alarm = ? AND station = ? ORDER BY number LIMIT 1000',
    [id, station],
  )
}
