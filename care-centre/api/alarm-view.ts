/** An alarm as it crosses the API: instants in words, the operator who has it by name. */
import type { AlarmView } from '../../shared/api/centre/alarms.ts'
import { isoInstant, type Instant } from '../../shared/domain/time.ts'
import type { CentreAlarm } from '../intake/centre-alarm.ts'
import type { Municipalities } from '../municipalities.ts'

export function alarmView(alarm: CentreAlarm, municipalities: Municipalities): AlarmView {
  const { receivedAt, ringingSince, answeredAt, takenBy, takenAt, code, ...rest } = alarm
  return {
    ...rest,
    ...(code === null ? {} : { code }),
    receivedAt: isoInstant(receivedAt),
    ringingSince: isoInstant(ringingSince),
    answeredAt: instantText(answeredAt),
    takenBy: takenBy === null ? null : operatorView(alarm.station, takenBy, municipalities),
    takenAt: instantText(takenAt),
  }
}

export function operatorView(station: string, id: string, municipalities: Municipalities) {
  return { id, name: municipalities.operatorName(municipalities.of(station), id) }
}

export function instantText(at: Instant | null): string | null {
  return at === null ? null : isoInstant(at)
}
