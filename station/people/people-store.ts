/** A change of people or sessions: one transaction with its audit entry, then everybody knows of it. */
import type { Actor } from '../../shared/domain/alarm.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { AuditContent } from '../audit/chain.ts'
import type { Clock } from '../clock.ts'
import type { Transaction, WriteQueue } from '../store/write-queue.ts'

export interface PeopleStoreParts {
  readonly writeQueue: WriteQueue
  readonly audit: AuditLog
  readonly clock: Clock
}

export interface Entry {
  readonly actor: Actor
  readonly action: string
  readonly subject: string
  readonly data?: AuditContent['data']
}

export class PeopleStore {
  constructor(private readonly parts: PeopleStoreParts) {}

  /** What `work` writes and the entry stand together or not at all. @throws StoreError */
  async write(entry: Entry, work?: (transaction: Transaction, now: Instant) => Promise<void>): Promise<void> {
    await this.writeAll([entry], work)
  }

  /** The same for what is more than one act, in this order. @throws StoreError */
  async writeAll(
    entries: readonly Entry[],
    work?: (transaction: Transaction, now: Instant) => Promise<void>,
  ): Promise<void> {
    const { writeQueue, audit, clock } = this.parts
    await writeQueue.run('routine', async (transaction) => {
      const at = clock.wall()
      await work?.(transaction, at)
      await audit.append(
        transaction,
        entries.map(({ actor, action, subject, data = {} }) => ({ at, actor, action, subject, data })),
      )
    })
  }

  /**
   * The same, where `isAllowed` says so of what stands in this very transaction; else nothing is written and it is false.
   * @throws StoreError
   */
  async writeIf(
    entry: Entry,
    isAllowed: (transaction: Transaction) => Promise<boolean>,
    work: (transaction: Transaction, now: Instant) => Promise<void>,
  ): Promise<boolean> {
    const { writeQueue, audit, clock } = this.parts
    const { actor, action, subject, data = {} } = entry
    return await writeQueue.run('routine', async (transaction) => {
      if (!(await isAllowed(transaction))) return false
      const at = clock.wall()
      await work(transaction, at)
      await audit.append(transaction, [{ at, actor, action, subject, data }])
      return true
    })
  }

  /** What is no act of anybody, such as the last sign of life of a session. */
  async writeSilently(work: (transaction: Transaction, now: Instant) => Promise<void>): Promise<void> {
    const { writeQueue, clock } = this.parts
    await writeQueue.run('routine', (transaction) => work(transaction, clock.wall()))
  }
}

export function person(id: string): Actor {
  return { kind: 'person', id }
}
