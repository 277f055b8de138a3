import { IsNull, type EntityManager } from 'typeorm'
import type { Instant } from '../../shared/domain/time.ts'
import type { CentreCommand, HandledCommand } from '../../shared/wire/centre-messages.ts'
import { CommandEntity, type CommandRow } from './centre-entities.ts'

export async function findCommand(manager: EntityManager, id: string): Promise<HandledCommand | undefined> {
  const row = await manager.getRepository(CommandEntity).findOneBy({ id })
  return row === null ? undefined : handledOf(row)
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

/** How far the centre has acknowledged this alarm: the sequence it must have seen; 0 for nothing. */
export async function seenByCentre(manager: EntityManager, alarmId: string): Promise<number> {
  const rows: { seen: number | null }[] = await manager.query(
    'SELECT max(sequence) AS seen FROM outbox_messages WHERE alarm_id = ? AND acknowledged_at IS NOT NULL',
    [alarmId],
  )
  return rows[0]?.seen ?? 0
}

function handledOf(row: CommandRow): HandledCommand {
  const result = row.result === 'done' ? 'done' : 'refused'
  return row.code === null ? { id: row.id, result } : { id: row.id, result, code: row.code }
}
