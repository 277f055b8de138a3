/** When alarms could not be stored, and for how long: told by the store's health, kept for the alarm after it. */
import type { MonotonicMs } from '../../shared/domain/time.ts'
import type { StoreState } from '../store/store-health.ts'
import type { DatabaseFacts } from './station-conditions.ts'

export class DatabaseWatch implements DatabaseFacts {
  state: DatabaseFacts['state'] = 'ok'
  outage: DatabaseFacts['outage'] = null
  isDamaged = false
  #since: MonotonicMs = 0

  changed(state: StoreState, now: MonotonicMs): void {
    const before = this.state
    this.state = state
    if (before === 'ok') this.#since = now
    else if (state === 'ok') this.outage = { code: before, from: this.#since, until: now }
  }

  /** The check of the whole file found something: only a restore mends it. */
  damaged(): void {
    this.isDamaged = true
  }
}
