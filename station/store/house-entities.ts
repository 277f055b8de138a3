/** Who lives and works in the house, and what hangs there, as TypeORM sees the rows. */
import { EntitySchema } from 'typeorm'
import { text, textOrNull, integer, integerOrNull, id, position } from './columns.ts'

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
