/** Signal over time and settings as read back, as rows. */
import { z } from 'zod'
import type { Instant } from '../../shared/domain/time.ts'
import { insertRows } from './insert.ts'
import type { RowSource } from './row-source.ts'
import type { Transaction } from './write-queue.ts'

const KEPT_MS = 92 * 24 * 3_600_000

export interface SignalSample {
  readonly deviceId: string
  readonly at: Instant
  readonly dbm: number
}

/** Samples of more than three months ago go. */
export async function writeSignals(
  transaction: Pick<Transaction, 'run'>,
  samples: readonly SignalSample[],
  now: Instant,
): Promise<void> {
  const rows = samples.map(({ deviceId, at, dbm }) => [deviceId, at, dbm])
  await insertRows(
    transaction,
    'device_readings',
    ['device_id', 'at', 'signal'],
    rows,
    'ON CONFLICT DO NOTHING',
  )
  for (const { deviceId } of samples) {
    await transaction.run('DELETE FROM device_readings WHERE device_id = ? AND at < ?', [
      deviceId,
      now - KEPT_MS,
    ])
  }
}

/** The last sample of each device. */
export async function readLastSignals(reader: RowSource): Promise<readonly SignalSample[]> {
  return await reader.query(
    `SELECT devices.id AS deviceId, device_readings.at, device_readings.signal AS dbm
     FROM devices JOIN device_readings ON device_readings.device_id = devices.id
       AND device_readings.at = (SELECT max(at) FROM device_readings WHERE device_id = devices.id)`,
  )
}

const SettingRowSchema = z.object({
  device_id: z.string(),
  name: z.string(),
  value: z.string(),
  read_at: z.number(),
})
const SettingValueSchema = z.union([z.string(), z.number(), z.boolean()])

export interface ReadSetting {
  readonly deviceId: string
  readonly name: string
  readonly value: z.infer<typeof SettingValueSchema>
  readonly readAt: Instant
}

export async function writeReadSettings(
  transaction: Pick<Transaction, 'run'>,
  settings: readonly ReadSetting[],
): Promise<void> {
  await insertRows(
    transaction,
    'device_settings',
    ['device_id', 'name', 'value', 'read_at'],
    settings.map(({ deviceId, name, value, readAt }) => [deviceId, name, JSON.stringify(value), readAt]),
    'ON CONFLICT (device_id, name) DO UPDATE SET value = excluded.value, read_at = excluded.read_at',
  )
}

export async function readSettingsRead(reader: RowSource): Promise<readonly ReadSetting[]> {
  const rows: unknown[] = await reader.query('SELECT device_id, name, value, read_at FROM device_settings')
  return rows.map((row) => {
    const parsed = SettingRowSchema.parse(row)
    return {
      deviceId: parsed.device_id,
      name: parsed.name,
      value: SettingValueSchema.parse(JSON.parse(parsed.value)),
      readAt: parsed.read_at,
    }
  })
}
