/** What goes to the centre and comes from it, and the audit log, as TypeORM sees the rows. */
import { EntitySchema } from 'typeorm'
import { text, textOrNull, integer, integerOrNull, id, position } from './columns.ts'

export interface OutboxRow {
  position: number
  id: string
  alarm_id: string
  sequence: number
  type: string
  priority: string
  priority_rank: number
  body: string
  created_at: number
  attempts: number
  next_at: number | null
  rejected_code: string | null
  acknowledged_at: number | null
}

export interface CommandRow {
  id: string
  type: string
  alarm_id: string
  by_id: string
  received_at: number
  result: string
  code: string | null
  reported_at: number | null
  said_at: string | null
}

export interface AuditRow {
  position: number
  at: number
  actor_kind: string
  actor_id: string
  action: string
  subject: string
  data: string
  previous_hash: string
  hash: string
}

export const OutboxEntity = new EntitySchema<OutboxRow>({
  name: 'outbox_messages',
  columns: {
    position,
    id: text,
    alarm_id: text,
    sequence: integer,
    type: text,
    priority: text,
    priority_rank: integer,
    body: text,
    created_at: integer,
    attempts: integer,
    next_at: integerOrNull,
    rejected_code: textOrNull,
    acknowledged_at: integerOrNull,
  },
})

export const CommandEntity = new EntitySchema<CommandRow>({
  name: 'centre_commands',
  columns: {
    id,
    type: text,
    alarm_id: text,
    by_id: text,
    received_at: integer,
    result: text,
    code: textOrNull,
    reported_at: integerOrNull,
    said_at: textOrNull,
  },
})

export const AuditEntity = new EntitySchema<AuditRow>({
  name: 'audit_entries',
  columns: {
    position,
    at: integer,
    actor_kind: text,
    actor_id: text,
    action: text,
    subject: text,
    data: text,
    previous_hash: text,
    hash: text,
  },
})
