/** What people do to alarms: read, ask the lifecycle, write in one transaction, then the effects. */
import { decideStep, type AlarmInput } from '../../shared/domain/alarm-lifecycle.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { Clock } from '../clock.ts'
import type { Alongside, AlarmDesk, DeskInput, DeskResult, ShelveInput, TogetherInput } from '../services.ts'
import { findAlarm } from '../store/alarm-rows.ts'
import type { Transaction, WriteQueue } from '../store/write-queue.ts'
import type { AlarmBook } from './alarm-book.ts'
import { writeSteps } from './alarm-writer.ts'
import type { DeadlineBook } from './deadline-book.ts'
import type { AlarmEffects } from './effects.ts'
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
    return this.parts.writeQueue.run('alarm', async (transaction) => {
      const { book } = this.parts
      const beside = alongside.flatMap((other) => {
        const alarm = book.get(other.alarmId)
        return alarm === undefined ? [] : [{ ...other, alarm }]
      })
      const incidentId = book.get(alarmId)?.incidentId
      if (beside.some(({ alarm }) => alarm.incidentId !== incidentId)) {
        return { ok: false, code: 'not-of-this-incident', ownerId: null }
      }
      const result = await this.takeWithin(transaction, alarmId, input)
      if (!result.ok) return result
      // What does not apply to one beside it (somebody has it already) is no reason to refuse the key.
      for (const { alarm, seenRevision } of beside) {
        if (alarm.id !== alarmId) await this.takeWithin(transaction, alarm.id, { ...input, seenRevision })
      }
      return result
    })
  }

  shelve(alarmId: string, input: ShelveInput): Promise<DeskResult> {
    const latest = this.latestShelfEnd()
    return this.parts.writeQueue.run('alarm', (transaction) =>
      this.takeWithin(transaction, alarmId, { ...input, latest }),
    )
  }

  latestShelfEnd(): Instant {
    return latestShelfEnd(this.parts.clock.wall())
  }

  /** The same inside a transaction that does more, such as noting a command of the centre as done. */
  async takeWithin(transaction: Transaction, alarmId: string, input: AlarmInput): Promise<DeskResult> {
    const { book, effects, clock } = this.parts
    const alarm = book.get(alarmId) ?? (await findAlarm(transaction.manager, alarmId))
    if (alarm === undefined) return { ok: false, code: 'unknown-alarm', ownerId: null }
    const step = decideStep(alarm, input, clock.wall())
    if (!step.ok) return { ok: false, code: step.code, ownerId: alarm.ownerId }
    const messages = await writeSteps(transaction, this.parts, [
      { alarm: step.alarm, action: step.action, occurredAt: step.action.at },
    ])
    transaction.afterCommit(() => {
      book.apply(step.alarm)
      if (input.actor.kind !== 'rule') book.load.personActed(step.alarm)
      effects.alarmsChanged([step.alarm], messages, [])
    })
    return { ok: true, alarm: step.alarm }
  }
}
