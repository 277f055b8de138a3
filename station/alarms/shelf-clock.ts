/**
 * When each shelf is over by the clock that does not jump. The row says it by the clock on the wall: after a start
 * that counts, and never for longer than a shelf may last.
 */
import type { Alarm } from '../../shared/domain/alarm.ts'
import type { Instant, MonotonicMs } from '../../shared/domain/time.ts'
import type { Clock } from '../clock.ts'
import { BY_DAY_MS } from './shelf-limits.ts'

export class ShelfClock {
  readonly #due = new Map<string, { readonly until: Instant; readonly at: MonotonicMs }>()

  constructor(private readonly clock: Clock) {}

  /** Sees each shelf as soon as it is there; forgets those that are gone. */
  follow(open: Iterable<Alarm>): void {
    const gone = new Set(this.#due.keys())
    for (const { id, shelf } of open) {
      if (shelf === null) continue
      gone.delete(id)
      if (this.#due.get(id)?.until === shelf.until) continue
      const leftMs = Math.min(Math.max(0, shelf.until - this.clock.wall()), BY_DAY_MS)
      this.#due.set(id, { until: shelf.until, at: this.clock.mono() + leftMs })
    }
    for (const id of gone) this.#due.delete(id)
  }

  isOver({ id, shelf }: Alarm): boolean {
    const due = this.#due.get(id)
    return shelf !== null && due?.until === shelf.until && due.at <= this.clock.mono()
  }
}
