/** Who is away, statement by statement, inside the caller's transaction. */
import { z } from 'zod'
import { ABSENCE_REASONS, SILENT_WHEN_AWAY, type Absence } from '../../shared/domain/absence.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { TimeRuleId } from '../alarms/time-rules/rule-set.ts'
import { insertRows } from './insert.ts'
import type { RowSource } from './row-source.ts'
import type { Transaction } from './write-queue.ts'

type Writer = Pick<Transaction, 'run'>

const RunningSchema = z.array(
  z.object({
    absenceId: z.string(),
    residentId: z.string(),
    reason: z.enum(ABSENCE_REASONS),
    from: z.number(),
    until: z.number(),
    silences: z.string().transform((text) => z.array(z.enum(SILENT_WHEN_AWAY)).parse(JSON.parse(text))),
    by: z.string(),
  }),
)

/** Those that nobody and nothing has ended. */
export async function readAbsences(reader: RowSource): Promise<readonly Absence[]> {
  return RunningSchema.parse(
    await reader.query(
      `SELECT id AS absenceId, resident_id AS residentId, reason, from_at AS "from", until_at AS until, silences,
       by_id AS "by" FROM resident_absences WHERE ended_at IS NULL`,
    ),
  )
}

export async function insertAbsence(writer: Writer, absence: Absence): Promise<void> {
  const { absenceId, residentId, reason, from, until, silences, by } = absence
  await insertRows(
    writer,
    'resident_absences',
    ['id', 'resident_id', 'reason', 'from_at', 'until_at', 'silences', 'by_id'],
    [[absenceId, residentId, reason, from, until, JSON.stringify(silences), by]],
  )
}

/** `by`: a person's id, `time`, `activity`, or the `file` that names them no more. */
export async function endAbsence(writer: Writer, residentId: string, by: string, at: Instant): Promise<void> {
  await writer.run(
    'UPDATE resident_absences SET ended_at = ?, ended_by = ? WHERE resident_id = ? AND ended_at IS NULL',
    [at, by, residentId],
  )
}

const BackSchema = z.array(z.object({ residentId: z.string(), at: z.number() }))

/** When the last absence of each resident ended. */
export async function readLastBack(reader: RowSource): Promise<ReadonlyMap<string, Instant>> {
  const rows = BackSchema.parse(
    await reader.query(
      `SELECT resident_id AS residentId, max(ended_at) AS at FROM resident_absences
       WHERE ended_at IS NOT NULL GROUP BY resident_id`,
    ),
  )
  return new Map(rows.map(({ residentId, at }) => [residentId, at]))
}

/** What these rules held back since then and what still stands is to be said: they are asked anew. */
export async function unsayHeldBack(
  writer: Writer,
  { residentId, from }: Pick<Absence, 'residentId' | 'from'>,
  ruleIds: readonly TimeRuleId[],
): Promise<void> {
  await writer.run(
    `UPDATE rule_deadlines SET fired_at = NULL
     WHERE resident_id = ? AND alarm_id IS NULL AND over_at IS NULL AND fired_at >= ?
       AND rule_id IN (SELECT value FROM json_each(?))`,
    [residentId, from, JSON.stringify(ruleIds)],
  )
}
