/**
 * The waiting deadlines in memory, the same as their committed rows: loaded at start, set in the transaction of the
 * step that causes them, changed only after its commit.
 */
import type { Alarm } from '../../shared/domain/alarm.ts'
import type { Instant, MonotonicMs } from '../../shared/domain/time.ts'
import type { Clock } from '../clock.ts'
import { writeDeadlines, type DeadlineRow } from '../store/deadline-rows.ts'
import type { Transaction } from '../store/write-queue.ts'
import {
  awaitingOwner,
  DEADLINE_KINDS,
  deadlinesAfter,
  dueDeadline,
  NO_DEADLINES,
  recoverDeadline,
  rewound,
  type Deadline,
  type DeadlineKind,
  type Deadlines,
  type Now,
} from './escalation.ts'
import type { TakenStep } from './intake-decision.ts'
import type { Ladder } from './ladder.ts'

export interface DueAlarm {
  readonly alarmId: string
  readonly kind: DeadlineKind
}

export class DeadlineBook {
  readonly #byAlarm = new Map<string, Deadlines>()
  #ladder: Ladder

  constructor(
    ladder: Ladder,
    private readonly clock: Clock,
  ) {
    this.#ladder = ladder
  }

  get ladder(): Ladder {
    return this.#ladder
  }

  of(alarmId: string): Deadlines {
    return this.#byAlarm.get(alarmId) ?? NO_DEADLINES
  }

  /** Alarms whose time is up, each once. */
  due(now: MonotonicMs): readonly DueAlarm[] {
    const found: DueAlarm[] = []
    for (const [alarmId, deadlines] of this.#byAlarm) {
      const due = dueDeadline(deadlines, now)
      if (due !== undefined) found.push({ alarmId, kind: due.kind })
    }
    return found
  }

  /** Sets and clears what these steps cause, in their transaction; `steps` of one alarm follow each other. */
  async write(transaction: Transaction, steps: readonly TakenStep[]): Promise<void> {
    const now = this.#now()
    const changed = new Map<string, Deadlines>()
    for (const { alarm, action } of steps) {
      const before = changed.get(alarm.id) ?? this.of(alarm.id)
      changed.set(alarm.id, deadlinesAfter(before, alarm, action, this.ladder, now))
    }
    await this.#store(transaction, changed, now)
  }

  /**
   * At a start: the stored deadlines of the open alarms, and one for each alarm that should have one and has none
   * (it was raised by a version that knew none, or the ladder was longer then). Returns the rows that are to be
   * written: until they are, the next start finds the same again.
   */
  recover(open: Iterable<Alarm>, stored: readonly DeadlineRow[]): readonly DeadlineRow[] {
    const now = this.#now()
    const rows = new Map<string, Deadlines>()
    const recovered = new Map<string, Deadlines>()
    const add = (to: Map<string, Deadlines>, alarmId: string, deadline: Deadline): unknown =>
      to.set(alarmId, { ...(to.get(alarmId) ?? NO_DEADLINES), [deadline.kind]: deadline })
    for (const { alarmId, deadline } of stored) {
      add(rows, alarmId, { ...deadline, dueMono: now.mono })
      add(recovered, alarmId, recoverDeadline(deadline, now))
    }
    // A row of an alarm that is not open any more has nothing to wait for.
    const after = new Map([...rows.keys()].map((alarmId) => [alarmId, NO_DEADLINES]))
    for (const alarm of open) {
      const before = recovered.get(alarm.id) ?? NO_DEADLINES
      after.set(alarm.id, deadlinesAfter(before, alarm, null, this.ladder, now))
    }
    this.#keep(after)
    return rowsOf(rows, after, now.wall)
  }

  /** After a jump of the clock on the wall: every deadline is as far away as it was, and its row says so. */
  async rewind(transaction: Transaction): Promise<void> {
    const now = this.#now()
    const moved = new Map<string, Deadlines>()
    for (const [alarmId, { answer, help }] of this.#byAlarm) {
      const move = (deadline: Deadline | null): Deadline | null =>
        deadline === null ? null : rewound(deadline, now)
      moved.set(alarmId, { answer: move(answer), help: move(help) })
    }
    await this.#store(transaction, moved, now)
  }

  /** Whoever is there with these has gone. */
  async awaitOwners(transaction: Transaction, alarms: Iterable<Alarm>): Promise<void> {
    const now = this.#now()
    const changed = new Map<string, Deadlines>()
    for (const alarm of alarms) changed.set(alarm.id, awaitingOwner(this.of(alarm.id), alarm, now))
    await this.#store(transaction, changed, now)
  }

  /** Another ladder from now on: what is open climbs on from where it stands, and nothing is put off by it. */
  async change(transaction: Transaction, ladder: Ladder, open: Iterable<Alarm>): Promise<void> {
    const now = this.#now()
    const changed = new Map<string, Deadlines>()
    for (const alarm of open) {
      changed.set(alarm.id, deadlinesAfter(this.of(alarm.id), alarm, null, ladder, now))
    }
    await this.#store(transaction, changed, now)
    transaction.afterCommit(() => {
      this.#ladder = ladder
    })
  }

  async #store(
    transaction: Transaction,
    changed: ReadonlyMap<string, Deadlines>,
    { wall }: Now,
  ): Promise<void> {
    const rows = rowsOf(this.#byAlarm, changed, wall)
    if (rows.length > 0) await writeDeadlines(transaction, rows)
    transaction.afterCommit(() => {
      this.#keep(changed)
    })
  }

  #keep(changed: ReadonlyMap<string, Deadlines>): void {
    for (const [alarmId, after] of changed) {
      if (after.answer === null && after.help === null) this.#byAlarm.delete(alarmId)
      else this.#byAlarm.set(alarmId, after)
    }
  }

  #now(): Now {
    return { wall: this.clock.wall(), mono: this.clock.mono() }
  }
}

/** What differs between what is stored and what is to be. */
function rowsOf(
  stored: ReadonlyMap<string, Deadlines>,
  changed: ReadonlyMap<string, Deadlines>,
  doneAt: Instant,
): readonly DeadlineRow[] {
  const rows: DeadlineRow[] = []
  for (const [alarmId, after] of changed) {
    const before = stored.get(alarmId) ?? NO_DEADLINES
    for (const kind of DEADLINE_KINDS) {
      const [old, next] = [before[kind], after[kind]]
      if (next !== null && !isSame(old, next)) rows.push({ alarmId, deadline: next, doneAt: null })
      if (next === null && old !== null) rows.push({ alarmId, deadline: old, doneAt })
    }
  }
  return rows
}

function isSame(old: Deadline | null, next: Deadline): boolean {
  return old?.dueAt === next.dueAt && old.level === next.level && old.spanMs === next.spanMs
}
