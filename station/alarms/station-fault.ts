/** An alarm that no device raised: the station itself found that something needs a technician. */
import { v7 as newId } from 'uuid'
import type { Cause } from '../../shared/domain/alarm.ts'
import { raiseAlarm } from '../../shared/domain/alarm-lifecycle.ts'
import { writeSteps } from './alarm-writer.ts'
import type { DeskParts } from './desk.ts'

/** Raises a technical alarm unless one of this cause is open already: one fault, one card. */
export async function raiseStationFault(parts: DeskParts, cause: Cause, ruleId: string): Promise<void> {
  const { writeQueue, book, effects, clock } = parts
  await writeQueue.run('alarm', async (transaction) => {
    const opening = {
      id: newId(),
      incidentId: newId(),
      residentId: null,
      deviceId: null,
      placement: null,
      cause,
      category: 'technical',
      priority: 'medium',
    } as const
    if (book.openFor(opening) !== undefined) return
    const step = raiseAlarm(opening, { kind: 'rule', id: ruleId }, { ruleId }, clock.wall())
    if (!step.ok) return
    const messages = await writeSteps(transaction, parts, [
      { alarm: step.alarm, action: step.action, occurredAt: step.action.at },
    ])
    transaction.afterCommit(() => {
      book.apply(step.alarm)
      effects.alarmsChanged([step.alarm], messages, [])
    })
  })
}
