import type { ActionData, Alarm, AlarmAction } from '../../shared/domain/alarm.ts'
import { isoInstant, type Instant } from '../../shared/domain/time.ts'
import type { AlarmMessage } from '../../shared/wire/centre-messages.ts'

/** A message as stored: what is sent is this plus `sentAt`, so that repeats are the same in every other field. */
export type StoredMessage = Omit<AlarmMessage, 'sentAt'>

/**
 * What the centre is told of one step (contract: "Messages"). Ids only: free text stays in the building, so
 * `data` never carries `words`; how a resident is watched stays there too.
 */
export function messageOf(id: string, alarm: Alarm, action: AlarmAction, occurredAt: Instant): StoredMessage {
  return {
    id,
    alarmId: alarm.id,
    incidentId: alarm.incidentId,
    sequence: action.sequence,
    type: `alarm.${action.type}`,
    priority: alarm.priority,
    category: alarm.category,
    cause: alarm.cause,
    residentRef: alarm.residentId,
    deviceId: alarm.deviceId,
    placement: alarm.placement,
    occurredAt: isoInstant(occurredAt),
    data: { ...by(action), reason: action.reason, ...facts(action.data) },
  }
}

/** A person's id, here or at the centre; a rule is named in `ruleId`. */
function by({ actor }: AlarmAction): Record<string, unknown> {
  return actor.kind === 'person' || actor.kind === 'centre' ? { by: actor.id } : {}
}

function facts(data: ActionData): Record<string, unknown> {
  const { words: _words, seenRevision: _seen, watched: _watched, ...rest } = data
  return rest
}
