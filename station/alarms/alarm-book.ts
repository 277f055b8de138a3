/**
 * The open alarms in memory, the same as their committed rows: loaded at start, changed only after a commit.
 * The single writer and the folder's lock are what make that safe.
 */
import { isOpen, type Alarm } from '../../shared/domain/alarm.ts'
import { sourceKey, type OpenAlarms, type Source } from './intake-decision.ts'

export class AlarmBook implements OpenAlarms {
  readonly #byId = new Map<string, Alarm>()
  readonly #bySource = new Map<string, string>()

  constructor(open: Iterable<Alarm>) {
    for (const alarm of open) this.apply(alarm)
  }

  get(alarmId: string): Alarm | undefined {
    return this.#byId.get(alarmId)
  }

  openFor(source: Source): Alarm | undefined {
    const id = this.#bySource.get(sourceKey(source))
    return id === undefined ? undefined : this.#byId.get(id)
  }

  open(): Iterable<Alarm> {
    return this.#byId.values()
  }

  get size(): number {
    return this.#byId.size
  }

  /** The alarm as committed; a closed one leaves the book. */
  apply(alarm: Alarm): void {
    const key = sourceKey(alarm)
    if (isOpen(alarm)) {
      this.#byId.set(alarm.id, alarm)
      // A reopened alarm may meet a newer one of the same source: the newer one keeps taking repeats.
      const current = this.#bySource.get(key)
      if (current === undefined || !this.#byId.has(current)) this.#bySource.set(key, alarm.id)
      return
    }
    this.#byId.delete(alarm.id)
    if (this.#bySource.get(key) !== alarm.id) return
    this.#bySource.delete(key)
    const other = [...this.#byId.values()].findLast((open) => sourceKey(open) === key)
    if (other !== undefined) this.#bySource.set(key, other.id)
  }
}
