/** Changes that this node committed while those of lower numbers had not been told yet. */
import type { StoredChange } from '../transaction.ts'

/** Of the changes of one transaction, which follow on each other. */
export interface ChangeNumbers {
  readonly first: number
  readonly last: number
}

export interface Ahead extends ChangeNumbers {
  readonly changes: readonly StoredChange[]
  /** Monotonic milliseconds. */
  readonly since: number
}

/** More than a node has under way; beyond, the database is asked for them. */
const MOST_KEPT = 16

export class ToldAhead {
  readonly #byFirst = new Map<number, Ahead>()

  /** False: there is no room, and they are to be read from the database. */
  keep(changes: readonly StoredChange[], numbers: ChangeNumbers, since: number): boolean {
    if (this.#byFirst.size >= MOST_KEPT) return false
    this.#byFirst.set(numbers.first, { ...numbers, changes, since })
    return true
  }

  /** Those that follow on `position`, no longer kept; nothing where others come before. */
  takeAfter(position: number): Ahead | undefined {
    const next = this.#byFirst.get(position + 1)
    if (next !== undefined) this.#byFirst.delete(next.first)
    return next
  }

  /** All that are kept, in the order of their numbers. */
  list(): Ahead[] {
    return [...this.#byFirst.values()].sort((a, b) => a.first - b.first)
  }

  /** Everything up to here has been told, and what that cuts in two is read from there on. */
  forgetUpTo(position: number): void {
    for (const { first } of this.#byFirst.values()) {
      if (first <= position) this.#byFirst.delete(first)
    }
  }

  clear(): void {
    this.#byFirst.clear()
  }

  /** Since when the oldest waits for those before it; `undefined`: none does. */
  get since(): number | undefined {
    const [oldest] = this.#byFirst.values()
    return oldest?.since
  }
}
