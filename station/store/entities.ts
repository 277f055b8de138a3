/** Rows as TypeORM sees them. `EntitySchema`, not decorators: every tool reads them alike (style, pitfall 5). */
import { EntitySchema } from 'typeorm'

export interface ResidentRow {
  id: string
  name: string
  birth_year: number | null
  address: string | null
  unit: string | null
  floor: string | null
  cid: string | null
  left_at: number | null
}

export interface PersonRow {
  id: string
  name: string
  role: string
  pin: string | null
  left_at: number | null
  /** 1: changed at the first sign-in. */
  pin_first_use: number
  /** The code that the configuration file gave last. */
  provisioned_pin: string | null
  origin: string
}

export interface DeviceRow {
  id: string
  protocol: string
  variant: string | null
  port: string | null
  address: string | null
  placement: string | null
  did: string | null
  supervision_seconds: number | null
  lifecycle: string
  last_heard_at: number | null
  eep: string | null
  /** JSON, of the driver. */
  settings: string
  /** Of a suspended device: until when, and what it is again afterwards. */
  suspended_until: number | null
  resumes_as: string | null
}

export interface AssignmentRow {
  position: number
  device_id: string
  resident_id: string
  from_at: number
  until_at: number | null
}

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

const text = { type: 'text' } as const
const textOrNull = { type: 'text', nullable: true } as const
const integer = { type: 'integer' } as const
const integerOrNull = { type: 'integer', nullable: true } as const
const id = { type: 'text', primary: true } as const
const position = { type: 'integer', primary: true } as const

export const ResidentEntity = new EntitySchema<ResidentRow>({
  name: 'residents',
  columns: {
    id,
    name: text,
    birth_year: integerOrNull,
    address: textOrNull,
    unit: textOrNull,
    floor: textOrNull,
    cid: textOrNull,
    left_at: integerOrNull,
  },
})

export const PersonEntity = new EntitySchema<PersonRow>({
  name: 'people',
  columns: {
    id,
    name: text,
    role: text,
    pin: textOrNull,
    left_at: integerOrNull,
    pin_first_use: integer,
    provisioned_pin: textOrNull,
    origin: text,
  },
})

export const DeviceEntity = new EntitySchema<DeviceRow>({
  name: 'devices',
  columns: {
    id,
    protocol: text,
    variant: textOrNull,
    port: textOrNull,
    address: textOrNull,
    placement: textOrNull,
    did: textOrNull,
    supervision_seconds: integerOrNull,
    lifecycle: text,
    last_heard_at: integerOrNull,
    eep: textOrNull,
    settings: text,
    suspended_until: integerOrNull,
    resumes_as: textOrNull,
  },
})

export const AssignmentEntity = new EntitySchema<AssignmentRow>({
  name: 'device_assignments',
  columns: { position, device_id: text, resident_id: text, from_at: integer, until_at: integerOrNull },
})

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

export const ENTITIES = [
  ResidentEntity,
  PersonEntity,
  DeviceEntity,
  AssignmentEntity,
  AlarmEntity,
  EventEntity,
  ActionEntity,
  ActionWordsEntity,
  OutboxEntity,
  CommandEntity,
  AuditEntity,
]
