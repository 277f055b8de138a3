/**
 * Hands what supervision found, and what of it is over, to the stages (`STAGES`), each in one transaction with its
 * message: it folds, is set aside, chatters and is held back by them like an event, and by nothing else.
 */
import { v7 as newId } from 'uuid'
import type { Alarm } from '../../shared/domain/alarm.ts'
import { decideStep } from '../../shared/domain/alarm-lifecycle.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { writeSteps } from '../alarms/alarm-writer.ts'
import type { DeskParts } from '../alarms/desk.ts'
import { faultFound } from '../alarms/fault-found.ts'
import { decideDue, type DueRule, type TakenStep } from '../alarms/intake-decision.ts'
import { sourceKey } from '../alarms/source.ts'
import { SUPERVISED_CAUSES, type Condition, type FaultSource } from './condition.ts'
import type { OpenFault } from './decide-faults.ts'

export class FaultDesk {
  /** Alarms that come and go too often to end each time: their condition is over at this moment. */
  readonly #restless = new Set<string>()

  /** What came and went too often before a start, and was over at the last word, is known as that. */
  constructor(private readonly parts: DeskParts) {
    for (const alarm of parts.book.open()) {
      if (alarm.chattering && this.#isCountedAsOver(alarm)) this.#restless.add(alarm.id)
    }
  }

  /** The open alarms that supervision answers for. */
  open(): readonly OpenFault[] {
    const { book } = this.parts
    const faults: OpenFault[] = []
    for (const alarm of book.open()) {
      const { id, cause, category, subject = null, deviceId, residentId } = alarm
      const supervised = SUPERVISED_CAUSES.find((known) => known === cause)
      if (supervised === undefined || category !== 'technical') continue
      const isOver = this.#isOver(alarm)
      faults.push({ alarmId: id, cause: supervised, subject, deviceId, residentId, isOver })
    }
    for (const id of this.#restless) if (book.get(id) === undefined) this.#restless.delete(id)
    return faults
  }

  alarmOf({ cause, subject, deviceId, residentId }: FaultSource): Alarm | undefined {
    const source = { cause, deviceId, residentId, category: 'technical' } as const
    return this.parts.book.openFor(subject === null ? source : { ...source, subject })
  }

  /** Nothing happens where an alarm of this very fault is open by now and tells of it. @throws StoreError */
  async raise(condition: Condition): Promise<void> {
    await this.#write((now) => {
      const open = this.alarmOf(condition)
      if (open !== undefined && !this.#isOver(open)) return undefined
      const { incidentOf: source, ...fault } = condition
      const incidentOf = source === undefined ? undefined : this.alarmOf(source)
      return this.#judged(
        faultFound('fault', { ...fault, ...(incidentOf === undefined ? {} : { incidentOf }) }, now),
        open,
      )
    })
  }

  /**
   * The condition is over: restored, then cancelled, unless somebody closed it meanwhile or has set it aside, or it
   * comes and goes too often. False where nothing is to be said. @throws StoreError
   */
  async end(fault: OpenFault): Promise<boolean> {
    // Asked before the write too: a shelf lasts for hours, and supervision looks each second.
    if (this.#endable(fault) === undefined) return false
    return this.#write((now) => {
      const alarm = this.#endable(fault)
      if (alarm === undefined) return undefined
      if (alarm.restoredAt === null) {
        const { placement, priority } = alarm
        return this.#judged(
          faultFound('restored', { ...fault, placement, priority, endsByItself: true }, now),
          alarm,
        )
      }
      const actor = { kind: 'rule', id: fault.cause } as const
      const step = decideStep(alarm, { type: 'cancelled', actor, reason: 'condition-ended' }, now)
      if (!step.ok) throw new Error(`supervision: ${step.code}`)
      return { steps: [{ alarm: step.alarm, action: step.action, occurredAt: now }] }
    })
  }

  /** Its open alarm, unless that is over and set aside, or too restless and the engine's to settle. */
  #endable(fault: FaultSource): Alarm | undefined {
    const alarm = this.alarmOf(fault)
    if (alarm === undefined) return undefined
    if (alarm.restoredAt !== null) return alarm.shelf === null ? alarm : undefined
    // Who acts on it begins its count anew: of what is not counted the engine settles nothing.
    const isLeft = this.#restless.has(alarm.id) && alarm.chattering && this.#isCountedAsOver(alarm)
    return isLeft ? undefined : alarm
  }

  #isCountedAsOver(alarm: Alarm): boolean {
    return this.parts.book.load.activityOf(sourceKey(alarm))?.isOn === false
  }

  #isOver({ id, restoredAt }: Alarm): boolean {
    return restoredAt !== null || this.#restless.has(id)
  }

  #judged(due: DueRule, open: Alarm | undefined): Judged {
    const { book } = this.parts
    const { steps, activity, decided } = decideDue(book, book.load, [due], newId)
    const heldBack = decided[0]?.heldBack ?? null
    if (heldBack === null || open === undefined) return { steps, activity }
    return { steps, activity, kept: { open, heldBack, isOver: due.occasion.kind === 'restored' } }
  }

  async #write(decide: (now: Instant) => Judged | undefined): Promise<boolean> {
    const { writeQueue, book, audit, effects, clock } = this.parts
    return writeQueue.run('alarm', async (transaction) => {
      const now = clock.wall()
      const judged = decide(now)
      if (judged === undefined) return false
      const { steps, activity, kept } = judged
      const messages = await writeSteps(transaction, this.parts, steps)
      // There is no event whose row could say why: the alarm's own entry does.
      if (kept !== undefined) {
        const actor = { kind: 'rule', id: kept.open.cause } as const
        const data = { reason: kept.heldBack, isOver: kept.isOver }
        await audit.append(transaction, [
          { at: now, actor, action: 'alarm.held-back', subject: kept.open.id, data },
        ])
      }
      transaction.afterCommit(() => {
        if (activity !== undefined) book.load.follow({ activity })
        if (kept?.isOver === true) this.#restless.add(kept.open.id)
        else if (kept !== undefined) this.#restless.delete(kept.open.id)
        const last = steps.at(-1)
        if (last === undefined) return
        this.#restless.delete(last.alarm.id)
        book.apply(last.alarm)
        effects.alarmsChanged([last.alarm], messages, [])
      })
      return steps.length > 0
    })
  }
}

/** What the stages made of one fault. */
interface Judged {
  readonly steps: readonly TakenStep[]
  readonly activity?: ReturnType<typeof decideDue>['activity']
  /** It changes nothing: its alarm comes and goes too often. */
  readonly kept?: {
    readonly open: Alarm
    readonly heldBack: NonNullable<ReturnType<typeof decideDue>['decided'][number]['heldBack']>
    readonly isOver: boolean
  }
}
