/** What a start reads of conditions that no event tells of: a lost port, a rule over time. */
import { z } from 'zod'
import { CAUSES } from '../../shared/domain/alarm.ts'
import { CATEGORIES } from '../../shared/domain/priority.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { RecentChange } from '../alarms/load-book.ts'
import { ALARM_RULES } from '../alarms/rules.ts'
import type { RowSource } from './row-source.ts'

/** Of a house that will not rest; more of it says nothing new. */
const MOST_ROWS = 2_000

const ChangeSchema = z.array(
  z.object({
    at: z.number(),
    isOn: z.number().transform((one) => one === 1),
    deviceId: z.string().nullable(),
    residentId: z.string().nullable(),
    subject: z.string().nullable(),
    code: z.string().nullable(),
    cause: z.enum(CAUSES),
    category: z.enum(CATEGORIES),
  }),
)

/**
 * The comings and goings since then, and the last ones of each alarm that chatters; the oldest first. Of those that
 * were held back there is no step, only the audit entry (`FaultDesk`). Two tables have no order but time: after a clock
 * that was set back the last word may be another's, and what rests by it ends or rings, it is never silenced.
 */
export async function readRecentChanges(reader: RowSource, since: Instant): Promise<readonly RecentChange[]> {
  const rows = ChangeSchema.parse(
    await reader.query(
      `SELECT change.at, change.isOn, alarm.device_id AS deviceId, alarm.resident_id AS residentId,
         alarm.subject, alarm.code, alarm.cause, alarm.category
       FROM (
         SELECT alarm_id, at, type <> 'restored' AS isOn, position
         FROM alarm_actions
         WHERE position > (SELECT max(position) FROM alarm_actions) - ?1
           AND type IN ('raised', 'repeated', 'restored') AND actor_kind = 'rule'
           AND actor_id <> 'engine' AND actor_id NOT IN (SELECT value FROM json_each(?3))
         UNION ALL
         SELECT subject, at, json_extract(data, '$.isOver') = 0, position
         FROM audit_entries
         WHERE position > (SELECT max(position) FROM audit_entries) - ?1 AND action = 'alarm.held-back'
       ) AS change JOIN alarms AS alarm ON alarm.id = change.alarm_id
       WHERE change.at >= ?2 OR (alarm.chattering = 1 AND alarm.state NOT IN ('resolved', 'cancelled'))
       ORDER BY change.at, change.position`,
      [MOST_ROWS, since, JSON.stringify(ALARM_RULES.map(({ id }) => id))],
    ),
  )
  return rows.map(({ subject, code, ...row }) => ({
    ...row,
    ...(subject === null ? {} : { subject }),
    ...(code === null ? {} : { code }),
  }))
}
