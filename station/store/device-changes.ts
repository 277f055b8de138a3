/** What a technician changes about a device, statement by statement, inside the caller's transaction. */
import type { Instant } from '../../shared/domain/time.ts'
import { insertRows } from './insert.ts'
import { keepFormerPlacement } from './placement-rows.ts'
import type { Transaction } from './write-queue.ts'

type Writer = Pick<Transaction, 'run'>

export interface DeviceColumns {
  readonly protocol: string
  readonly variant: string | null
  readonly port: string | null
  readonly address: string | null
  readonly eep: string | null
  readonly placement: string | null
  readonly did: string | null
  readonly supervision_seconds: number | null
  /** JSON, of the driver. */
  readonly settings: string
  readonly lifecycle: string
  readonly suspended_until: number | null
  readonly resumes_as: string | null
}

/** A new row, or these columns of the one that is there. */
export async function writeDevice(
  transaction: Writer,
  id: string,
  columns: Partial<DeviceColumns> & Pick<DeviceColumns, 'protocol' | 'lifecycle'>,
): Promise<void> {
  const names = Object.keys(columns)
  const updates = names.map((name) => `${name} = excluded.${name}`).join(', ')
  const conflict = `ON CONFLICT (id) DO UPDATE SET ${updates}`
  await insertRows(transaction, 'devices', ['id', ...names], [[id, ...Object.values(columns)]], conflict)
}

export async function updateDevice(
  transaction: Writer,
  id: string,
  columns: Partial<DeviceColumns>,
): Promise<void> {
  const names = Object.keys(columns)
  const updates = names.map((name) => `${name} = ?`).join(', ')
  await transaction.run(`UPDATE devices SET ${updates} WHERE id = ?`, [...Object.values(columns), id])
}

/** From now on it hangs there; what it said before it said where it was. */
export async function placeDevice(
  transaction: Writer,
  id: string,
  placement: string | null,
  now: Instant,
): Promise<void> {
  await keepFormerPlacement((sql, values) => transaction.run(sql, values), id, placement, now)
  await updateDevice(transaction, id, { placement })
}

/** Null forgets the key. */
export async function writeDeviceKey(transaction: Writer, id: string, key: string | null): Promise<void> {
  if (key === null) {
    await transaction.run('DELETE FROM device_keys WHERE device_id = ?', [id])
    return
  }
  const conflict = 'ON CONFLICT (device_id) DO UPDATE SET key = excluded.key'
  await insertRows(transaction, 'device_keys', ['device_id', 'key'], [[id, key]], conflict)
}

/** Counters and intervals of a device that is another one now. */
export async function forgetMemory(transaction: Writer, id: string): Promise<void> {
  await transaction.run('DELETE FROM device_memory WHERE device_id = ?', [id])
  await transaction.run('DELETE FROM device_settings WHERE device_id = ?', [id])
}

/** Ends the assignment of now and begins the next one: old events keep their resident. */
export async function assignDevice(
  transaction: Writer,
  id: string,
  residentId: string | null,
  now: Instant,
): Promise<void> {
  await transaction.run(
    'UPDATE device_assignments SET until_at = max(?, from_at) WHERE device_id = ? AND until_at IS NULL',
    [now, id],
  )
  if (residentId === null) return
  await insertRows(
    transaction,
    'device_assignments',
    ['device_id', 'resident_id', 'from_at'],
    [[id, residentId, now]],
  )
}
