/** An alarm that no device raised: the station itself found that something needs a technician. */
import { v7 as newId } from 'uuid'
import type { Alarm, Cause } from '../../shared/domain/alarm.ts'
import { writeSteps } from './alarm-writer.ts'
import type { DeskParts } from './desk.ts'
import { faultFound } from './fault-found.ts'
import { decideDue } from './intake-decision.ts'

/** Raises a technical alarm unless one of this cause is open already: one fault, one card. */
export async function raiseStationFault(parts: DeskParts, cause: Cause, ruleId: string): Promise<void> {
  const { writeQueue, book, effects, clock } = parts
  const ofStation = { cause, subject: null, deviceId: null, residentId: null, placement: null } as const
  const fault = { ...ofStation, ruleId, priority: 'medium', endsByItself: false } as const
  await writeQueue.run('alarm', async (transaction) => {
    const source = { cause, deviceId: null, residentId: null, category: 'technical' } as const
    if (book.openFor(source) !== undefined) return
    const plan = decideDue(book, book.load, [faultFound('fault', fault, clock.wall())], newId)
    const messages = await writeSteps(transaction, parts, plan.steps)
    transaction.afterCommit(() => {
      const alarms = new Map<string, Alarm>(plan.steps.map(({ alarm }) => [alarm.id, alarm]))
      for (const alarm of alarms.values()) book.apply(alarm)
      book.load.follow(plan)
      effects.alarmsChanged([...alarms.values()], messages, [])
    })
  })
}
