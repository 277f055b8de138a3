/** What people do to alarms: read, ask the lifecycle, write in one transaction, then the effects. */
import type { AlarmInput } from '../../shared/domain/alarm-input.ts'
import { decideStep } from '../../shared/domain/alarm-lifecycle.ts'
import { isOpen, type Actor, type Alarm } from '../../shared/domain/alarm.ts'
import { whyNotReopened, type Reopener, type ReopenRefusal } from '../../shared/domain/reopening.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { Clock } from '../clock.ts'
import type { Alongside, AlarmDesk, DeskInput, DeskResult, ShelveInput, TogetherInput } from '../services.ts'
import { findAlarm, findClosing } from '../store/alarm-rows.ts'
import type { Transaction, WriteQueue } from '../store/write-queue.ts'
import type { AlarmBook } from './alarm-book.ts'
import { writeSteps } from './alarm-writer.ts'
import type { DeadlineBook } from './deadline-book.ts'
import { CONDITION_ENDED, isOverOnShelf } from './due-steps.ts'
import type { AlarmEffects } from './effects.ts'
import type { TakenStep } from './intake-decision.ts'
import { latestShelfEnd } from './shelf-limits.ts'

export interface DeskParts {
  readonly writeQueue: WriteQueue
  readonly book: AlarmBook
  readonly audit: AuditLog
  readonly deadlines: DeadlineBook
  readonly effects: AlarmEffects
  readonly clock: Clock
}

export class Desk implements AlarmDesk {
  constructor(private readonly parts: DeskParts) {}

  take(alarmId: string, input: DeskInput): Promise<DeskResult> {
    return this.parts.writeQueue.run('alarm', (transaction) => this.takeWithin(transaction, alarmId, input))
  }

  takeTogether(alarmId: string, input: TogetherInput, alongside: readonly Alongside[]): Promise<DeskResult> {
    return this.parts.writeQueue.run('alarm', (transaction) =>
      this.#takeTogether(transaction, alarmId, input, alongside),
    )
  }

  reopen(alarmId: string, by: Reopener, alongside: readonly Alongside[]): Promise<DeskResult> {
    return this.parts.writeQueue.run('alarm', async (transaction) => {
      const theirs: Alongside[] = []
      for (const other of alongside) {
        if ((await this.#whyNotReopened(transaction, other.alarmId, by)) === undefined) theirs.push(other)
      }
      const refused = await this.#whyNotReopened(transaction, alarmId, by)
      if (refused !== undefined) return { ok: false, code: refused, ownerId: null }
      const actor = { kind: 'person', id: by.id } as const
      return this.#takeTogether(transaction, alarmId, { type: 'reopened', actor }, theirs)
    })
  }

  shelve(alarmId: string, input: ShelveInput): Promise<DeskResult> {
    const latest = this.latestShelfEnd()
    return this.parts.writeQueue.run('alarm', (transaction) =>
      this.takeWithin(transaction, alarmId, { ...input, latest }),
    )
  }

  unshelve(alarmId: string, actor: Actor): Promise<DeskResult> {
    const off = { type: 'unshelved', actor, reason: 'taken-off-shelf' } as const
    return this.parts.writeQueue.run('alarm', async (transaction) => {
      const alarm = await this.find(transaction, alarmId)
      const isOver = alarm !== undefined && isOverOnShelf(alarm)
      return this.takeWithin(transaction, alarmId, off, ...(isOver ? [CONDITION_ENDED] : []))
    })
  }

  latestShelfEnd(): Instant {
    return latestShelfEnd(this.parts.clock.wall())
  }

  /**
   * The same inside a transaction that does more, such as noting a command of the centre as done. Several inputs
   * follow each other: all of them apply or none does.
   */
  async takeWithin(
    transaction: Transaction,
    alarmId: string,
    ...inputs: readonly [AlarmInput, ...AlarmInput[]]
  ): Promise<DeskResult> {
    const { book, effects, clock } = this.parts
    const found = await this.find(transaction, alarmId)
    if (found === undefined) return { ok: false, code: 'unknown-alarm', ownerId: null }
    let alarm = found
    const steps: TakenStep[] = []
    for (const input of inputs) {
      const step = decideStep(alarm, input, clock.wall())
      if (!step.ok) return { ok: false, code: step.code, ownerId: found.ownerId }
      steps.push({ alarm: step.alarm, action: step.action, occurredAt: step.action.at })
      alarm = step.alarm
    }
    const messages = await writeSteps(transaction, this.parts, steps)
    transaction.afterCommit(() => {
      if (inputs.some(({ type }) => type === 'reopened')) book.reopened(alarm)
      else book.apply(alarm)
      if (inputs.some(({ actor }) => actor.kind !== 'rule')) book.load.personActed(alarm)
      effects.alarmsChanged([alarm], messages, [])
    })
    return { ok: true, alarm }
  }

  async #takeTogether(
    transaction: Transaction,
    alarmId: string,
    input: WholeInput,
    alongside: readonly Alongside[],
  ): Promise<DeskResult> {
    const alarm = await this.find(transaction, alarmId)
    const beside = await this.#beside(transaction, alarmId, alongside)
    if (alarm !== undefined && beside.some((other) => other.alarm.incidentId !== alarm.incidentId)) {
      return { ok: false, code: 'not-of-this-incident', ownerId: null }
    }
    const unclosed = input.type === 'resolved' ? this.#whyUnclosed(beside, input) : undefined
    if (unclosed !== undefined) return unclosed
    const result = await this.takeWithin(transaction, alarmId, input)
    if (!result.ok) return result
    // What does not apply to one beside it (somebody has it already) is no reason to refuse the key.
    for (const other of beside) await this.takeWithin(transaction, other.alarm.id, asSeen(input, other))
    return result
  }

  /** Asked in the transaction that would reopen it; what is not closed the lifecycle refuses. */
  async #whyNotReopened(
    transaction: Transaction,
    alarmId: string,
    by: Reopener,
  ): Promise<ReopenRefusal | undefined> {
    const alarm = await this.find(transaction, alarmId)
    if (alarm?.state !== 'resolved') return undefined
    const closing = await findClosing(transaction.manager, alarm)
    if (closing === undefined) throw new Error(`alarm ${alarmId} is resolved by nobody`)
    return whyNotReopened(alarm.category, closing, by, this.parts.clock.wall())
  }

  /** An incident is closed whole or not at all; what somebody has closed already keeps nobody from the rest. */
  #whyUnclosed(beside: readonly Beside[], input: WholeInput): DeskResult | undefined {
    for (const { alarm, seenRevision } of beside) {
      const step = decideStep(alarm, asSeen(input, { seenRevision }), this.parts.clock.wall())
      if (!step.ok && isOpen(alarm)) return { ok: false, code: step.code, ownerId: alarm.ownerId }
    }
    return undefined
  }

  /** Each once, whatever the client sends. */
  async #beside(
    transaction: Transaction,
    alarmId: string,
    alongside: readonly Alongside[],
  ): Promise<readonly Beside[]> {
    const seen = new Map(alongside.map((other) => [other.alarmId, other.seenRevision]))
    seen.delete(alarmId)
    const found: Beside[] = []
    for (const [id, seenRevision] of seen) {
      const alarm = await this.find(transaction, id)
      if (alarm !== undefined) found.push({ alarm, seenRevision })
    }
    return found
  }

  /** As it stands before this transaction; open or closed. */
  async find({ manager }: Transaction, alarmId: string): Promise<Alarm | undefined> {
    return this.parts.book.get(alarmId) ?? (await findAlarm(manager, alarmId))
  }
}

type WholeInput = TogetherInput | Extract<AlarmInput, { type: 'reopened' }>

interface Beside {
  readonly alarm: Alarm
  readonly seenRevision: number
}

/** The same step at an alarm beside, by what was seen of that one. */
function asSeen(input: WholeInput, { seenRevision }: Pick<Beside, 'seenRevision'>): WholeInput {
  return 'seenRevision' in input ? { ...input, seenRevision } : input
}
