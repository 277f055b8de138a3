/** SQLite's way to write: one transaction at a time on the one writing connection (style: pitfall 1). */
import type { DataSource } from 'typeorm'
import { PreparedStatements } from './prepared-statements.ts'
import type { StoredChange, Transaction, Writes } from './transaction.ts'

interface Job {
  readonly run: () => Promise<void>
}

export class WriteQueue implements Writes {
  readonly atOnce = 1
  readonly #statements: PreparedStatements
  readonly #onCommitted: (changes: readonly StoredChange[]) => void
  readonly #waiting: Job[] = []
  #draining = false
  #idle: Promise<void> = Promise.resolve()
  /** A transaction whose ROLLBACK failed; it must be ended before the next may begin. */
  #leftOpen = false

  constructor(source: DataSource, onCommitted: (changes: readonly StoredChange[]) => void) {
    this.#statements = new PreparedStatements(source)
    this.#onCommitted = onCommitted
  }

  run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ run: () => this.#transact(work).then(resolve, reject) })
      if (!this.#draining) this.#idle = this.#drain()
    })
  }

  /** Resolves when nothing waits and nothing runs. */
  async whenIdle(): Promise<void> {
    while (this.#draining) await this.#idle
  }

  /** The connection can be closed after this. */
  async close(): Promise<void> {
    await this.whenIdle()
    await this.#statements.finalize()
  }

  async #drain(): Promise<void> {
    this.#draining = true
    for (let job = this.#waiting.shift(); job !== undefined; job = this.#waiting.shift()) await job.run()
    this.#draining = false
  }

  async #transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    if (this.#leftOpen) await this.#rollback()
    const changes: StoredChange[] = []
    const result = await this.#committed(work, changes)
    this.#onCommitted(changes)
    return result
  }

  async #committed<T>(work: (transaction: Transaction) => Promise<T>, changes: StoredChange[]): Promise<T> {
    // IMMEDIATE: what is read here stays true until the commit, also beside another process.
    await this.#statements.all('BEGIN IMMEDIATE')
    try {
      const result = await work({
        dialect: 'sqlite',
        query: <Row>(sql: string, parameters: readonly unknown[] = []) =>
          this.#statements.all<Row>(sql, parameters),
        write: async (sql, parameters = []) => {
          await this.#statements.all(sql, parameters)
        },
        // The transaction itself keeps everybody out.
        lock: () => Promise.resolve(),
        announce: (change) => changes.push(change),
      })
      await this.#statements.all('COMMIT')
      return result
    } catch (error) {
      await this.#rollback().catch(() => {
        // The first error is the one to tell; the rollback is tried again before the next transaction.
        this.#leftOpen = true
      })
      throw error
    }
  }

  async #rollback(): Promise<void> {
    try {
      await this.#statements.all('ROLLBACK')
    } catch (error) {
      // SQLite ends the transaction by itself when the disk is full.
      if (!String(error).includes('no transaction is active')) throw error
    }
    this.#leftOpen = false
  }
}
