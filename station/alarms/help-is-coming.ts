/** Whose call has just been taken by somebody, so that the device itself can say so. Asked after each commit. */
import type { ActionType, Alarm, Cause } from '../../shared/domain/alarm.ts'
import { isOpen } from '../../shared/domain/alarm.ts'

/** Calls of the person who wears it; a silent pendant that is looked after is none. */
const CALLS: ReadonlySet<Cause> = new Set(['fall', 'help-call'])
/** Not "on site": then somebody says it better than a sound. */
const TAKEN: ReadonlySet<ActionType> = new Set(['acknowledged', 'on-the-way'])

/** What is looked at of a committed step. */
export interface TakenCall {
  readonly type: ActionType
  readonly alarm: Pick<Alarm, 'id' | 'deviceId' | 'cause' | 'state' | 'ringRevision'>
}

export class HelpIsComing {
  /** By open alarm: the ring that was answered last, so that each is told once. */
  readonly #told = new Map<string, number>()

  /** Ids of the devices whose call these committed steps answered. */
  answered(steps: readonly TakenCall[]): readonly string[] {
    const devices = steps.flatMap(({ alarm, type }) => {
      if (!isOpen(alarm)) {
        this.#told.delete(alarm.id)
        return []
      }
      const isNew = this.#told.get(alarm.id) !== alarm.ringRevision
      if (alarm.deviceId === null || !CALLS.has(alarm.cause) || !TAKEN.has(type) || !isNew) return []
      this.#told.set(alarm.id, alarm.ringRevision)
      return [alarm.deviceId]
    })
    return [...new Set(devices)]
  }
}
