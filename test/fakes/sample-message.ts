/** What a station tells a care centre of a fall, as it crosses the wire. */
import type { AlarmMessage } from '../../shared/wire/centre-messages.ts'

export const FALL_MESSAGE = {
  id: 'm-1',
  alarmId: 'a-1',
  incidentId: 'i-1',
  sequence: 1,
  type: 'alarm.raised',
  priority: 'critical',
  category: 'care',
  cause: 'fall',
  residentRef: 'r-204',
  deviceId: 'radar-204-bath',
  placement: 'bathroom',
  occurredAt: '2026-11-21T03:40:18.123Z',
  sentAt: '2026-11-21T03:40:18.200Z',
  data: { count: 1, by: 'kari' },
} as const satisfies AlarmMessage
