/** What happened and what was done about it, as TypeORM sees the rows. */
import { EntitySchema } from 'typeorm'
import { text, textOrNull, integer, integerOrNull, id, position } from './columns.ts'

export interface AlarmRow {
  id: string
  incident_id: string
  resident_id: string | null
  device_id: string | null
  placement: string | null
  cause: string
  category: string
  priority: string
  state: string
  count: number
  owner_id: string | null
  opened_at: number
  last_rang_at: number
  ring_revision: number
  ringing: number
  restored_at: number | null
  outcome: string | null
  revision: number
  subject: string | null
  code: string | null
  figure: number | null
  level: number
  escalated_at: number | null
  last_reported_at: number | null
  shelf_until: number | null
  shelf_by: string | null
  shelf_why: string | null
  chattering: number
  on_the_way_id: string | null
}

export interface EventRow {
  position: number
  id: string
  device_id: string
  resident_id: string | null
  kind: string
  value: string
  occurred_at: number
  received_at: number
  raw: string | null
  alarm_id: string | null
}

export interface ActionRow {
  position: number
  alarm_id: string
  sequence: number
  type: string
  actor_kind: string
  actor_id: string
  at: number
  reason: string
  data: string
}

export interface ActionWordsRow {
  alarm_id: string
  sequence: number
  words: string
}

export const AlarmEntity = new EntitySchema<AlarmRow>({
  name: 'alarms',
  columns: {
    id,
    incident_id: text,
    resident_id: textOrNull,
    device_id: textOrNull,
    placement: textOrNull,
    cause: text,
    category: text,
    priority: text,
    state: text,
    count: integer,
    owner_id: textOrNull,
    opened_at: integer,
    last_rang_at: integer,
    ring_revision: integer,
    ringing: integer,
    restored_at: integerOrNull,
    outcome: textOrNull,
    revision: integer,
    subject: textOrNull,
    code: textOrNull,
    figure: integerOrNull,
    level: integer,
    escalated_at: integerOrNull,
    last_reported_at: integerOrNull,
    shelf_until: integerOrNull,
    shelf_by: textOrNull,
    shelf_why: textOrNull,
    chattering: integer,
    on_the_way_id: textOrNull,
  },
})

export const EventEntity = new EntitySchema<EventRow>({
  name: 'device_events',
  columns: {
    position,
    id: text,
    device_id: text,
    resident_id: textOrNull,
    kind: text,
    value: text,
    occurred_at: integer,
    received_at: integer,
    raw: textOrNull,
    alarm_id: textOrNull,
  },
})

export const ActionEntity = new EntitySchema<ActionRow>({
  name: 'alarm_actions',
  columns: {
    position,
    alarm_id: text,
    sequence: integer,
    type: text,
    actor_kind: text,
    actor_id: text,
    at: integer,
    reason: text,
    data: text,
  },
})

export const ActionWordsEntity = new EntitySchema<ActionWordsRow>({
  name: 'action_words',
  columns: { alarm_id: id, sequence: { type: 'integer', primary: true }, words: text },
})
