/** The rows as TypeORM reads them; the tables themselves are made by the migrations. */
import { EntitySchema } from 'typeorm'

export interface MessageRow {
  readonly number: number
  readonly station: string
  readonly id: string
  readonly fingerprint: string
  readonly alarm: string
  readonly incident: string
  readonly sequence: number
  readonly type: string
  readonly priority: string
  readonly category: string
  readonly cause: string
  readonly resident: string | null
  readonly device: string | null
  readonly placement: string | null
  readonly occurredAt: string
  readonly sentAt: string
  readonly receivedAt: number
  readonly data: string
}

export interface AlarmRow {
  readonly number: number
  readonly station: string
  readonly id: string
  readonly incident: string
  readonly state: string
  readonly open: number
  readonly priority: string
  readonly category: string
  readonly cause: string
  readonly code: string | null
  readonly resident: string | null
  readonly device: string | null
  readonly placement: string | null
  readonly count: number
  readonly outcome: string | null
  readonly openedAt: string
  readonly updatedAt: string
  readonly sequence: number
  readonly origin: string
  readonly receivedAt: number
  readonly ringingSince: number
  readonly answeredAt: number | null
  readonly holder: string | null
  readonly lateSeconds: number | null
  readonly lateReason: string | null
  readonly clockOffSeconds: number | null
  readonly takenBy: string | null
  readonly takenAt: number | null
}

export interface StationRow {
  readonly id: string
  readonly lastHeardAt: number
  readonly said: string | null
  readonly straightAt: number | null
}

export interface CommandRow {
  readonly number: number
  readonly id: string
  readonly station: string
  readonly alarm: string
  readonly type: string
  readonly givenBy: string
  readonly at: number
  readonly assignedTo: string | null
  readonly text: string | null
  readonly outcome: string | null
  readonly falseCause: string | null
}

export interface CommandResultRow {
  readonly command: string
  readonly result: string
  readonly code: string | null
  readonly at: number
}

const number = { type: 'integer', primary: true, generated: 'increment' } as const
const key = { type: 'text', primary: true } as const
const text = { type: 'text' } as const
const integer = { type: 'integer' } as const
const maybeText = { type: 'text', nullable: true } as const
const maybeInteger = { type: 'integer', nullable: true } as const

export const MessageEntity = new EntitySchema<MessageRow>({
  name: 'message',
  columns: {
    number,
    station: text,
    id: text,
    fingerprint: text,
    alarm: text,
    incident: text,
    sequence: integer,
    type: text,
    priority: text,
    category: text,
    cause: text,
    resident: maybeText,
    device: maybeText,
    placement: maybeText,
    occurredAt: text,
    sentAt: text,
    receivedAt: integer,
    data: text,
  },
})

export const AlarmEntity = new EntitySchema<AlarmRow>({
  name: 'alarm',
  columns: {
    number,
    station: text,
    id: text,
    incident: text,
    state: text,
    open: integer,
    priority: text,
    category: text,
    cause: text,
    code: maybeText,
    resident: maybeText,
    device: maybeText,
    placement: maybeText,
    count: integer,
    outcome: maybeText,
    openedAt: text,
    updatedAt: text,
    sequence: integer,
    origin: text,
    receivedAt: integer,
    ringingSince: integer,
    answeredAt: maybeInteger,
    holder: maybeText,
    lateSeconds: maybeInteger,
    lateReason: maybeText,
    clockOffSeconds: maybeInteger,
    takenBy: maybeText,
    takenAt: maybeInteger,
  },
})

export const StationEntity = new EntitySchema<StationRow>({
  name: 'station',
  columns: { id: key, lastHeardAt: integer, said: maybeText, straightAt: maybeInteger },
})

export const CommandEntity = new EntitySchema<CommandRow>({
  name: 'command',
  columns: {
    number,
    id: text,
    station: text,
    alarm: text,
    type: text,
    givenBy: text,
    at: integer,
    assignedTo: maybeText,
    text: maybeText,
    outcome: maybeText,
    falseCause: maybeText,
  },
})

export const CommandResultEntity = new EntitySchema<CommandResultRow>({
  name: 'command_result',
  columns: { command: key, result: text, code: maybeText, at: integer },
})

export const ENTITIES = [MessageEntity, AlarmEntity, StationEntity, CommandEntity, CommandResultEntity]
