/** Who can be called, as the shifts tell it. Escalation asks at the moment it calls; nothing of it is kept. */
import type { CallGroup } from '../../shared/domain/call-group.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { Rung } from './ladder.ts'

export interface OnCall {
  /** Whether shifts are kept here at all: before somebody has begun one, "nobody on duty" says nothing. */
  readonly inUse: boolean
  /** Ids of those who are on duty for residents now: a technician's shift is nobody's answer to a fall. */
  onDuty(): readonly string[]
  /** Ids of those who may be called, in the order in which they are called. */
  onCall(): readonly string[]
}

/** A house where nobody has signed on yet: every level calls whoever is there. */
export const NO_SHIFTS: OnCall = { inUse: false, onDuty: () => [], onCall: () => [] }

/** What can be reached at this moment. */
export interface Reach {
  readonly shifts: OnCall
  readonly hasCentre: boolean
}

/** A rung and, of one that calls a person by name, that person. */
export interface Call {
  readonly level: number
  readonly calls: CallGroup
  readonly personId: string | null
}

/**
 * The next rung above `level` that reaches anybody; on the last one that same rung again. Calling nobody for a
 * minute would be a minute lost, so a rung without anybody is passed over at once.
 */
export function nextCall(rungs: readonly Rung[], level: number, reach: Reach): Call | undefined {
  const calls = rungs.map((rung) => callOf(rung, rungs, reach))
  const above = calls.find((call) => call !== undefined && call.level > level)
  const last = calls.findLast((call) => call !== undefined && call.level <= level)
  return above ?? last
}

/** The several `on-call` rungs of one ladder call the first, the second, the third of the order. */
function callOf(rung: Rung, rungs: readonly Rung[], { shifts, hasCentre }: Reach): Call | undefined {
  const { level, calls } = rung
  switch (calls) {
    case 'on-call': {
      const order = shifts.onCall()
      if (!shifts.inUse && order.length === 0) return { level, calls, personId: null }
      const place = rungs.filter((other) => other.calls === 'on-call' && other.level < level).length
      const personId = order[place]
      return personId === undefined ? undefined : { level, calls, personId }
    }
    case 'centre':
      return hasCentre ? { level, calls, personId: null } : undefined
    case 'on-duty':
    case 'everyone':
    case 'caregivers':
    case 'technicians':
    case 'handover':
      return { level, calls, personId: null }
    default:
      return assertNever(calls)
  }
}
