/** When the house is looked at next, and since when it is expected to sound: one row. */
import { z } from 'zod'
import type { Instant } from '../../shared/domain/time.ts'
import type { RowSource } from './row-source.ts'
import type { Transaction } from './write-queue.ts'

export interface DutyRow {
  readonly dueAt: Instant
  /** The first time a client said that it sounds; null: never yet. */
  readonly soundExpectedSince: Instant | null
}

const RowSchema = z.object({ due_at: z.number(), sound_expected_since: z.number().nullable() })

/** Undefined before the first check was set. */
export async function readDuty(reader: RowSource): Promise<DutyRow | undefined> {
  const rows: unknown[] = await reader.query('SELECT due_at, sound_expected_since FROM duty_check')
  const row = RowSchema.optional().parse(rows[0])
  return row === undefined ? undefined : { dueAt: row.due_at, soundExpectedSince: row.sound_expected_since }
}

export async function writeDuty(
  transaction: Pick<Transaction, 'run'>,
  { dueAt, soundExpectedSince }: DutyRow,
): Promise<void> {
  await transaction.run(
    `INSERT INTO duty_check (only_row, due_at, sound_expected_since) VALUES (1, ?, ?)
     ON CONFLICT (only_row) DO UPDATE SET
       due_at = excluded.due_at, sound_expected_since = excluded.sound_expected_since`,
    [dueAt, soundExpectedSince],
  )
}
