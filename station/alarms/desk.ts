/** What people do to alarms: read, ask the lifecycle, write in one transaction, then the effects. */
import { decideStep, type AlarmInput } from '../../shared/domain/alarm-lifecycle.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../clock.ts'
import type { AlarmDesk, DeskInput, DeskResult } from '../services.ts'
import { findAlarm } from '../store/alarm-rows.ts'
import type { Transaction, WriteQueue } from '../store/write-queue.ts'
import type { AlarmBook } from './alarm-book.ts'
import { writeSteps } from './alarm-writer.ts'
import type { AlarmEffects } from './effects.ts'

export interface DeskParts {
  readonly writeQueue: WriteQueue
  readonly book: AlarmBook
  readonly audit: AuditLog
  readonly effects: AlarmEffects
  readonly clock: Clock
}

export class Desk implements AlarmDesk {
  constructor(private readonly parts: DeskParts) {}

  take(alarmId: string, input: DeskInput): Promise<DeskResult> {
    return this.parts.writeQueue.run('alarm', (transaction) => this.takeWithin(transaction, alarmId, input))
  }

  /** The same inside a transaction that does more, such as noting a command of the centre as done. */
  async takeWithin(transaction: Transaction, alarmId: string, input: AlarmInput): Promise<DeskResult> {
    const { book, audit, effects, clock } = this.parts
    const alarm = book.get(alarmId) ?? (await findAlarm(transaction.manager, alarmId))
    if (alarm === undefined) return { ok: false, code: 'unknown-alarm', ownerId: null }
    const step = decideStep(alarm, input, clock.wall())
    if (!step.ok) return { ok: false, code: step.code, ownerId: alarm.ownerId }
    const messages = await writeSteps(transaction, audit, [
      { alarm: step.alarm, action: step.action, occurredAt: step.action.at },
    ])
    transaction.afterCommit(() => {
      book.apply(step.alarm)
      effects.alarmsChanged([step.alarm], messages, [])
    })
    return { ok: true, alarm: step.alarm }
  }
}
