import { IsNull, type EntityManager } from 'typeorm'
import type { Instant } from '../../shared/domain/time.ts'
import type { CentreCommand, HandledCommand } from '../../shared/wire/centre-messages.ts'
import { CommandEntity, type CommandRow } from './centre-entities.ts'

/** A command as it came first, and what was made of it. */
export interface KnownCommand {
  readonly type: string
  readonly alarmId: string
  readonly by: string
  /** By the centre's clock. */
  readonly at: string | null
  readonly handled: HandledCommand
  /** Null: the centre has not been told yet. */
  readonly reportedAt: Instant | null
}

export async function findCommand(manager: EntityManager, id: string): Promise<KnownCommand | undefined> {
  const row = await manager.getRepository(CommandEntity).findOneBy({ id })
  if (row === null) return undefined
  const { type, alarm_id: alarmId, by_id: by, said_at: at, reported_at: reportedAt } = row
  return { type, alarmId, by, at, handled: handledOf(row), reportedAt }
}

/** Results the centre does not have yet, oldest first. */
export async function unreportedCommands(manager: EntityManager): Promise<readonly HandledCommand[]> {
  const rows = await manager
    .getRepository(CommandEntity)
    .find({ where: { reported_at: IsNull() }, order: { received_at: 'ASC' } })
  return rows.map(handledOf)
}

export async function insertCommand(
  manager: EntityManager,
  command: CentreCommand,
  handled: HandledCommand,
  at: Instant,
): Promise<void> {
  await manager.query(
    `INSERT INTO centre_commands (id, type, alarm_id, by_id, received_at, result, code, said_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      command.id,
      command.type,
      command.alarmId,
      command.by,
      at,
      handled.result,
      handled.code ?? null,
      command.at,
    ],
  )
}

export async function markReported(
  manager: EntityManager,
  ids: readonly string[],
  at: Instant,
): Promise<void> {
  await manager.query(
    `UPDATE centre_commands SET reported_at = ? WHERE id IN (SELECT value FROM json_each(?))`,
    [at, JSON.stringify(ids)],
  )
}

/** Steps of the centre itself in a row that are looked at. */
const MOST_OWN_STEPS = 50

/**
 * How far the centre knows this alarm: the sequence that it has acknowledged, and the steps right after it that it
 * asked for itself; 0 for nothing. A fall in between that it has not heard of ends the row.
 */
export async function seenByCentre(manager: EntityManager, alarmId: string): Promise<number> {
  const rows: { seen: number | null }[] = await manager.query(
    'SELECT max(sequence) AS seen FROM outbox_messages WHERE alarm_id = ? AND acknowledged_at IS NOT NULL',
    [alarmId],
  )
  const acknowledged = rows[0]?.seen ?? 0
  const steps: { sequence: number; actor_kind: string }[] = await manager.query(
    `SELECT sequence, actor_kind FROM alarm_actions WHERE alarm_id = ? AND sequence > ? ORDER BY sequence LIMIT ?`,
    [alarmId, acknowledged, MOST_OWN_STEPS],
  )
  const others = steps.findIndex(({ actor_kind: kind }) => kind !== 'centre')
  return (others === -1 ? steps : steps.slice(0, others)).at(-1)?.sequence ?? acknowledged
}

function handledOf(row: CommandRow): HandledCommand {
  const result = row.result === 'done' ? 'done' : 'refused'
  return row.code === null ? { id: row.id, result } : { id: row.id, result, code: row.code }
}
