/**
 * Every table that TypeORM reads and writes. `EntitySchema`, not decorators: every tool reads them alike (style,
 * pitfall 5).
 */
import { AlarmEntity, EventEntity, ActionEntity, ActionWordsEntity } from './alarm-entities.ts'
import { OutboxEntity, CommandEntity, AuditEntity } from './centre-entities.ts'
import { ResidentEntity, PersonEntity, DeviceEntity, AssignmentEntity } from './house-entities.ts'

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
