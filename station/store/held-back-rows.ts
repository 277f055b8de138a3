import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import type { RowSource } from './row-source.ts'

/**
 * Levels of a device that stand and that no alarm knows of: told while it was suspended. A driver tells a level
 * once, so nobody would hear of it again.
 */
export async function readHeldBack(
  reader: RowSource,
  deviceId: string,
  kinds: readonly EventKind[],
): Promise<readonly { readonly kind: EventKind; readonly value: EventValue }[]> {
  const rows: { kind: EventKind; value: string }[] = await reader.query(
    `SELECT level.kind, level.value FROM json_each(?1) AS kinds
     JOIN device_events AS level ON level.position = (
       SELECT position FROM device_events
       WHERE device_id = ?2 AND kind = kinds.value ORDER BY position DESC LIMIT 1
     )
     WHERE level.alarm_id IS NULL AND level.value <> 'false' AND NOT EXISTS (
       SELECT 1 FROM device_events AS ended
       WHERE ended.device_id = ?2 AND ended.kind = 'restored'
         AND ended.position > level.position AND ended.value = json_quote(level.kind)
     )`,
    [JSON.stringify(kinds), deviceId],
  )
  return rows.map(({ kind, value }) => ({ kind, value: JSON.parse(value) as EventValue }))
}
