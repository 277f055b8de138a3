/** What each station said last of itself, and what was refused to it, counted over all nodes. */
import type { Query, Transaction } from './transaction.ts'

export interface StationReport {
  readonly station: string
  readonly waiting: number | null
  /** JSON: its ways to the centre in their order. */
  readonly paths: string
  readonly lateSince: string | null
  readonly lateReason: string | null
  readonly lateAt: number | null
  readonly clockOffSeconds: number | null
  readonly rejected: number
  readonly slowed: number
}

/** `rejected` and `slowed` are added to what stands there; of the rest the last word counts, and none keeps the one before. */
export async function writeReport({ query }: Transaction, report: StationReport): Promise<void> {
  const { station, waiting, paths, lateSince, lateReason, lateAt, clockOffSeconds, rejected, slowed } = report
  await query(
    `INSERT INTO station_report AS known
       (station, waiting, paths, "lateSince", "lateReason", "lateAt", "clockOffSeconds", rejected, slowed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (station) DO UPDATE SET
       waiting = coalesce(excluded.waiting, known.waiting),
       paths = CASE WHEN excluded.paths = '[]' THEN known.paths ELSE excluded.paths END,
       "lateSince" = coalesce(excluded."lateSince", known."lateSince"),
       "lateReason" = coalesce(excluded."lateReason", known."lateReason"),
       "lateAt" = coalesce(excluded."lateAt", known."lateAt"),
       "clockOffSeconds" = excluded."clockOffSeconds",
       rejected = known.rejected + excluded.rejected,
       slowed = known.slowed + excluded.slowed`,
    [station, waiting, paths, lateSince, lateReason, lateAt, clockOffSeconds, rejected, slowed],
  )
}

export async function readReports(query: Query): Promise<Map<string, StationReport>> {
  const rows = await query<StationReport>('SELECT * FROM station_report')
  return new Map(rows.map((row) => [row.station, row]))
}
