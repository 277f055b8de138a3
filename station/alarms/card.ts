import type { AlarmCard } from '../../shared/api/board.ts'
import type { Alarm } from '../../shared/domain/alarm.ts'
import type { Registry } from '../devices/registry.ts'

/** An alarm as the board shows it: who, where, what, since when, who has it, and whether the centre has it. */
export function cardOf(alarm: Alarm, registry: Registry, delivery: AlarmCard['delivery']): AlarmCard {
  const resident = alarm.residentId === null ? undefined : registry.resident(alarm.residentId)
  const owner = alarm.ownerId
  return {
    alarmId: alarm.id,
    incidentId: alarm.incidentId,
    revision: alarm.revision,
    cause: alarm.cause,
    category: alarm.category,
    priority: alarm.priority,
    state: alarm.state,
    count: alarm.count,
    ringing: alarm.ringing,
    ringRevision: alarm.ringRevision,
    openedAt: alarm.openedAt,
    lastRangAt: alarm.lastRangAt,
    restoredAt: alarm.restoredAt,
    resident:
      resident === undefined
        ? null
        : {
            id: resident.id,
            name: resident.name,
            birthYear: resident.birth_year,
            address: resident.address,
            unit: resident.unit,
            floor: resident.floor,
          },
    deviceId: alarm.deviceId,
    placement: alarm.placement,
    ...(alarm.subject === undefined ? {} : { subject: alarm.subject }),
    ...(alarm.code === undefined ? {} : { code: alarm.code }),
    ...(alarm.figure === undefined ? {} : { figure: alarm.figure }),
    owner: owner === null ? null : registry.personOnAlarm(owner),
    outcome: alarm.outcome?.kind ?? null,
    delivery,
  }
}
