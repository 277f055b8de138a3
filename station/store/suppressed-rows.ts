/** Events that a rule is for and that changed no alarm, each with its reason. */
import { z } from 'zod'
import { ACTION_REASONS, type ActionReason } from '../../shared/domain/action-reason.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { insertRows } from './insert.ts'
import type { RowSource } from './row-source.ts'
import type { Transaction } from './write-queue.ts'

export interface SuppressedRow {
  readonly eventId: string
  readonly alarmId: string | null
  readonly reason: ActionReason
}

/** After the events themselves, which they refer to. */
export async function writeSuppressed(
  transaction: Pick<Transaction, 'run'>,
  rows: readonly SuppressedRow[],
): Promise<void> {
  if (rows.length === 0) return
  await insertRows(
    transaction,
    'suppressed_events',
    ['event_id', 'alarm_id', 'reason'],
    rows.map(({ eventId, alarmId, reason }) => [eventId, alarmId, reason]),
  )
}

export interface HeldBackCount {
  readonly reason: ActionReason
  readonly count: number
  readonly lastAt: Instant
}

const CountSchema = z.array(z.object({ reason: z.enum(ACTION_REASONS), count: z.int(), lastAt: z.number() }))

/** How many events were kept with this alarm without a step of their own, by reason. */
export async function heldBackWith(reader: RowSource, alarmId: string): Promise<readonly HeldBackCount[]> {
  return CountSchema.parse(
    await reader.query(
      `SELECT suppressed.reason AS reason, count(*) AS count, max(event.received_at) AS lastAt
       FROM suppressed_events AS suppressed JOIN device_events AS event ON event.id = suppressed.event_id
       WHERE suppressed.alarm_id = ? GROUP BY suppressed.reason ORDER BY suppressed.reason`,
      [alarmId],
    ),
  )
}
