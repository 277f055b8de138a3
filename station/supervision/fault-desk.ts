/** Raises and ends the alarms that no device's event made, each in one transaction with its message. */
import { v7 as newId } from 'uuid'
import type { ActionData, Alarm, Actor } from '../../shared/domain/alarm.ts'
import type { AlarmStep } from '../../shared/domain/alarm-input.ts'
import { decideStep, raiseAlarm } from '../../shared/domain/alarm-lifecycle.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { TakenStep } from '../alarms/intake-decision.ts'
import { writeSteps } from '../alarms/alarm-writer.ts'
import type { DeskParts } from '../alarms/desk.ts'
import { SUPERVISED_CAUSES, type Condition, type FaultSource } from './condition.ts'
import type { OpenFault } from './decide-faults.ts'

export class FaultDesk {
  constructor(private readonly parts: DeskParts) {}

  /** The open alarms that supervision answers for. */
  open(): readonly OpenFault[] {
    const faults: OpenFault[] = []
    for (const { id, cause, category, subject = null, deviceId, residentId } of this.parts.book.open()) {
      const supervised = SUPERVISED_CAUSES.find((known) => known === cause)
      if (supervised === undefined || category !== 'technical') continue
      faults.push({ alarmId: id, cause: supervised, subject, deviceId, residentId })
    }
    return faults
  }

  alarmOf({ cause, subject, deviceId, residentId }: FaultSource): Alarm | undefined {
    const source = { cause, deviceId, residentId, category: 'technical' } as const
    return this.parts.book.openFor(subject === null ? source : { ...source, subject })
  }

  /** Nothing happens where an alarm of this very fault is open by now. @throws StoreError */
  async raise(condition: Condition): Promise<void> {
    const { cause, subject, deviceId, residentId, placement, priority, code, figure, incidentOf } = condition
    await this.#write((now) => {
      if (this.alarmOf(condition) !== undefined) return []
      const incident = incidentOf === undefined ? undefined : this.alarmOf(incidentOf)
      const opening = {
        id: newId(),
        incidentId: incident?.incidentId ?? newId(),
        residentId,
        deviceId,
        placement,
        ...(subject === null ? {} : { subject }),
        code,
        ...(figure === undefined ? {} : { figure }),
        cause,
        category: 'technical',
        priority,
      } as const
      return [raiseAlarm(opening, { kind: 'rule', id: cause }, factsOf(condition), now)]
    })
  }

  /** The condition is over: restored, then cancelled, unless somebody closed it meanwhile. @throws StoreError */
  async end({ alarmId, cause }: OpenFault): Promise<void> {
    const actor: Actor = { kind: 'rule', id: cause }
    await this.#write((now) => {
      const alarm = this.parts.book.get(alarmId)
      if (alarm === undefined) return []
      const restored = decideStep(alarm, { type: 'restored', actor, ended: cause }, now)
      if (!restored.ok) return []
      const cancelled = { type: 'cancelled', actor, reason: 'condition-ended' } as const
      return [restored, decideStep(restored.alarm, cancelled, now)]
    })
  }

  async #write(decide: (now: Instant) => readonly AlarmStep[]): Promise<void> {
    const { writeQueue, book, effects, clock } = this.parts
    await writeQueue.run('alarm', async (transaction) => {
      const steps: TakenStep[] = []
      for (const step of decide(clock.wall())) {
        if (!step.ok) throw new Error(`supervision: ${step.code}`)
        steps.push({ alarm: step.alarm, action: step.action, occurredAt: step.action.at })
      }
      const last = steps.at(-1)
      if (last === undefined) return
      const messages = await writeSteps(transaction, this.parts, steps)
      transaction.afterCommit(() => {
        book.apply(last.alarm)
        effects.alarmsChanged([last.alarm], messages, [])
      })
    })
  }
}

function factsOf({ cause, subject, code, figure, eventId }: Condition): ActionData {
  return {
    ruleId: cause,
    code,
    ...(subject === null ? {} : { subject }),
    ...(figure === undefined ? {} : { figure }),
    ...(eventId === undefined ? {} : { eventId }),
  }
}
