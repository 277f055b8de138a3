/**
 * What rules over time have said, so that nothing is said twice. What stands is remembered for as long as it stands; what
 * is over for somewhat longer than a start looks back, so that a station that runs for years knows what one that has
 * just started does.
 */
import type { MonotonicMs } from '../../../shared/domain/time.ts'

const HOUR_MS = 60 * 60_000
/** A start reads two days; a clock that was set may bring back a morning of the day before. */
const KEPT_MS = 72 * HOUR_MS
const PRUNED_EVERY_MS = HOUR_MS

interface Said {
  /** Null where it was held back. */
  readonly alarmId: string | null
  /** When it was last known to stand, by the clock that does not jump. */
  readonly stoodAt: MonotonicMs
}

/** Keys are `rule episode`, of one resident. */
export class SaidBook {
  readonly #said = new Map<string, Map<string, Said>>()
  #prunedAt = -Infinity

  get size(): number {
    return [...this.#said.values()].reduce((sum, ofOne) => sum + ofOne.size, 0)
  }

  has(residentId: string, key: string): boolean {
    return this.#said.get(residentId)?.has(key) === true
  }

  alarmOf(residentId: string, key: string): string | null {
    return this.#said.get(residentId)?.get(key)?.alarmId ?? null
  }

  say(residentId: string, key: string, alarmId: string | null, now: MonotonicMs): void {
    const ofOne = this.#said.get(residentId) ?? new Map<string, Said>()
    this.#said.set(residentId, ofOne.set(key, { alarmId, stoodAt: now }))
  }

  forgetHeldBack(residentId: string): void {
    this.#forget(residentId, ({ alarmId }) => alarmId === null)
  }

  /** Each key by the name that `rename` gives it; the names that changed. */
  rename(residentId: string, rename: (key: string) => string): { before: string; after: string }[] {
    const names = [...(this.#said.get(residentId) ?? [])].map(([before, said]) => ({
      before,
      after: rename(before),
      said,
    }))
    if (names.every(({ before, after }) => before === after)) return []
    this.#said.set(residentId, new Map(names.map(({ after, said }) => [after, said])))
    return names.flatMap(({ before, after }) => (before === after ? [] : [{ before, after }]))
  }

  /** `standsOf`: what of a resident has been said and is not over. */
  prune(now: MonotonicMs, standsOf: (residentId: string) => ReadonlySet<string> | undefined): void {
    if (now - this.#prunedAt < PRUNED_EVERY_MS) return
    this.#prunedAt = now
    for (const [residentId, ofOne] of this.#said) {
      const stands = standsOf(residentId)
      for (const [key, said] of ofOne) if (stands?.has(key)) ofOne.set(key, { ...said, stoodAt: now })
      this.#forget(residentId, ({ stoodAt }) => now - stoodAt > KEPT_MS)
    }
  }

  #forget(residentId: string, isToForget: (said: Said) => boolean): void {
    const left = [...(this.#said.get(residentId) ?? [])].filter(([, said]) => !isToForget(said))
    if (left.length === 0) this.#said.delete(residentId)
    else this.#said.set(residentId, new Map(left))
  }
}
