/** Where devices hang and hung: a word counts where it was said. */
import type { Instant } from '../../shared/domain/time.ts'

/** Of `event` by `device`, as both are named in the statement. */
export const PLACEMENT_OF_EVENT = `CASE WHEN EXISTS (
    SELECT 1 FROM former_placements AS former
    WHERE former.device_id = event.device_id AND former.last_event >= event.position
  ) THEN (
    SELECT former.placement FROM former_placements AS former
    WHERE former.device_id = event.device_id AND former.last_event >= event.position
    ORDER BY former.position LIMIT 1
  ) ELSE device.placement END`

/** To be called before the row of a device is given another placement; of one that never spoke there is nothing to keep. */
export async function keepFormerPlacement(
  run: (statement: string, values: readonly (string | number | null)[]) => Promise<unknown>,
  deviceId: string,
  placement: string | null,
  now: Instant,
): Promise<void> {
  await run(
    `INSERT INTO former_placements (device_id, placement, until_at, last_event)
     SELECT id, placement, ?, (SELECT coalesce(max(position), 0) FROM device_events)
     FROM devices WHERE id = ? AND placement IS NOT ?
       AND EXISTS (SELECT 1 FROM device_events WHERE device_id = devices.id)`,
    [now, deviceId, placement],
  )
}
