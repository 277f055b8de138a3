import type { Transaction } from './write-queue.ts'

export type SqlValue = string | number | null

/** SQLite takes 32,766 parameters in a statement; rows beyond that go into the next one. */
const MOST_PARAMETERS = 30_000

/**
 * Inserts many rows with one statement: each statement is a trip to the database's thread, and trips are
 * what a burst of falls would wait for. Column names come from our own code, values are bound.
 */
export async function insertRows(
  transaction: Pick<Transaction, 'run'>,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
  conflict = '',
): Promise<void> {
  const perStatement = Math.floor(MOST_PARAMETERS / columns.length)
  const placeholders = `(${columns.map(() => '?').join(',')})`
  for (let start = 0; start < rows.length; start += perStatement) {
    const part = rows.slice(start, start + perStatement)
    const values = part.map(() => placeholders).join(',')
    await transaction.run(
      `INSERT INTO ${table} (${columns.join(',')}) VALUES ${values} ${conflict}`,
      part.flat(),
    )
  }
}
