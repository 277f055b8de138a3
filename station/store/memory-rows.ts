/** What drivers remember of their devices over a restart. */
import type { DeviceMemory } from '../../device-drivers/protocol-driver.ts'
import { insertRows } from './insert.ts'
import type { RowSource } from './row-source.ts'
import type { Transaction } from './write-queue.ts'

export interface DeviceRemembers {
  readonly deviceId: string
  readonly memory: DeviceMemory
}

/** In the order given: a later value of the same key replaces an earlier one. */
export async function writeMemory(
  transaction: Pick<Transaction, 'run'>,
  remembered: readonly DeviceRemembers[],
): Promise<void> {
  const latest = new Map<string, readonly [string, string, string]>()
  for (const { deviceId, memory } of remembered) {
    for (const [key, value] of Object.entries(memory)) {
      latest.set(JSON.stringify([deviceId, key]), [deviceId, key, value])
    }
  }
  if (latest.size === 0) return
  await insertRows(
    transaction,
    'device_memory',
    ['device_id', 'key', 'value'],
    [...latest.values()],
    'ON CONFLICT (device_id, key) DO UPDATE SET value = excluded.value',
  )
}

export async function readMemory(reader: RowSource): Promise<ReadonlyMap<string, DeviceMemory>> {
  const rows: { device_id: string; key: string; value: string }[] = await reader.query(
    'SELECT device_id, key, value FROM device_memory',
  )
  const memory = new Map<string, Record<string, string>>()
  for (const { device_id: deviceId, key, value } of rows) {
    const ofDevice = memory.get(deviceId) ?? {}
    ofDevice[key] = value
    memory.set(deviceId, ofDevice)
  }
  return memory
}
