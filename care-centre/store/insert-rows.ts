/** Many rows to a statement, as one JSON text that the database takes apart. */
import { documentOf } from './postgres/places.ts'
import type { Dialect, Transaction } from './transaction.ts'

/** Columns that hold whole numbers, which PostgreSQL is to be told; all others hold text. */
const NUMBERS: ReadonlySet<string> = new Set([
  'sequence',
  'open',
  'count',
  '"receivedAt"',
  '"ringingSince"',
  '"answeredAt"',
  '"lateSeconds"',
  '"clockOffSeconds"',
  '"takenAt"',
])

interface RowsToInsert {
  readonly table: string
  /** As in SQL, with commas between. */
  readonly columns: string
  /** `ON CONFLICT …`, or nothing. */
  readonly onConflict?: string
  /** One value for each column, in their order. */
  readonly rows: readonly (readonly unknown[])[]
}

/**
 * One text for any number of rows: prepared once, and one value to carry over. For SQLite that leaves the program's own
 * thread a seventh of what thousands of places cost it.
 */
export async function insertRows(transaction: Transaction, insert: RowsToInsert): Promise<void> {
  if (insert.rows.length === 0) return
  await transaction.write(insertStatement(transaction.dialect, insert), [documentOf(insert.rows)])
}

/** As `jsonb` the document is read once; as `json` it is read anew for every column, by both. */
const LINES: Readonly<Record<Dialect, string>> = {
  // With a condition, so that ON CONFLICT is not taken for one of a join.
  sqlite: 'FROM jsonb_each(jsonb(?)) AS line WHERE true',
  postgres: 'FROM jsonb_array_elements(CAST(? AS jsonb)) AS line(value)',
}

function insertStatement(dialect: Dialect, { table, columns, onConflict = '' }: RowsToInsert): string {
  const fields = columns.split(', ').map((column, at) => {
    const field = `line.value ->> ${String(at)}`
    return dialect === 'postgres' && NUMBERS.has(column) ? `CAST(${field} AS BIGINT)` : field
  })
  return `INSERT INTO ${table} (${columns}) SELECT ${fields.join(', ')} ${LINES[dialect]} ${onConflict}`
}

/** `name = excluded.name` for every column but those of the key. */
export function overwritten(columns: string, key: readonly string[]): string {
  return columns
    .split(', ')
    .filter((column) => !key.includes(column))
    .map((column) => `${column} = excluded.${column}`)
    .join(', ')
}
