import type { Instant } from '../../shared/domain/time.ts'
import type { WriteQueue } from './write-queue.ts'

/** When each device was last heard, for the time after a restart; written now and then, in the routine lane. */
export async function writeHeard(
  writeQueue: WriteQueue,
  heardAt: ReadonlyMap<string, Instant>,
): Promise<void> {
  if (heardAt.size === 0) return
  await writeQueue.run('routine', async ({ manager }) => {
    await manager.query(
      `UPDATE devices SET last_heard_at = (SELECT value FROM json_each(?) WHERE key = devices.id)
       WHERE id IN (SELECT key FROM json_each(?))`,
      [JSON.stringify(Object.fromEntries(heardAt)), JSON.stringify(Object.fromEntries(heardAt))],
    )
  })
}
