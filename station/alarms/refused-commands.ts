/**
 * Refused commands of the centre in the audit log: what was wanted, in whose name, and why it was not done. A flood of
 * forged ones fills no log: the first of a minute stand there one by one, the others as one entry with their number.
 */
import type { MonotonicMs } from '../../shared/domain/time.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../clock.ts'
import type { Transaction } from '../store/write-queue.ts'

/** Entries of their own in each minute. */
const MOST_A_MINUTE = 10
const MINUTE_MS = 60_000

export interface RefusedCommand {
  /** Null where not even the id could be read. */
  readonly id: string | null
  readonly code: string
  /** What it says of itself; absent where it could not be read. */
  readonly says?: { readonly type: string; readonly alarmId: string; readonly by: string }
}

export class RefusedCommands {
  #minuteFrom: MonotonicMs = Number.NEGATIVE_INFINITY
  #entries = 0
  #uncounted = 0

  constructor(
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** The minute is over in which more were refused than have an entry each. */
  get isDue(): boolean {
    return this.#uncounted > 0 && this.clock.mono() - this.#minuteFrom >= MINUTE_MS
  }

  /** Within the transaction that keeps the refusal, or in one of its own. */
  async note(transaction: Transaction, { id, code, says }: RefusedCommand): Promise<void> {
    if (this.isDue) await this.countOthers(transaction)
    const now = this.clock.mono()
    if (now - this.#minuteFrom >= MINUTE_MS) {
      this.#minuteFrom = now
      this.#entries = 0
    }
    if (this.#entries >= MOST_A_MINUTE) {
      this.#uncounted += 1
      return
    }
    this.#entries += 1
    const data = { code, command: id, ...(says === undefined ? {} : { type: says.type }) }
    await this.#append(transaction, says?.by ?? 'unknown', says?.alarmId ?? 'unknown', data)
  }

  async countOthers(transaction: Transaction): Promise<void> {
    const count = this.#uncounted
    await this.#append(transaction, 'unknown', 'several', { code: 'too-many', count })
    transaction.afterCommit(() => {
      this.#uncounted -= count
    })
  }

  async #append(
    transaction: Transaction,
    by: string,
    subject: string,
    data: Readonly<Record<string, string | number | null>>,
  ): Promise<void> {
    const actor = { kind: 'centre', id: by } as const
    await this.audit.append(transaction, [
      { at: this.clock.wall(), actor, action: 'command.refused', subject, data },
    ])
  }
}
