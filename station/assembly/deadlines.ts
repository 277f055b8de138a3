/** The ladder and the deadlines of the open alarms, as they are found at a start. */
import type { Alarm } from '../../shared/domain/alarm.ts'
import { DeadlineBook } from '../alarms/deadline-book.ts'
import type { LadderPartName, WholeLadder } from '../alarms/ladder.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../services.ts'
import { readLadder, waitingDeadlines, writeDeadlines, writeRungs } from '../store/deadline-rows.ts'
import type { RowSource } from '../store/row-source.ts'
import type { WriteQueue } from '../store/write-queue.ts'

export interface DeadlineSources {
  readonly reader: RowSource
  readonly writeQueue: WriteQueue
  readonly open: Iterable<Alarm>
  readonly audit: AuditLog
  readonly clock: Clock
  readonly log: Log
}

export async function recoverDeadlines(sources: DeadlineSources): Promise<DeadlineBook> {
  const { reader, writeQueue, open, clock, log } = sources
  const found = await readLadder(reader)
  if (found.replaced.length > 0) await storeUsual(found, sources)
  const book = new DeadlineBook(found.ladder, clock)
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

/** What was stored is replaced for good, so that the log and the audit log say it once. */
async function storeUsual(
  { ladder, replaced }: WholeLadder,
  { writeQueue, audit, clock, log }: DeadlineSources,
): Promise<void> {
  log.warn(
    { parts: replaced.map(partName).join(', ') },
    'a stored ladder can not hold and is replaced by the usual one',
  )
  const actor = { kind: 'rule', id: 'escalation' } as const
  try {
    await writeQueue.run('routine', async (transaction) => {
      for (const { priority, category } of replaced) {
        await writeRungs(transaction, priority, category, ladder[priority][category])
      }
      const at = clock.wall()
      await audit.append(
        transaction,
        replaced.map(({ priority, category }) => ({
          at,
          actor,
          action: 'ladder.replaced',
          subject: 'station',
          data: { priority, category },
        })),
      )
    })
  } catch (error) {
    // A full disk holds up no start: the usual one is in effect, and the next start finds the same again.
    const reason = error instanceof Error ? error.name : 'unknown'
    log.error({ reason }, 'the usual ladder could not be stored')
  }
}

function partName({ priority, category }: LadderPartName): string {
  return `${priority} ${category}`
}
