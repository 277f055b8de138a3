/** Writes alarm steps: row, action, message to the centre, deadlines and audit entry, in the caller's transaction. */
import { v7 as newId } from 'uuid'
import type { ActionType, Alarm } from '../../shared/domain/alarm.ts'
import { priorityRank } from '../../shared/domain/priority.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { AuditContent } from '../audit/chain.ts'
import { insertRows } from '../store/insert.ts'
import type { Transaction } from '../store/write-queue.ts'
import { messageOf } from '../sync/alarm-message.ts'
import type { DeadlineBook } from './deadline-book.ts'
import type { TakenStep } from './intake-decision.ts'

const ALARM_COLUMNS = [
  'id',
  'incident_id',
  'resident_id',
  'device_id',
  'placement',
  'subject',
  'code',
  'figure',
  'cause',
  'category',
  'priority',
  'state',
  'count',
  'owner_id',
  'on_the_way_id',
  'opened_at',
  'last_rang_at',
  'ring_revision',
  'ringing',
  'restored_at',
  'last_reported_at',
  'shelf_until',
  'shelf_by',
  'shelf_why',
  'chattering',
  'level',
  'escalated_at',
  'outcome',
  'revision',
]

/** What an alarm's later steps may change; of its opening only what is wrong, which the raising step keeps. */
const CHANGING = [
  'code',
  'figure',
  'priority',
  'state',
  'count',
  'owner_id',
  'on_the_way_id',
  'last_rang_at',
  'ring_revision',
  'ringing',
  'restored_at',
  'last_reported_at',
  'shelf_until',
  'shelf_by',
  'shelf_why',
  'chattering',
  'level',
  'escalated_at',
  'outcome',
  'revision',
]

const UPSERT = `ON CONFLICT (id) DO UPDATE SET ${CHANGING.map((column) => `${column} = excluded.${column}`).join(', ')}`

const ACTION_COLUMNS = ['alarm_id', 'sequence', 'type', 'actor_kind', 'actor_id', 'at', 'reason', 'data']

const OUTBOX_COLUMNS = [
  'id',
  'alarm_id',
  'sequence',
  'type',
  'priority',
  'priority_rank',
  'body',
  'created_at',
]

/** A message that this transaction put into the outbox. */
export interface WrittenMessage {
  readonly id: string
  readonly alarm: Alarm
  readonly sequence: number
  readonly type: ActionType
  readonly createdAt: number
  /** The event behind the step, for measuring from its last byte to the centre's answer. */
  readonly eventId: string | null
}

/** What goes into the same transaction as the steps themselves. */
export interface StepKeepers {
  readonly audit: AuditLog
  readonly deadlines: DeadlineBook
}

/** `steps` in order; steps of one alarm follow each other. Returns the messages written. */
export async function writeSteps(
  transaction: Transaction,
  { audit, deadlines }: StepKeepers,
  steps: readonly TakenStep[],
): Promise<readonly WrittenMessage[]> {
  if (steps.length === 0) return []
  const latest = new Map(steps.map(({ alarm }) => [alarm.id, alarm]))
  await insertRows(transaction, 'alarms', ALARM_COLUMNS, [...latest.values()].map(alarmValues), UPSERT)
  await insertRows(transaction, 'alarm_actions', ACTION_COLUMNS, steps.map(actionValues))
  const words = steps.flatMap(({ action }) =>
    action.data.words === undefined ? [] : [[action.alarmId, action.sequence, action.data.words]],
  )
  if (words.length > 0)
    await insertRows(transaction, 'action_words', ['alarm_id', 'sequence', 'words'], words)
  const written = steps.map((step) => ({
    id: newId(),
    alarm: step.alarm,
    sequence: step.action.sequence,
    type: step.action.type,
    createdAt: step.action.at,
    eventId: step.action.data.eventId ?? null,
    step,
  }))
  await insertRows(
    transaction,
    'outbox_messages',
    OUTBOX_COLUMNS,
    written.map(({ id, step }) => outboxValues(id, step)),
  )
  await drawAlong(transaction, steps)
  await deadlines.write(transaction, steps)
  await audit.append(transaction, steps.map(auditContent))
  return written
}

/**
 * An alarm that became more urgent takes what still waits of it along to its place: an update never overtakes
 * its alarm, and must not wait for it either (design, "Order of sending").
 */
async function drawAlong(transaction: Transaction, steps: readonly TakenStep[]): Promise<void> {
  for (const { action } of steps) {
    if (action.data.priority === undefined) continue
    const rank = priorityRank(action.data.priority)
    await transaction.run(
      `UPDATE outbox_messages SET priority_rank = ?
       WHERE alarm_id = ? AND acknowledged_at IS NULL AND priority_rank > ?`,
      [rank, action.alarmId, rank],
    )
  }
}

function alarmValues(alarm: Alarm): (string | number | null)[] {
  return [
    alarm.id,
    alarm.incidentId,
    alarm.residentId,
    alarm.deviceId,
    alarm.placement,
    alarm.subject ?? null,
    alarm.code ?? null,
    alarm.figure ?? null,
    alarm.cause,
    alarm.category,
    alarm.priority,
    alarm.state,
    alarm.count,
    alarm.ownerId,
    alarm.onTheWayId,
    alarm.openedAt,
    alarm.lastRangAt,
    alarm.ringRevision,
    alarm.ringing ? 1 : 0,
    alarm.restoredAt,
    alarm.lastReportedAt,
    alarm.shelf?.until ?? null,
    alarm.shelf?.by ?? null,
    alarm.shelf?.why ?? null,
    alarm.chattering ? 1 : 0,
    alarm.level,
    alarm.escalatedAt,
    alarm.outcome?.kind ?? null,
    alarm.revision,
  ]
}

function actionValues({ action }: TakenStep): (string | number | null)[] {
  const { words: _words, ...facts } = action.data
  return [
    action.alarmId,
    action.sequence,
    action.type,
    action.actor.kind,
    action.actor.id,
    action.at,
    action.reason,
    JSON.stringify(facts),
  ]
}

function outboxValues(id: string, { alarm, action, occurredAt }: TakenStep): (string | number | null)[] {
  return [
    id,
    alarm.id,
    action.sequence,
    `alarm.${action.type}`,
    alarm.priority,
    priorityRank(alarm.priority),
    JSON.stringify(messageOf(id, alarm, action, occurredAt)),
    action.at,
  ]
}

function auditContent({ alarm, action }: TakenStep): AuditContent {
  return {
    at: action.at,
    actor: action.actor,
    action: `alarm.${action.type}`,
    subject: alarm.id,
    data: { sequence: action.sequence, reason: action.reason },
  }
}
