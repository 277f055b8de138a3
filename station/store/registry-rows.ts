import { IsNull, type EntityManager } from 'typeorm'
import type { Absence } from '../../shared/domain/absence.ts'
import { readAbsences } from './absence-rows.ts'
import { AssignmentEntity, DeviceEntity, PersonEntity, ResidentEntity } from './house-entities.ts'
import type { DeviceRow, PersonRow, ResidentRow } from './house-entities.ts'

/** A device with the resident it belongs to now and what pairing set up. */
export interface AssignedDevice extends Omit<DeviceRow, 'settings'> {
  readonly resident_id: string | null
  /** Encryption key in lower-case hex; never to be logged or shown again. */
  readonly key: string | null
  readonly settings: Readonly<Record<string, unknown>>
}

export interface RegistryRows {
  readonly residents: readonly ResidentRow[]
  readonly devices: readonly AssignedDevice[]
  readonly people: readonly PersonRow[]
  /** Alarms of the past still name them. */
  readonly formerPeople: readonly PersonRow[]
  /** Residents who are away. */
  readonly absences?: readonly Absence[]
}

/** Everybody and everything, those who left apart; retired devices stay out. */
export async function readRegistry(manager: EntityManager): Promise<RegistryRows> {
  const residents = await manager.getRepository(ResidentEntity).find()
  const everybody = await manager.getRepository(PersonEntity).find({ order: { name: 'ASC' } })
  const devices = await manager.getRepository(DeviceEntity).find()
  const assignments = await manager.getRepository(AssignmentEntity).find({ where: { until_at: IsNull() } })
  const keys: { device_id: string; key: string }[] = await manager.query(
    'SELECT device_id, key FROM device_keys',
  )
  const keyOf = new Map(keys.map((row) => [row.device_id, row.key]))
  const residentOf = new Map(assignments.map((row) => [row.device_id, row.resident_id]))
  return {
    residents,
    absences: await readAbsences(manager),
    people: everybody.filter((person) => person.left_at === null),
    formerPeople: everybody.filter((person) => person.left_at !== null),
    devices: devices
      .filter((device) => device.lifecycle !== 'retired')
      .map((device) => ({
        ...device,
        resident_id: residentOf.get(device.id) ?? null,
        key: keyOf.get(device.id) ?? null,
        settings: JSON.parse(device.settings) as Record<string, unknown>,
      })),
  }
}
