import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import type { RowSource } from './row-source.ts'

/** The last value of each kind and device; `false` where it was restored after that. */
export type LevelsByDevice = ReadonlyMap<string, ReadonlyMap<EventKind, EventValue>>

/**
 * One statement of index seeks for a whole house: a restart with five hundred devices must not wait for
 * thousands of trips to the database's thread. `restored` is looked for from the level onwards only, or a kind
 * that never ends would be searched in all its years.
 */
const LAST_LEVELS = `
  SELECT level.device_id, level.kind, level.value, EXISTS (
    SELECT 1 FROM device_events AS ended
    WHERE ended.device_id = level.device_id AND ended.kind = 'restored'
      AND ended.position > level.position AND ended.value = json_quote(level.kind)
  ) AS is_over
  FROM devices JOIN json_each(?) AS kinds
  JOIN device_events AS level ON level.position = (
    SELECT position FROM device_events
    WHERE device_id = devices.id AND kind = kinds.value ORDER BY position DESC LIMIT 1
  )`

export async function readLastLevels(
  reader: RowSource,
  kinds: readonly EventKind[],
): Promise<LevelsByDevice> {
  const rows: { device_id: string; kind: EventKind; value: string; is_over: number }[] = await reader.query(
    LAST_LEVELS,
    [JSON.stringify(kinds)],
  )
  const levels = new Map<string, Map<EventKind, EventValue>>()
  for (const { device_id: deviceId, kind, value, is_over: isOver } of rows) {
    const ofDevice = levels.get(deviceId) ?? new Map<EventKind, EventValue>()
    ofDevice.set(kind, isOver === 1 ? false : (JSON.parse(value) as EventValue))
    levels.set(deviceId, ofDevice)
  }
  return levels
}
