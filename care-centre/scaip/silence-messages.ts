/** The alarm of a controller that has gone silent, and its end. Pure. */
import { isoInstant, type Instant } from '../../shared/domain/time.ts'
import type { AlarmMessage } from '../../shared/wire/centre-messages.ts'
import type { OpenAlarm } from './device-messages.ts'
import type { Pulse } from './silence.ts'

const PREFIX = 'silent-'

/**
 * Made of what was heard last, so that two nodes that notice it raise one alarm; `silentAt`: since when it counts as
 * silent.
 */
export function silentMessage({ cid, heardAt }: Pulse, silentAt: Instant): AlarmMessage {
  const id = `${PREFIX}${cid}-${String(heardAt)}`
  return {
    id,
    alarmId: id,
    incidentId: id,
    sequence: 1,
    type: 'alarm.raised',
    priority: 'medium',
    category: 'technical',
    cause: 'device-silent',
    residentRef: cid,
    deviceId: null,
    placement: null,
    occurredAt: isoInstant(silentAt),
    sentAt: isoInstant(silentAt),
    data: { origin: 'scaip', lastHeardAt: isoInstant(heardAt), count: 1 },
  }
}

export function isSilenceAlarm(id: string): boolean {
  return id.startsWith(PREFIX)
}

/** Whatever it says, it is heard again. */
export function heardAgain(
  open: readonly OpenAlarm[],
  cid: string,
  now: Instant,
  newId: () => string,
): AlarmMessage[] {
  return open
    .filter(({ id }) => isSilenceAlarm(id))
    .map(({ id, incident, sequence, priority, category, cause }) => ({
      id: newId(),
      alarmId: id,
      incidentId: incident,
      sequence: sequence + 1,
      type: 'alarm.cancelled',
      priority,
      category,
      cause,
      residentRef: cid,
      deviceId: null,
      placement: null,
      occurredAt: isoInstant(now),
      sentAt: isoInstant(now),
      data: { origin: 'scaip' },
    }))
}
