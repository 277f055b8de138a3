/** What a start reads of the last minutes, so that chatter and floods do not begin anew with it. */
import { z } from 'zod'
import { CAUSES } from '../../shared/domain/alarm.ts'
import { EVENT_KINDS } from '../../shared/domain/device-event.ts'
import { CATEGORIES, PRIORITIES } from '../../shared/domain/priority.ts'
import type { OpenedAlarm } from '../alarms/flood.ts'
import type { RecentAct, RecentEvent, RecentRing } from '../alarms/load-book.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { RowSource } from './row-source.ts'

/** Of a flood that was stored just before the start; more of it says nothing new. */
const MOST_ROWS = 2_000

const EventSchema = z.array(
  z.object({
    kind: z.enum(EVENT_KINDS),
    value: z
      .string()
      .transform((text) => z.union([z.boolean(), z.number(), z.string(), z.null()]).parse(JSON.parse(text))),
    deviceId: z.string(),
    residentId: z.string().nullable(),
    receivedAt: z.number(),
  }),
)

const COLUMNS = `event.kind, event.value, event.device_id AS deviceId, event.resident_id AS residentId,
  event.received_at AS receivedAt`

/**
 * Events since then, and the last one of each alarm that chatters; the oldest first. What was set aside before
 * anybody counts how often a source speaks (`STAGES`) counts after a start no more than it did.
 */
export async function readRecentEvents(reader: RowSource, since: Instant): Promise<readonly RecentEvent[]> {
  return EventSchema.parse(
    await reader.query(
      `SELECT * FROM (
         SELECT ${COLUMNS}, event.position FROM device_events AS event
         WHERE event.received_at >= ?1 AND NOT EXISTS (
           SELECT 1 FROM alarms WHERE alarms.id = event.alarm_id AND alarms.category = 'test'
         ) AND NOT EXISTS (
           SELECT 1 FROM suppressed_events AS suppressed
           WHERE suppressed.event_id = event.id
             AND suppressed.reason IN ('in-maintenance', 'resident-away', 'explained-by-cause')
         )
         UNION
         SELECT ${COLUMNS}, max(event.position) AS position
         FROM alarms AS alarm JOIN device_events AS event ON event.alarm_id = alarm.id
         WHERE alarm.chattering = 1 AND alarm.state NOT IN ('resolved', 'cancelled') GROUP BY alarm.id
         ORDER BY position DESC LIMIT ?2
       ) ORDER BY position`,
      [since, MOST_ROWS],
    ),
  )
}

const OpenedSchema = z.array(
  z.object({ openedAt: z.number(), cause: z.enum(CAUSES), category: z.enum(CATEGORIES) }),
)

/** Alarms that were raised since then. Their ids begin with their time (UUIDv7): found without an index of its own. */
export async function readRecentAlarms(reader: RowSource, since: Instant): Promise<readonly OpenedAlarm[]> {
  const hex = Math.max(0, Math.floor(since)).toString(16).padStart(12, '0')
  return OpenedSchema.parse(
    await reader.query(
      `SELECT opened_at AS openedAt, cause, category FROM alarms
       WHERE id >= ? AND opened_at >= ? ORDER BY id LIMIT ?`,
      [`${hex.slice(0, 8)}-${hex.slice(8)}`, since, MOST_ROWS],
    ),
  )
}

const ActionSchema = z.array(
  z.object({
    at: z.number(),
    deviceId: z.string().nullable(),
    residentId: z.string().nullable(),
    subject: z.string().nullable(),
    code: z.string().nullable(),
    cause: z.enum(CAUSES),
    category: z.enum(CATEGORIES),
    priority: z.enum(PRIORITIES),
  }),
)

/** What people and the centre did about alarms since then: their sources are counted anew from there. */
export async function readRecentActs(reader: RowSource, since: Instant): Promise<readonly RecentAct[]> {
  return recentActions(reader, since, "action.actor_kind IN ('person', 'centre')")
}

/** What rang since then. */
export async function readRecentRings(reader: RowSource, since: Instant): Promise<readonly RecentRing[]> {
  return recentActions(
    reader,
    since,
    "action.type IN ('raised', 'repeated') AND json_extract(action.data, '$.quiet') IS NULL",
  )
}

/** Of the newest actions those that `which` says, in the words of our own code. */
async function recentActions(
  reader: RowSource,
  since: Instant,
  which: string,
): Promise<readonly RecentRing[]> {
  const rows = ActionSchema.parse(
    await reader.query(
      `SELECT action.at, alarm.device_id AS deviceId, alarm.resident_id AS residentId, alarm.subject,
         alarm.code, alarm.cause, alarm.category, alarm.priority
       FROM alarm_actions AS action JOIN alarms AS alarm ON alarm.id = action.alarm_id
       WHERE action.position > (SELECT max(position) FROM alarm_actions) - ?
         AND action.at >= ? AND ${which} ORDER BY action.position`,
      [MOST_ROWS, since],
    ),
  )
  return rows.map(({ subject, code, ...row }) => ({
    ...row,
    ...(subject === null ? {} : { subject }),
    ...(code === null ? {} : { code }),
  }))
}
