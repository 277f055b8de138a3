/**
 * Statements on the writing connection, prepared once and past TypeORM: what it adds to each trip to SQLite's
 * thread is a third of what a station waits for its answer.
 */
import type { DataSource } from 'typeorm'
import { connectionOf, type Database, type Statement } from './data-source.ts'

/** The intake has about ten; their number of rows makes a few more. */
const MOST_KEPT = 64

export class PreparedStatements {
  readonly #database: Database
  readonly #kept = new Map<string, Statement>()

  constructor(source: DataSource) {
    this.#database = connectionOf(source)
  }

  async all<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const statement = this.#kept.get(sql) ?? (await this.#prepare(sql))
    return new Promise((resolve, reject) => {
      statement.all(parameters, (error: Error | null, rows: Row[]) => {
        if (error === null) resolve(rows)
        else reject(error)
      })
    })
  }

  /** SQLite keeps a connection open while a statement of it is. */
  async finalize(): Promise<void> {
    const statements = [...this.#kept.values()]
    this.#kept.clear()
    const finalized = (statement: Statement): Promise<void> =>
      new Promise((resolve) => {
        statement.finalize(() => {
          resolve()
        })
      })
    await Promise.all(statements.map(finalized))
  }

  /** What cannot be prepared is never answered by the driver, so that is waited for first. */
  async #prepare(sql: string): Promise<Statement> {
    const statement = await new Promise<Statement>((resolve, reject) => {
      const prepared: Statement = this.#database.prepare(sql, (error: Error | null) => {
        if (error === null) resolve(prepared)
        else reject(error)
      })
    })
    const [oldest] = this.#kept
    if (oldest !== undefined && this.#kept.size >= MOST_KEPT) {
      this.#kept.delete(oldest[0])
      oldest[1].finalize()
    }
    this.#kept.set(sql, statement)
    return statement
  }
}
