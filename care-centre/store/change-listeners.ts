import type { ChangeListener, Changes, StoredChange } from './transaction.ts'

/** Who listens on this node. */
export class ChangeListeners implements Changes {
  readonly #listeners = new Set<ChangeListener>()

  listen(listener: ChangeListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Whether a change would be heard by anybody now. */
  get areHeard(): boolean {
    for (const { isHeard } of this.#listeners) if (isHeard?.() ?? true) return true
    return false
  }

  tell(changes: readonly StoredChange[]): void {
    for (const change of changes) {
      for (const listener of this.#listeners) listener.onChange(change)
    }
  }

  tellGap(): void {
    for (const listener of this.#listeners) listener.onGap()
  }
}
