/** Alarms that fit every word of a search, from rows. */
import type { Cause } from '../../shared/domain/alarm.ts'
import type { RowSource } from './row-source.ts'

/** What one word may mean; an alarm fits it by any of these. */
export interface SoughtAlarms {
  readonly residentIds: readonly string[]
  readonly deviceIds: readonly string[]
  readonly personIds: readonly string[]
  readonly causes: readonly Cause[]
  readonly placements: readonly string[]
  /** The word itself: in a place, a port's path, or at the beginning of an alarm's id. Null: it stands in none. */
  readonly text: string | null
}

const FITS = `(resident_id IN (SELECT value FROM json_each(?)) OR device_id IN (SELECT value FROM json_each(?))
  OR owner_id IN (SELECT value FROM json_each(?)) OR cause IN (SELECT value FROM json_each(?))
  OR placement IN (SELECT value FROM json_each(?)) OR instr(lower(coalesce(placement, '')), ?) > 0
  OR instr(lower(coalesce(subject, '')), ?) > 0 OR substr(id, 1, length(?)) = ?)`

/** Ids of alarms that fit every word: open ones first, then the newest. */
export async function searchAlarms(
  reader: RowSource,
  sought: readonly SoughtAlarms[],
  most: number,
): Promise<readonly string[]> {
  const rows: { id: string }[] = await reader.query(
    `SELECT id FROM alarms WHERE ${sought.map(() => FITS).join(' AND ')}
     ORDER BY state IN ('resolved', 'cancelled'), opened_at DESC LIMIT ?`,
    [
      ...sought.flatMap(({ residentIds, deviceIds, personIds, causes, placements, text }) => [
        ...[residentIds, deviceIds, personIds, causes, placements].map((ids) => JSON.stringify(ids)),
        ...[text, text, text, text],
      ]),
      most,
    ],
  )
  return rows.map(({ id }) => id)
}
