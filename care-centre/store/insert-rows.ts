/** Many rows to a statement, in the way that each database takes them fastest. */
import { documentOf } from './postgres/places.ts'
import { places, type Transaction } from './transaction.ts'

/** With at most 26 columns far below SQLite's 32,766 places. */
const ROWS_PER_STATEMENT = 200

/** Columns that hold whole numbers; all others hold text. */
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

export async function insertRows(transaction: Transaction, insert: RowsToInsert): Promise<void> {
  if (insert.rows.length === 0) return
  switch (transaction.dialect) {
    case 'sqlite':
      for (let at = 0; at < insert.rows.length; at += ROWS_PER_STATEMENT) {
        const part = insert.rows.slice(at, at + ROWS_PER_STATEMENT)
        await transaction.write(valuesStatement(insert, part.length), part.flat())
      }
      return
    case 'postgres':
      // One text for any number of rows: prepared once, and one value to carry over. As `jsonb` it is read once; `json`
      // is read anew for every column, which takes the database five times as long.
      await transaction.write(documentStatement(insert), [documentOf(insert.rows)])
      return
  }
}

function valuesStatement({ table, columns, onConflict = '' }: RowsToInsert, rows: number): string {
  const row = `(${places(columns.split(', ').length)})`
  const values = Array.from({ length: rows }, () => row).join(', ')
  return `INSERT INTO ${table} (${columns}) VALUES ${values} ${onConflict}`
}

function documentStatement({ table, columns, onConflict = '' }: RowsToInsert): string {
  const fields = columns.split(', ').map((column, at) => {
    const field = `line.value ->> ${String(at)}`
    return NUMBERS.has(column) ? `CAST(${field} AS BIGINT)` : field
  })
  return `INSERT INTO ${table} (${columns})
    SELECT ${fields.join(', ')} FROM jsonb_array_elements(CAST(? AS jsonb)) AS line(value) ${onConflict}`
}

/** `name = excluded.name` for every column but those of the key. */
export function overwritten(columns: string, key: readonly string[]): string {
  return columns
    .split(', ')
    .filter((column) => !key.includes(column))
    .map((column) => `${column} = excluded.${column}`)
    .join(', ')
}
