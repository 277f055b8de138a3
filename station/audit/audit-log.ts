import type { RowSource } from '../store/row-source.ts'
import { insertRows } from '../store/insert.ts'
import type { Transaction } from '../store/write-queue.ts'
import { CHAIN_START } from '../../shared/domain/audit-entry.ts'
import { auditHash, type AuditContent } from './chain.ts'

const COLUMNS = ['at', 'actor_kind', 'actor_id', 'action', 'subject', 'data', 'previous_hash', 'hash']

/** Appends to the hash chain, inside the transaction of what it tells about. */
export class AuditLog {
  /** The head within a transaction that is still open; gone with it when it is rolled back. */
  readonly #heads = new WeakMap<Transaction, string>()

  private constructor(private head: string) {}

  static async load(manager: RowSource): Promise<AuditLog> {
    const rows: { hash: string }[] = await manager.query(
      'SELECT hash FROM audit_entries ORDER BY position DESC LIMIT 1',
    )
    return new AuditLog(rows[0]?.hash ?? CHAIN_START)
  }

  async append(transaction: Transaction, contents: readonly AuditContent[]): Promise<void> {
    let head = this.#heads.get(transaction) ?? this.head
    const rows = contents.map((content) => {
      const previous = head
      const dataText = JSON.stringify(content.data)
      head = auditHash(previous, content, dataText)
      const { at, actor, action, subject } = content
      return [at, actor.kind, actor.id, action, subject, dataText, previous, head]
    })
    await insertRows(transaction, 'audit_entries', COLUMNS, rows)
    const committed = head
    this.#heads.set(transaction, committed)
    transaction.afterCommit(() => {
      this.head = committed
    })
  }
}
