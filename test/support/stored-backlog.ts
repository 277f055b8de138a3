/** What waits for the centre after a night without a line, put into the database of a station that does not run. */
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { priorityRank, type Priority } from '../../shared/domain/priority.ts'
import { isoInstant } from '../../shared/domain/time.ts'
import type { StoredMessage } from '../../station/sync/alarm-message.ts'
import { DATABASE_FILE } from '../../station/store/open-store.ts'
import { openWriter } from '../../station/store/sqlite.ts'

const ROWS_AT_ONCE = 1_000

export interface Backlog {
  readonly count: number
  readonly priority: Priority
  readonly deviceId: string
}

/** One alarm for each message, all closed, so that a board has nothing to show of them. */
export async function storeBacklog(data: string, { count, priority, deviceId }: Backlog): Promise<void> {
  const source = await openWriter(join(data, DATABASE_FILE))
  try {
    const at = Date.now() - 3_600_000
    for (let done = 0; done < count; done += ROWS_AT_ONCE) {
      const messages = Array.from({ length: Math.min(ROWS_AT_ONCE, count - done) }, (_, place) =>
        batteryLow(at + done + place, priority, deviceId),
      )
      const rows = JSON.stringify(messages)
      await source.query(INSERT_ALARMS, [rows, at])
      await source.query(INSERT_MESSAGES, [rows, at, priorityRank(priority)])
    }
  } finally {
    await source.destroy()
  }
}

function batteryLow(at: number, priority: Priority, deviceId: string): StoredMessage {
  return {
    id: newId(),
    alarmId: newId(),
    incidentId: newId(),
    sequence: 1,
    type: 'alarm.raised',
    priority,
    category: 'technical',
    cause: 'battery',
    residentRef: null,
    deviceId,
    placement: 'bathroom',
    occurredAt: isoInstant(at),
    data: { count: 1 },
  }
}

const field = (name: string): string => `value ->> '${name}'`

const INSERT_ALARMS = `
  INSERT INTO alarms (id, incident_id, device_id, placement, cause, category, priority, state, count, opened_at,
    last_rang_at, ring_revision, ringing, revision)
  SELECT ${['alarmId', 'incidentId', 'deviceId', 'placement', 'cause', 'category', 'priority'].map(field).join(', ')},
    'resolved', 1, ?2, ?2, 1, 0, 1 FROM json_each(?1)`

const INSERT_MESSAGES = `
  INSERT INTO outbox_messages (id, alarm_id, sequence, type, priority, priority_rank, body, created_at)
  SELECT ${['id', 'alarmId', 'sequence', 'type', 'priority'].map(field).join(', ')}, ?3, value, ?2 FROM json_each(?1)`
