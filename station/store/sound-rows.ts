/** When a desk first sounded an alarm. */
import type { Instant } from '../../shared/domain/time.ts'
import type { RowSource } from './row-source.ts'
import type { Transaction } from './write-queue.ts'

/** The first word counts; of an alarm that does not exist nothing is kept. */
export async function writeFirstSounds(
  transaction: Transaction,
  alarmIds: readonly string[],
  at: Instant,
): Promise<void> {
  await transaction.run(
    `INSERT OR IGNORE INTO alarm_sounds (alarm_id, at)
     SELECT alarms.id, ? FROM json_each(?) AS told JOIN alarms ON alarms.id = told.value`,
    [at, JSON.stringify(alarmIds)],
  )
}

export async function readFirstSound(manager: RowSource, alarmId: string): Promise<Instant | null> {
  const rows: { at: number }[] = await manager.query('SELECT at FROM alarm_sounds WHERE alarm_id = ?', [
    alarmId,
  ])
  return rows[0]?.at ?? null
}
