/** Deadlines of alarms and the ladder they climb, from rows and to rows. What comes back is parsed, not believed. */
import { z } from 'zod'
import { LADDER_CATEGORIES, type LadderCategory } from '../../shared/api/house.ts'
import { CALL_GROUPS } from '../../shared/domain/call-group.ts'
import { PRIORITIES, type Priority } from '../../shared/domain/priority.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { DEADLINE_KINDS, type Deadline } from '../alarms/escalation.ts'
import { wholeLadder, type Rung, type WholeLadder } from '../alarms/ladder.ts'
import { insertRows } from './insert.ts'
import type { RowSource } from './row-source.ts'
import type { Transaction } from './write-queue.ts'

export interface DeadlineRow {
  readonly alarmId: string
  readonly deadline: Omit<Deadline, 'dueMono'>
  /** When it was met or fired; null while it waits. */
  readonly doneAt: Instant | null
}

const COLUMNS = ['alarm_id', 'kind', 'level', 'due_at', 'span_ms', 'done_at']
const UPSERT = `ON CONFLICT (alarm_id, kind) DO UPDATE SET
  level = excluded.level, due_at = excluded.due_at, span_ms = excluded.span_ms, done_at = excluded.done_at`

export async function writeDeadlines(
  transaction: Pick<Transaction, 'run'>,
  rows: readonly DeadlineRow[],
): Promise<void> {
  await insertRows(
    transaction,
    'alarm_deadlines',
    COLUMNS,
    rows.map(({ alarmId, deadline: { kind, level, dueAt, spanMs }, doneAt }) => [
      alarmId,
      kind,
      level,
      dueAt,
      spanMs,
      doneAt,
    ]),
    UPSERT,
  )
}

const WaitingSchema = z.array(
  z.object({
    alarm_id: z.string(),
    kind: z.enum(DEADLINE_KINDS),
    level: z.int(),
    due_at: z.number(),
    span_ms: z.number(),
  }),
)

export async function waitingDeadlines(reader: RowSource): Promise<readonly DeadlineRow[]> {
  const rows = WaitingSchema.parse(
    await reader.query(
      'SELECT alarm_id, kind, level, due_at, span_ms FROM alarm_deadlines WHERE done_at IS NULL',
    ),
  )
  return rows.map((row) => ({
    alarmId: row.alarm_id,
    deadline: { kind: row.kind, level: row.level, dueAt: row.due_at, spanMs: row.span_ms },
    doneAt: null,
  }))
}

const RungSchema = z.object({
  priority: z.enum(PRIORITIES),
  category: z.enum(LADDER_CATEGORIES),
  level: z.int(),
  calls: z.enum(CALL_GROUPS),
  hold_seconds: z.number().nullable(),
})

/** The ladder as it is stored; a part that can't be used is that of the design. */
export async function readLadder(reader: RowSource): Promise<WholeLadder> {
  const rows: unknown[] = await reader.query('SELECT * FROM escalation_levels')
  return wholeLadder(
    rows.flatMap((row) => {
      const rung = RungSchema.safeParse(row)
      if (!rung.success) return []
      const { hold_seconds: seconds, ...rest } = rung.data
      return [{ ...rest, holdsMs: seconds === null ? null : seconds * 1000 }]
    }),
  )
}

/** The rungs of one priority and category take the place of those that were there. */
export async function writeRungs(
  transaction: Pick<Transaction, 'run'>,
  priority: Priority,
  category: LadderCategory,
  rungs: readonly Rung[],
): Promise<void> {
  await transaction.run('DELETE FROM escalation_levels WHERE priority = ? AND category = ?', [
    priority,
    category,
  ])
  await insertRows(
    transaction,
    'escalation_levels',
    ['priority', 'category', 'level', 'calls', 'hold_seconds'],
    rungs.map(({ level, calls, holdsMs }) => [
      priority,
      category,
      level,
      calls,
      holdsMs === null ? null : holdsMs / 1000,
    ]),
  )
}
