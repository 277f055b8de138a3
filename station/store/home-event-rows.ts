/** Events that rules over time look at, as they are stored. */
import { z } from 'zod'
import { EVENT_KINDS, type EventKind } from '../../shared/domain/device-event.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { HomeEvent } from '../alarms/time-rules/facts.ts'
import type { DeviceLeft } from '../alarms/time-rules/stored-home.ts'
import { PLACEMENT_OF_EVENT } from './placement-rows.ts'
import type { RowSource } from './row-source.ts'

const HomeEventSchema = z.array(
  z.object({
    residentId: z.string(),
    id: z.string(),
    deviceId: z.string(),
    kind: z.enum(EVENT_KINDS),
    value: z
      .string()
      .transform((text) => z.union([z.boolean(), z.number(), z.string(), z.null()]).parse(JSON.parse(text))),
    receivedAt: z.number(),
    placement: z.string().nullable(),
    isTest: z.number().transform((flag) => flag === 1),
  }),
)

const SELECTED = `SELECT event.resident_id AS residentId, event.id, event.device_id AS deviceId, event.kind, event.value,
  event.received_at AS receivedAt, ${PLACEMENT_OF_EVENT} AS placement, EXISTS (
    SELECT 1 FROM device_tests AS test
    WHERE test.device_id = event.device_id AND event.received_at >= test.started_at
      AND (test.ended_at IS NULL OR event.received_at <= test.ended_at)
  ) AS isTest`

/** How far back a word is looked for that says that somebody is there, among words that nobody is. */
const MOST_WORDS = 200

type StoredHomeEvent = HomeEvent & { readonly residentId: string }

/** Of these residents, the oldest first. */
export async function readHomeEvents(
  reader: RowSource,
  residentIds: readonly string[],
  kinds: readonly EventKind[],
  since: Instant,
): Promise<readonly StoredHomeEvent[]> {
  if (residentIds.length === 0) return []
  return HomeEventSchema.parse(
    await reader.query(
      `${SELECTED}
       FROM device_events AS event JOIN devices AS device ON device.id = event.device_id
       WHERE event.received_at >= ?1 AND event.resident_id IN (SELECT value FROM json_each(?2))
         AND event.kind IN (SELECT value FROM json_each(?3))
       ORDER BY event.position`,
      [since, JSON.stringify(residentIds), JSON.stringify(kinds)],
    ),
  )
}

/**
 * What stands since before then, however long: of each device that these residents have now the last word of each kind
 * and the last that says that somebody is there, and the events named, with which something began that is not over. Each
 * is one step in an index: `+` and CROSS JOIN keep the planner from reading all events that are older.
 */
export async function readStandingEvents(
  reader: RowSource,
  residentIds: readonly string[],
  kinds: readonly EventKind[],
  before: Instant,
  begunWith: readonly string[],
): Promise<readonly StoredHomeEvent[]> {
  if (residentIds.length === 0) return []
  return HomeEventSchema.parse(
    await reader.query(
      `WITH spoken AS (
         SELECT own.device_id, own.resident_id, kind.value AS kind
         FROM device_assignments AS own JOIN json_each(?3) AS kind
         WHERE own.until_at IS NULL AND own.resident_id IN (SELECT value FROM json_each(?2))
       ), wanted AS (
         SELECT (
           SELECT word.position FROM device_events AS word
           WHERE word.device_id = spoken.device_id AND word.kind = spoken.kind AND +word.received_at < ?1
           ORDER BY word.position DESC LIMIT 1
         ) AS position FROM spoken
         UNION SELECT (
           SELECT position FROM (
             SELECT word.position, word.value FROM device_events AS word
             WHERE word.device_id = spoken.device_id AND word.kind = spoken.kind AND +word.received_at < ?1
             ORDER BY word.position DESC LIMIT ${String(MOST_WORDS)}
           ) WHERE value NOT IN ('false', 'null', '"none"') ORDER BY position DESC LIMIT 1
         ) FROM spoken
         UNION SELECT position FROM device_events
         WHERE id IN (SELECT value FROM json_each(?4)) AND +received_at < ?1
       )
       ${SELECTED}
       FROM wanted CROSS JOIN device_events AS event ON event.position = wanted.position
         JOIN devices AS device ON device.id = event.device_id
         JOIN device_assignments AS own ON own.device_id = event.device_id AND own.until_at IS NULL
           AND own.resident_id = event.resident_id
       WHERE event.resident_id IN (SELECT value FROM json_each(?2))
       ORDER BY event.position`,
      [before, JSON.stringify(residentIds), JSON.stringify(kinds), JSON.stringify(begunWith)],
    ),
  )
}

const LeftSchema = z.array(z.object({ residentId: z.string(), deviceId: z.string(), at: z.number() }))

/** By resident: the devices that were theirs, or hung elsewhere in their home, and until when. */
export async function readDevicesLeft(
  reader: RowSource,
  residentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly DeviceLeft[]>> {
  const rows = LeftSchema.parse(
    await reader.query(
      `SELECT own.resident_id AS residentId, own.device_id AS deviceId, own.until_at AS at
       FROM device_assignments AS own
       WHERE own.until_at IS NOT NULL AND own.resident_id IN (SELECT value FROM json_each(?1))
         AND NOT EXISTS (
           SELECT 1 FROM device_assignments AS next WHERE next.device_id = own.device_id
             AND next.resident_id = own.resident_id AND next.position > own.position AND next.from_at = own.until_at
         )
       UNION ALL SELECT own.resident_id, own.device_id, former.until_at
       FROM former_placements AS former JOIN device_assignments AS own ON own.device_id = former.device_id
         AND own.from_at < former.until_at AND (own.until_at IS NULL OR own.until_at > former.until_at)
       WHERE own.resident_id IN (SELECT value FROM json_each(?1))
       ORDER BY at`,
      [JSON.stringify(residentIds)],
    ),
  )
  const left = new Map<string, DeviceLeft[]>()
  for (const { residentId, ...one } of rows) left.set(residentId, [...(left.get(residentId) ?? []), one])
  return left
}
