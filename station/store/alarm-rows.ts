/** Alarms and their actions from rows. What comes back from disk is parsed, not believed (style, 21). */
import { MoreThan, type EntityManager } from 'typeorm'
import { z } from 'zod'
import { ACTION_REASONS } from '../../shared/domain/action-reason.ts'
import {
  ACTION_TYPES,
  ALARM_STATES,
  CAUSES,
  FALSE_ALARM_CAUSES,
  OUTCOMES,
  SHELF_REASONS,
  type ActionData,
  type Alarm,
  type AlarmAction,
  type Shelf,
  type ShelfReason,
} from '../../shared/domain/alarm.ts'
import { CALL_GROUPS } from '../../shared/domain/call-group.ts'
import { CATEGORIES, PRIORITIES } from '../../shared/domain/priority.ts'
import type { Closing } from '../../shared/domain/reopening.ts'
import { WatchedSchema } from '../../shared/domain/rule-profiles.ts'
import { ActionEntity, AlarmEntity, type ActionRow, type AlarmRow } from './alarm-entities.ts'

const AlarmRowSchema = z.object({
  cause: z.enum(CAUSES),
  category: z.enum(CATEGORIES),
  priority: z.enum(PRIORITIES),
  state: z.enum(ALARM_STATES),
  outcome: z.enum(OUTCOMES).nullable(),
  shelf_why: z.enum(SHELF_REASONS).nullable(),
})

const ActionRowSchema = z.object({
  type: z.enum(ACTION_TYPES),
  reason: z.enum(ACTION_REASONS),
  actor_kind: z.enum(['person', 'rule', 'centre', 'resident', 'station']),
})

const ActionDataSchema = z.object({
  eventId: z.string().exactOptional(),
  ruleId: z.string().exactOptional(),
  ruleSet: z.number().exactOptional(),
  watched: WatchedSchema.exactOptional(),
  count: z.number().exactOptional(),
  priority: z.enum(PRIORITIES).exactOptional(),
  ended: z.string().exactOptional(),
  quiet: z.literal(true).exactOptional(),
  with: z.string().exactOptional(),
  chattering: z.literal(true).exactOptional(),
  until: z.number().exactOptional(),
  why: z.enum(SHELF_REASONS).exactOptional(),
  to: z.string().exactOptional(),
  outcome: z.enum(OUTCOMES).exactOptional(),
  falseCause: z.enum(FALSE_ALARM_CAUSES).exactOptional(),
  request: z.literal(true).exactOptional(),
  seenRevision: z.number().exactOptional(),
  level: z.number().exactOptional(),
  calls: z.enum(CALL_GROUPS).exactOptional(),
  subject: z.string().exactOptional(),
  code: z.string().exactOptional(),
  figure: z.number().exactOptional(),
})

/** The alarm. What an outcome says beyond its kind stands with its action and is read where it is shown. */
export function alarmOf(row: AlarmRow): Alarm {
  const checked = AlarmRowSchema.parse(row)
  return {
    id: row.id,
    incidentId: row.incident_id,
    residentId: row.resident_id,
    deviceId: row.device_id,
    placement: row.placement,
    ...(row.subject === null ? {} : { subject: row.subject }),
    ...(row.code === null ? {} : { code: row.code }),
    ...(row.figure === null ? {} : { figure: row.figure }),
    cause: checked.cause,
    category: checked.category,
    priority: checked.priority,
    state: checked.state,
    count: row.count,
    ownerId: row.owner_id,
    onTheWayId: row.on_the_way_id,
    openedAt: row.opened_at,
    lastRangAt: row.last_rang_at,
    ringRevision: row.ring_revision,
    ringing: row.ringing === 1,
    restoredAt: row.restored_at,
    lastReportedAt: row.last_reported_at ?? row.last_rang_at,
    // A version before left what was given back on its shelf.
    shelf: row.ringing === 1 ? null : shelfOf(row, checked.shelf_why),
    chattering: row.chattering === 1,
    level: row.level,
    escalatedAt: row.escalated_at,
    outcome: checked.outcome === null ? null : { kind: checked.outcome, words: null },
    revision: row.revision,
  }
}

function shelfOf({ shelf_until: until, shelf_by: by }: AlarmRow, why: ShelfReason | null): Shelf | null {
  return until === null || by === null || why === null ? null : { until, by, why }
}

export function actionOf(row: ActionRow): AlarmAction {
  const checked = ActionRowSchema.parse(row)
  const data: ActionData = ActionDataSchema.parse(JSON.parse(row.data))
  return {
    alarmId: row.alarm_id,
    sequence: row.sequence,
    type: checked.type,
    actor: { kind: checked.actor_kind, id: row.actor_id },
    at: row.at,
    reason: checked.reason,
    data,
  }
}

export async function findAlarm(manager: EntityManager, id: string): Promise<Alarm | undefined> {
  const row = await manager.getRepository(AlarmEntity).findOneBy({ id })
  return row === null ? undefined : alarmOf(row)
}

/** Those that exist, in one statement and past the entities: a backlog asks for fifty after each of its batches. */
export async function findAlarms(manager: EntityManager, ids: readonly string[]): Promise<readonly Alarm[]> {
  if (ids.length === 0) return []
  const rows: AlarmRow[] = await manager.query(
    'SELECT * FROM alarms WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(ids)],
  )
  return rows.map(alarmOf)
}

/** When it was last closed and by whom; undefined: it never was. */
export async function findClosing(
  manager: EntityManager,
  { id }: Pick<Alarm, 'id'>,
): Promise<Closing | undefined> {
  const row = await manager
    .getRepository(ActionEntity)
    .findOne({ where: { alarm_id: id, type: 'resolved' }, order: { sequence: 'DESC' } })
  return row === null ? undefined : { at: row.at, by: row.actor_id }
}

export async function openAlarms(manager: EntityManager): Promise<readonly Alarm[]> {
  const rows = await manager
    .getRepository(AlarmEntity)
    .createQueryBuilder('alarm')
    .where("alarm.state NOT IN ('resolved', 'cancelled')")
    .orderBy('alarm.opened_at')
    .getMany()
  return rows.map(alarmOf)
}

/** The first step and the newest ones: why it was raised and what became of it, however often it rang. */
export async function actionsOf(
  manager: EntityManager,
  alarmId: string,
  since: number,
): Promise<readonly AlarmAction[]> {
  const rows = await manager.getRepository(ActionEntity).find({
    where: [
      { alarm_id: alarmId, sequence: 1 },
      { alarm_id: alarmId, sequence: MoreThan(since) },
    ],
    order: { sequence: 'ASC' },
  })
  return rows.map(actionOf)
}
