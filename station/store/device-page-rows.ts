/** What the page of one device shows out of committed rows. */
import { z } from 'zod'
import type { FormerDevice } from '../../shared/api/technician.ts'
import { EVENT_KINDS } from '../../shared/domain/device-event.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { RowSource } from './row-source.ts'

const EVENTS_A_PAGE = 50
/** Before thinning: a battery that speaks every hour for a year. */
const MOST_POINTS = 10_000

const EventRowSchema = z.object({
  position: z.number(),
  id: z.string(),
  kind: z.enum(EVENT_KINDS),
  value: z.string(),
  received_at: z.number(),
  resident_id: z.string().nullable(),
  alarm_id: z.string().nullable(),
  raw: z.string().nullable(),
})
const ValueSchema = z.union([z.boolean(), z.number(), z.string(), z.null()])

export interface DeviceEventRow extends Omit<z.infer<typeof EventRowSchema>, 'value'> {
  readonly value: z.infer<typeof ValueSchema>
}

/** One seek in the index for each kind, so that a page costs the same after ten years. */
const NEWEST = EVENT_KINDS.map(
  (kind) => `SELECT * FROM (SELECT position FROM device_events
    WHERE device_id = ?1 AND kind = '${kind}' AND position < ?2 ORDER BY position DESC LIMIT ?3)`,
).join(' UNION ALL ')

/** Newest first. `next` is the position to go on from; null at the end. */
export async function readDeviceEvents(
  reader: RowSource,
  deviceId: string,
  before: number | null,
): Promise<{ readonly events: readonly DeviceEventRow[]; readonly next: number | null }> {
  const rows: unknown[] = await reader.query(
    `SELECT position, id, kind, value, received_at, resident_id, alarm_id, raw FROM device_events
     WHERE position IN (${NEWEST}) ORDER BY position DESC LIMIT ?3`,
    [deviceId, before ?? Number.MAX_SAFE_INTEGER, EVENTS_A_PAGE + 1],
  )
  const events = rows.slice(0, EVENTS_A_PAGE).map((row) => {
    const parsed = EventRowSchema.parse(row)
    return { ...parsed, value: ValueSchema.parse(JSON.parse(parsed.value)) }
  })
  const hasMore = rows.length > EVENTS_A_PAGE
  return { events, next: hasMore ? (events.at(-1)?.position ?? null) : null }
}

interface Point {
  readonly at: Instant
  readonly value: number
}

/** Percent as the device told it, oldest first. */
export async function readBattery(reader: RowSource, deviceId: string): Promise<readonly Point[]> {
  const rows: Point[] = await reader.query(
    `SELECT received_at AS at, CAST(value AS REAL) AS value FROM device_events
     WHERE device_id = ? AND kind = 'battery' AND json_type(value) IN ('integer', 'real')
     ORDER BY position DESC LIMIT ?`,
    [deviceId, MOST_POINTS],
  )
  return rows.reverse()
}

/** In dBm, oldest first. */
export async function readSignal(reader: RowSource, deviceId: string): Promise<readonly Point[]> {
  return await reader.query(
    'SELECT at, signal AS value FROM device_readings WHERE device_id = ? ORDER BY at LIMIT ?',
    [deviceId, MOST_POINTS],
  )
}

export interface AssignmentLine {
  readonly residentName: string
  readonly from: Instant
  readonly until: Instant | null
}

export async function readAssignments(
  reader: RowSource,
  deviceId: string,
): Promise<readonly AssignmentLine[]> {
  return await reader.query(
    `SELECT residents.name AS residentName, from_at AS "from", until_at AS "until"
     FROM device_assignments JOIN residents ON residents.id = resident_id
     WHERE device_id = ? ORDER BY device_assignments.position DESC LIMIT 100`,
    [deviceId],
  )
}

/** True for a device that was here once. */
export async function isRetired(reader: RowSource, deviceId: string): Promise<boolean> {
  const rows: unknown[] = await reader.query("SELECT 1 FROM devices WHERE id = ? AND lifecycle = 'retired'", [
    deviceId,
  ])
  return rows.length > 0
}

/** The device out of use with this id or address; of several with one address the last. */
export async function findFormerDevice(reader: RowSource, words: string): Promise<FormerDevice | undefined> {
  const rows: FormerDevice[] = await reader.query(
    `SELECT id AS "deviceId", protocol, placement,
       (SELECT MAX(until_at) FROM device_assignments WHERE device_id = devices.id) AS "until"
     FROM devices WHERE lifecycle = 'retired' AND (id = ? OR LOWER(address) = LOWER(?))
     ORDER BY "until" DESC LIMIT 1`,
    [words, words],
  )
  return rows[0]
}

export async function readDids(reader: RowSource): Promise<ReadonlySet<string>> {
  const rows: { did: string }[] = await reader.query('SELECT did FROM devices WHERE did IS NOT NULL')
  return new Set(rows.map(({ did }) => did))
}
