/**
 * The open alarms in memory, the same as their committed rows: loaded at start, changed only after a commit.
 * The single writer and the folder's lock are what make that safe.
 */
import { isOpen, type Alarm, type Cause } from '../../shared/domain/alarm.ts'
import type { OpenAlarms } from './intake-decision.ts'
import { LoadBook } from './load-book.ts'
import { sourceKey, type Source } from './source.ts'

export class AlarmBook implements OpenAlarms {
  readonly #byId = new Map<string, Alarm>()
  readonly #bySource = new Map<string, string>()
  /** Ids of the open alarms of each resident who has any. */
  readonly #byResident = new Map<string, Set<string>>()

  constructor(
    open: Iterable<Alarm>,
    readonly load: LoadBook = new LoadBook(),
    /** Causes that are silent for a resident who is away. */
    readonly silencedFor: (residentId: string) => readonly Cause[] = () => [],
  ) {
    for (const alarm of open) this.#open(alarm)
  }

  get(alarmId: string): Alarm | undefined {
    return this.#byId.get(alarmId)
  }

  openFor(source: Source): Alarm | undefined {
    const id = this.#bySource.get(sourceKey(source))
    return id === undefined ? undefined : this.#byId.get(id)
  }

  *openOfResident(residentId: string): Iterable<Alarm> {
    for (const id of this.#byResident.get(residentId) ?? []) {
      const alarm = this.#byId.get(id)
      if (alarm !== undefined) yield alarm
    }
  }

  open(): Iterable<Alarm> {
    return this.#byId.values()
  }

  get size(): number {
    return this.#byId.size
  }

  /** The alarm as committed; a closed one leaves the book. */
  apply(alarm: Alarm): void {
    if (!isOpen(alarm)) this.#close(alarm)
    else {
      if (!this.#byId.has(alarm.id)) this.load.opened(alarm)
      this.#open(alarm)
    }
  }

  /** Open again after a mistake, as committed: no new alarm of a flood. */
  reopened(alarm: Alarm): void {
    if (isOpen(alarm)) this.#open(alarm)
  }

  #open(alarm: Alarm): void {
    const key = sourceKey(alarm)
    this.#byId.set(alarm.id, alarm)
    this.#hold(alarm)
    // A reopened alarm may meet another one of the same source: the newer one takes repeats, over a restart as well.
    const current = this.#byId.get(this.#bySource.get(key) ?? '')
    if (current === undefined || isNewer(alarm, current)) this.#bySource.set(key, alarm.id)
  }

  #close(alarm: Alarm): void {
    const key = sourceKey(alarm)
    this.#byId.delete(alarm.id)
    this.#letGo(alarm)
    if (this.#bySource.get(key) !== alarm.id) return
    this.#bySource.delete(key)
    for (const other of this.#byId.values()) if (sourceKey(other) === key) this.#open(other)
  }

  #hold({ id, residentId }: Alarm): void {
    if (residentId === null) return
    const own = this.#byResident.get(residentId)
    if (own === undefined) this.#byResident.set(residentId, new Set([id]))
    else own.add(id)
  }

  #letGo({ id, residentId }: Alarm): void {
    if (residentId === null) return
    const own = this.#byResident.get(residentId)
    own?.delete(id)
    if (own?.size === 0) this.#byResident.delete(residentId)
  }
}

/** Of two that opened at once, the one with the later id (UUIDv7). */
function isNewer(a: Alarm, b: Alarm): boolean {
  return a.openedAt === b.openedAt ? a.id > b.id : a.openedAt > b.openedAt
}
