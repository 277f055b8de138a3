/** The ladder and the deadlines of the open alarms, as they are found at a start. */
import type { Alarm } from '../../shared/domain/alarm.ts'
import { DeadlineBook } from '../alarms/deadline-book.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../services.ts'
import { readLadder, waitingDeadlines, writeDeadlines } from '../store/deadline-rows.ts'
import type { RowSource } from '../store/row-source.ts'
import type { WriteQueue } from '../store/write-queue.ts'

export interface DeadlineSources {
  readonly reader: RowSource
  readonly writeQueue: WriteQueue
  readonly open: Iterable<Alarm>
  readonly clock: Clock
  readonly log: Log
}

export async function recoverDeadlines(sources: DeadlineSources): Promise<DeadlineBook> {
  const { reader, writeQueue, open, clock, log } = sources
  const book = new DeadlineBook(await readLadder(reader), clock)
  const rows = book.recover(open, await waitingDeadlines(reader))
  if (rows.length === 0) return book
  try {
    await writeQueue.run('alarm', (transaction) => writeDeadlines(transaction, rows))
  } catch (error) {
    // A full disk holds up no start: they are kept in memory, and the next start finds the same again.
    const reason = error instanceof Error ? error.name : 'unknown'
    log.error({ reason, rows: rows.length }, 'recovered deadlines could not be stored')
  }
  return book
}
