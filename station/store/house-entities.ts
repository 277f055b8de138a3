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
  phone: string | null
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

/** Of the record alone, read by `resident-rows.ts`: it is not kept in memory, least of all the keys. */
interface RecordColumns {
  door_code: string | null
  key_box: string | null
  language: string | null
  hearing: string | null
  aids: string | null
  dog: number
  oxygen: number
  notes: string | null
  contacts: string
  consent: string | null
  left_why: string | null
  origin: string
  revision: number
  phone: string | null
}
const unread = { select: false } as const

export const ResidentEntity = new EntitySchema<ResidentRow & RecordColumns>({
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
    door_code: { ...textOrNull, ...unread },
    key_box: { ...textOrNull, ...unread },
    language: { ...textOrNull, ...unread },
    hearing: { ...textOrNull, ...unread },
    aids: { ...textOrNull, ...unread },
    dog: { ...integer, ...unread },
    oxygen: { ...integer, ...unread },
    notes: { ...textOrNull, ...unread },
    contacts: { ...text, ...unread },
    consent: { ...textOrNull, ...unread },
    left_why: { ...textOrNull, ...unread },
    origin: { ...text, ...unread },
    revision: { ...integer, ...unread },
    phone: { ...textOrNull, ...unread },
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
    phone: textOrNull,
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
