/**
 * The one writer. Every transaction of the station passes here, one at a time; alarm work overtakes routine
 * work that has not begun. TypeORM gives SQLite one shared connection whose overlapping transactions swallow
 * each other (style, pitfall 1), so nothing else in the program may write.
 */
import type { DataSource, EntityManager } from 'typeorm'
import type { SqlValue } from './insert.ts'
import { WriterConnection } from './sqlite.ts'
import { storeErrorOf, type StoreError } from './store-error.ts'

export type Lane = 'alarm' | 'routine'

export interface Transaction {
  /** TypeORM on the connection of this transaction; for reads and for what is not on the way of an alarm. */
  readonly manager: EntityManager
  /** One statement, prepared once and kept: the way of an alarm. */
  readonly run: (sql: string, values: readonly SqlValue[]) => Promise<void>
  /** Runs after the commit and before the next transaction begins, in the order given; never on a rollback. */
  readonly afterCommit: (effect: () => void) => void
}

/** Told after each transaction: `undefined` when it committed. Must not throw. */
export type WriteOutcomeListener = (error: StoreError | undefined) => void

export class WriteQueue {
  readonly #waiting: Record<Lane, (() => Promise<void>)[]> = { alarm: [], routine: [] }
  readonly #connection: WriterConnection
  #draining: Promise<void> | undefined
  #closed = false

  constructor(
    private readonly source: DataSource,
    private readonly onOutcome: WriteOutcomeListener,
    /** An effect threw: what is in memory is no longer what is committed, only a restart makes it so again. */
    private readonly onBrokenEffect: (error: unknown) => void = throwOutside,
  ) {
    this.#connection = new WriterConnection(source)
  }

  /** What `work` returns is committed and synced to disk when this resolves. @throws StoreError */
  run<T>(lane: Lane, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(storeErrorOf(new Error('the station is stopping')))
    return new Promise((resolve, reject) => {
      this.#waiting[lane].push(async () => {
        const outcome = await this.#perform(work)
        if (outcome.ok) resolve(outcome.result)
        else reject(outcome.error)
      })
      this.#draining ??= this.#drain()
    })
  }

  /** Goes through `work` without writing: statements are prepared and not run, effects are not performed. */
  async rehearse(work: (transaction: Transaction) => Promise<unknown>): Promise<void> {
    if (this.#closed) return
    // A statement prepared after the others were finalized would keep the database from closing.
    const prepare = (sql: string): Promise<void> =>
      this.#closed ? Promise.resolve() : this.#connection.prepare(sql)
    await work({ manager: this.source.manager, run: prepare, afterCommit: () => undefined })
  }

  /** Takes no more work and resolves when what was accepted is done. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#draining
    await this.#connection.finalize()
  }

  async #perform<T>(
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<{ ok: true; result: T } | { ok: false; error: StoreError }> {
    const effects: (() => void)[] = []
    const connection = this.#connection
    let result: T
    try {
      await connection.run('BEGIN IMMEDIATE')
      result = await work({
        manager: this.source.manager,
        run: (sql, values) => connection.run(sql, values),
        afterCommit: (effect) => effects.push(effect),
      })
      await connection.run('COMMIT')
    } catch (error) {
      await this.#rollback()
      const storeError = storeErrorOf(error)
      this.onOutcome(storeError)
      return { ok: false, error: storeError }
    }
    // Committed, whatever follows: called a failure it would be done, and told, a second time.
    this.onOutcome(undefined)
    for (const effect of effects) this.#performEffect(effect)
    return { ok: true, result }
  }

  #performEffect(effect: () => void): void {
    try {
      effect()
    } catch (error) {
      this.onBrokenEffect(error)
    }
  }

  /** SQLite has rolled back by itself after some errors (a full disk); saying it again is then refused. */
  async #rollback(): Promise<void> {
    await this.#connection.run('ROLLBACK').catch((error: unknown) => error)
  }

  async #drain(): Promise<void> {
    for (let job = this.#next(); job !== undefined; job = this.#next()) await job()
    this.#draining = undefined
  }

  #next(): (() => Promise<void>) | undefined {
    return this.#waiting.alarm.shift() ?? this.#waiting.routine.shift()
  }
}

/** A programming error: it ends the process, and the supervisor starts it again (crash-only). */
function throwOutside(error: unknown): void {
  queueMicrotask(() => {
    throw error
  })
}
