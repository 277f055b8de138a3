/** From the one way of writing statements to PostgreSQL's: `?` becomes `$1`, `$2`, … */

/** Texts are few; those that differ by a number of places are kept up to here, and prepared. */
const MOST_KEPT = 200

interface Prepared {
  /** Under which the server keeps it; left out where it is not worth keeping. */
  readonly name?: string
  readonly text: string
}

export class PreparedTexts {
  readonly #kept = new Map<string, Prepared>()

  of(sql: string): Prepared {
    const known = this.#kept.get(sql)
    if (known !== undefined) return known
    const text = numbered(sql)
    if (this.#kept.size >= MOST_KEPT) return { text }
    const prepared = { name: `s${String(this.#kept.size + 1)}`, text }
    this.#kept.set(sql, prepared)
    return prepared
  }
}

export function numbered(sql: string): string {
  let count = 0
  return sql.replaceAll('?', () => `$${String((count += 1))}`)
}

/** PostgreSQL's text holds every character but NUL, which some device may put into a word: shown as unreadable. */
export function storable(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value
}

/** How JSON writes what the databases’ texts cannot hold: NUL, and half of a pair, which a cut may leave. */
const ODD = /\\u(0000|d[89a-f])/

/** Rows as one JSON text that either database can take apart. */
export function documentOf(rows: readonly (readonly unknown[])[]): string {
  const text = JSON.stringify(rows)
  if (!ODD.test(text)) return text
  const whole = (value: unknown): unknown =>
    typeof value === 'string'
      ? value.replaceAll(/\p{Surrogate}/gu, '\uFFFD').replaceAll('\0', '\uFFFD')
      : value
  return JSON.stringify(rows.map((row) => row.map(whole)))
}
