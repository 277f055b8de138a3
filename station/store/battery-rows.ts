import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { RowSource } from './row-source.ts'

/** What a device told of its battery, as stored; a `restored` is one whose value is `battery`. */
export interface BatteryRow {
  readonly id: string
  readonly deviceId: string
  readonly kind: EventKind
  readonly value: EventValue
  readonly receivedAt: Instant
}

/** Of each device the last `most` events of its battery, by index seeks; the oldest first. */
export async function readBatteryEvents(reader: RowSource, most: number): Promise<readonly BatteryRow[]> {
  const rows: { id: string; device_id: string; kind: EventKind; value: string; received_at: number }[] =
    await reader.query(
      `SELECT event.position, event.id, event.device_id, event.kind, event.value, event.received_at
       FROM devices JOIN device_events AS event ON event.position IN (
         SELECT position FROM device_events WHERE device_id = devices.id AND kind = 'battery'
         ORDER BY position DESC LIMIT ?
       )
       UNION ALL
       SELECT ended.position, ended.id, ended.device_id, ended.kind, ended.value, ended.received_at
       FROM devices JOIN device_events AS ended ON ended.position = (
         SELECT position FROM device_events
         WHERE device_id = devices.id AND kind = 'restored' AND value = '"battery"'
           AND position > (SELECT max(position) FROM device_events
             WHERE device_id = devices.id AND kind = 'battery')
         ORDER BY position DESC LIMIT 1
       )
       ORDER BY 1`,
      [most],
    )
  return rows.map(({ id, device_id: deviceId, kind, value, received_at: receivedAt }) => ({
    id,
    deviceId,
    kind,
    value: JSON.parse(value) as EventValue,
    receivedAt,
  }))
}
