/** How the care centre writes and reads, whichever database it stands on (docs/adr/0020-two-databases.md). */
import type { DataSource } from 'typeorm'

export type Dialect = 'sqlite' | 'postgres'

/** SQL whose places are `?`, filled in order; names with a capital letter stand in double quotes. */
export type Query = <Row>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>

/** What listeners on every node are told after the commit; `data` is what JSON can hold. */
export interface StoredChange {
  readonly type: string
  readonly station: string
  readonly data: unknown
}

/** SQL within the open transaction. */
export interface Transaction {
  readonly dialect: Dialect
  readonly query: Query
  /**
   * A statement whose answer nobody needs. It may resolve before the database has answered: where it fails, the
   * transaction does.
   */
  readonly write: (sql: string, parameters?: readonly unknown[]) => Promise<void>
  /**
   * Waits until no other node works on these stations, and keeps them until the end. Called once, before anything of
   * them is read: a second call could wait for somebody who waits for the first.
   */
  readonly lock: (stations: readonly string[]) => Promise<void>
  readonly announce: (change: StoredChange) => void
}

export interface Writes {
  /** Transactions that make sense side by side; more of them wait. */
  readonly atOnce: number
  /**
   * What `work` wrote is on the disk when this resolves; when it rejects, nothing of it is (but where the connection
   * broke at the very commit, which nobody can know). `work` may be run again: it does nothing but SQL and `announce`.
   */
  run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>
}

/** What is committed, and only that. */
export interface Reading {
  readonly dialect: Dialect
  readonly source: DataSource
  readonly query: Query
}

export interface ChangeListener {
  /** In one order on all nodes. */
  readonly onChange: (change: StoredChange) => void
  /** Something may have been missed: whoever shows a list reads it again. */
  readonly onGap: () => void
  /**
   * False: nobody would hear a change now, and a node need not read those of others. Asked each time; who comes hears
   * everything that is committed from then on. Default: always.
   */
  readonly isHeard?: () => boolean
}

export interface Changes {
  /** Gives the end of the listening. */
  listen(listener: ChangeListener): () => void
}

/** `?, ?, ?`: for a list of so many values. */
export function places(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ')
}

/** Steps that need nothing of each other; PostgreSQL is told all of them before it answers the first, in their order. */
export async function together(
  transaction: Transaction,
  steps: readonly (() => Promise<unknown>)[],
): Promise<void> {
  if (transaction.dialect === 'postgres') {
    await Promise.all(steps.map((step) => step()))
    return
  }
  for (const step of steps) await step()
}
