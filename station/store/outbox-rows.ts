/** The outbox in the database: what waits, and what became of it. */
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import type { Instant } from '../../shared/domain/time.ts'
import { AlarmMessageSchema } from '../../shared/wire/centre-messages.ts'
import type { StoredMessage } from '../sync/alarm-message.ts'
import type { Candidate } from '../sync/send-order.ts'

export interface WaitingMessage extends Candidate {
  readonly id: string
  readonly createdAt: Instant
  /** The centre has named it in `rejected` before, so a technician knows. */
  readonly rejectedBefore: boolean
  readonly body: StoredMessage
}

/** A row whose body is damaged: it must not hold up the others of its lane. */
export type UnreadableMessage = Omit<WaitingMessage, 'body'> & { readonly body: null }

export interface WaitingMessages {
  readonly readable: readonly WaitingMessage[]
  readonly unreadable: readonly UnreadableMessage[]
}

/** A rejected message is tried again slowly: a new version of the centre may take it. */
export const REJECTED_PAUSE_MS = 5 * 60_000

/** `?1` is now. Further ahead than any pause it was set by a clock that has jumped back since. */
const due = (row: string): string =>
  `(${row}.next_at IS NULL OR ${row}.next_at <= ?1 OR ${row}.next_at > ?1 + ${String(REJECTED_PAUSE_MS)})`

const RowSchema = z.object({
  position: z.number(),
  id: z.string(),
  alarm_id: z.string(),
  sequence: z.number(),
  priority_rank: z.number(),
  created_at: z.number(),
  rejected_code: z.string().nullable(),
  body: z.string(),
})

const BodySchema = AlarmMessageSchema.omit({ sentAt: true })

/**
 * The first messages of a lane that may go now, most urgent and oldest first, without those of the alarms
 * under way. A rejected message that waits for its slow retry goes along with a later one of its alarm, so
 * that none is overtaken and a new fall is not held up; in a body for one message it holds them back.
 */
export async function waitingMessages(
  manager: EntityManager,
  lane: 'critical' | 'rest',
  underWay: readonly string[],
  now: Instant,
  limit: number,
): Promise<WaitingMessages> {
  const other = `FROM outbox_messages other WHERE other.alarm_id = mine.alarm_id AND other.acknowledged_at IS NULL`
  const inTurn =
    limit > 1
      ? `(${due('mine')} OR EXISTS (SELECT 1 ${other} AND other.sequence > mine.sequence AND ${due('other')}))`
      : `${due('mine')} AND NOT EXISTS (SELECT 1 ${other} AND other.sequence < mine.sequence)`
  const rows: unknown[] = await manager.query(
    `SELECT position, id, alarm_id, sequence, priority_rank, created_at, rejected_code, body
     FROM outbox_messages mine
     WHERE acknowledged_at IS NULL AND priority_rank ${lane === 'critical' ? '= 0' : '> 0'}
       AND alarm_id NOT IN (SELECT value FROM json_each(?2)) AND ${inTurn}
     ORDER BY priority_rank, position LIMIT ?3`,
    [now, JSON.stringify(underWay), limit],
  )
  const readable: WaitingMessage[] = []
  const unreadable: UnreadableMessage[] = []
  for (const raw of rows) {
    const row = RowSchema.parse(raw)
    const head = {
      position: row.position,
      id: row.id,
      alarmId: row.alarm_id,
      sequence: row.sequence,
      priorityRank: row.priority_rank,
      createdAt: row.created_at,
      rejectedBefore: row.rejected_code !== null,
      bytes: Buffer.byteLength(row.body),
    }
    const body = bodyOf(row.body)
    if (body === undefined) unreadable.push({ ...head, body: null })
    else readable.push({ ...head, body })
  }
  return { readable, unreadable }
}

function bodyOf(text: string): StoredMessage | undefined {
  try {
    return BodySchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

export async function markAcknowledged(
  manager: EntityManager,
  ids: readonly string[],
  at: Instant,
): Promise<void> {
  await manager.query(
    `UPDATE outbox_messages SET acknowledged_at = ?, attempts = attempts + 1, next_at = NULL
     WHERE acknowledged_at IS NULL AND id IN (SELECT value FROM json_each(?))`,
    [at, JSON.stringify(ids)],
  )
}

export async function markFailed(manager: EntityManager, ids: readonly string[]): Promise<void> {
  await manager.query(
    'UPDATE outbox_messages SET attempts = attempts + 1 WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(ids)],
  )
}

export async function markRejected(
  manager: EntityManager,
  id: string,
  code: string,
  nextAt: Instant,
): Promise<void> {
  await manager.query(
    // Over another way it may have been taken in the meantime.
    `UPDATE outbox_messages SET attempts = attempts + 1, rejected_code = ?, next_at = ?
     WHERE id = ? AND acknowledged_at IS NULL`,
    [code, nextAt, id],
  )
}

export interface OutboxDepth {
  readonly waiting: number
  readonly oldestAt: Instant | null
  /** Of critical messages alone. */
  readonly oldestCriticalAt: Instant | null
}

/** How many wait and since when; by the partial index alone, however many wait. */
export async function outboxDepth(manager: EntityManager): Promise<OutboxDepth> {
  const oldest = [0, 1, 2, 3].map(
    (rank) => `SELECT * FROM (SELECT created_at, ${String(rank)} AS rank FROM outbox_messages
      WHERE acknowledged_at IS NULL AND priority_rank = ${String(rank)} ORDER BY position LIMIT 1)`,
  )
  const rows: { waiting: number; oldest: number | null; critical: number | null }[] = await manager.query(
    `SELECT (SELECT count(*) FROM outbox_messages WHERE acknowledged_at IS NULL) AS waiting,
       min(created_at) AS oldest, min(CASE rank WHEN 0 THEN created_at END) AS critical
     FROM (${oldest.join(' UNION ALL ')})`,
  )
  const [row] = rows
  return {
    waiting: row?.waiting ?? 0,
    oldestAt: row?.oldest ?? null,
    oldestCriticalAt: row?.critical ?? null,
  }
}

/** Every message that still waits, oldest first within its alarm: the cards' "waiting" after a start. */
export async function waitingMessageIds(
  manager: EntityManager,
): Promise<readonly { id: string; alarm_id: string; created_at: number; rejected_code: string | null }[]> {
  return await manager.query(
    `SELECT id, alarm_id, created_at, rejected_code FROM outbox_messages
     WHERE acknowledged_at IS NULL ORDER BY alarm_id, sequence`,
  )
}
