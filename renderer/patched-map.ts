/**
 * A map of thousands that never changes, and of which a few entries differ from one to the next: the next one shares
 * what it has in common with the one before, and what differs is found without looking at the rest. Pure.
 */

/** So many differences are carried along before all entries are written anew. */
const PATCH_LIMIT = 128
const NO_PATCH: ReadonlyMap<string, never> = new Map<string, never>()

type Entry<Value> = readonly [key: string, value: Value]
type Patch<Value> = ReadonlyMap<string, Value | undefined>

interface Ground<Value> {
  readonly entries: ReadonlyMap<string, Value>
  readonly mark: symbol
  /** The mark of the one that this was made of, and what had changed on it until then. */
  readonly before: { readonly mark: symbol; readonly changed: readonly string[] } | null
}

/** Values are never undefined: that stands for an entry that is gone. */
export class PatchedMap<Value extends object> implements ReadonlyMap<string, Value> {
  readonly size: number
  readonly #ground: Ground<Value>
  readonly #patch: Patch<Value>

  private constructor(ground: Ground<Value>, patch: Patch<Value>, size: number) {
    this.#ground = ground
    this.#patch = patch
    this.size = size
  }

  static of<Value extends object>(entries: Iterable<Entry<Value>>): PatchedMap<Value> {
    const ground = new Map(entries)
    return new PatchedMap({ entries: ground, mark: Symbol(), before: null }, NO_PATCH, ground.size)
  }

  get(key: string): Value | undefined {
    return this.#patch.has(key) ? this.#patch.get(key) : this.#ground.entries.get(key)
  }

  has(key: string): boolean {
    return this.get(key) !== undefined
  }

  /** This map with some entries set, or taken away where their value is undefined. */
  with(changes: Iterable<Entry<Value | undefined>>): PatchedMap<Value> {
    const patch = new Map(this.#patch)
    let { size } = this
    for (const [key, value] of changes) {
      const was = patch.has(key) ? patch.get(key) : this.#ground.entries.get(key)
      size += Number(value !== undefined) - Number(was !== undefined)
      patch.set(key, value)
    }
    const next = new PatchedMap(this.#ground, patch, size)
    return patch.size <= PATCH_LIMIT ? next : next.#onNewGround()
  }

  /** Keys of which the values may differ from those of an earlier map; all keys of both where they share nothing. */
  changedSince(before: PatchedMap<Value>): ReadonlySet<string> {
    if (before.#ground === this.#ground) return new Set([...before.#patch.keys(), ...this.#patch.keys()])
    const older = this.#ground.before
    return older?.mark === before.#ground.mark
      ? new Set([...before.#patch.keys(), ...older.changed, ...this.#patch.keys()])
      : new Set([...before.keys(), ...this.keys()])
  }

  *entries(): Generator<[string, Value], undefined> {
    for (const [key, value] of this.#ground.entries) {
      if (!this.#patch.has(key)) yield [key, value]
    }
    for (const [key, value] of this.#patch) {
      if (value !== undefined) yield [key, value]
    }
    return undefined
  }

  *keys(): Generator<string, undefined> {
    for (const [key] of this.entries()) yield key
    return undefined
  }

  *values(): Generator<Value, undefined> {
    for (const [, value] of this.entries()) yield value
    return undefined
  }

  [Symbol.iterator](): Generator<[string, Value], undefined> {
    return this.entries()
  }

  forEach(act: (value: Value, key: string, map: ReadonlyMap<string, Value>) => void): void {
    for (const [key, value] of this) act(value, key, this)
  }

  #onNewGround(): PatchedMap<Value> {
    const before = { mark: this.#ground.mark, changed: [...this.#patch.keys()] }
    return new PatchedMap({ entries: new Map(this), mark: Symbol(), before }, NO_PATCH, this.size)
  }
}
