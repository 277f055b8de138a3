/** What happened around one resident lately, for the responder's card. */
import { z } from 'zod'
import type { ResponderCard } from '../../shared/api/residents.ts'
import { CAUSES, OUTCOMES } from '../../shared/domain/alarm.ts'
import { EVENT_KINDS, type EventKind } from '../../shared/domain/device-event.ts'
import { PLACEMENT_OF_EVENT } from './placement-rows.ts'
import type { RowSource } from './row-source.ts'

/** Each is looked up by itself: there is an index by device and kind. */
const MOVEMENTS: readonly EventKind[] = ['motion', 'presence', 'bed', 'door']

const MovementSchema = z
  .array(z.object({ at: z.number(), kind: z.enum(EVENT_KINDS), placement: z.string().nullable() }))
  .max(1)

/** By the devices that the resident has now. A level that is off says that nobody was there. */
export async function readLastMovement(
  reader: RowSource,
  residentId: string,
): Promise<ResponderCard['lastMovement']> {
  const rows = await reader.query<unknown[]>(
    `SELECT event.received_at AS at, event.kind, ${PLACEMENT_OF_EVENT} AS placement
     FROM device_assignments AS assignment
     JOIN devices AS device ON device.id = assignment.device_id
     JOIN json_each(?2) AS kind
     JOIN device_events AS event ON event.position = (
       SELECT max(newest.position) FROM device_events AS newest
       WHERE newest.device_id = device.id AND newest.kind = kind.value
         AND newest.resident_id = ?1 AND newest.value NOT IN ('false', 'null', '"none"'))
     WHERE assignment.resident_id = ?1 AND assignment.until_at IS NULL
     ORDER BY event.received_at DESC LIMIT 1`,
    [residentId, JSON.stringify(MOVEMENTS)],
  )
  return MovementSchema.parse(rows)[0] ?? null
}

const LastAlarmsSchema = z.array(
  z
    .object({
      alarmId: z.string(),
      cause: z.enum(CAUSES),
      code: z.string().nullable(),
      openedAt: z.number(),
      outcome: z.enum(OUTCOMES).nullable(),
    })
    .transform(({ code, ...alarm }) => (code === null ? alarm : { ...alarm, code })),
)

/** The newest three, tests left out, and without the one that is looked at. */
export async function readLastAlarms(
  reader: RowSource,
  residentId: string,
  alarmId: string,
): Promise<ResponderCard['lastAlarms']> {
  return LastAlarmsSchema.parse(
    await reader.query(
      `SELECT id AS alarmId, cause, code, opened_at AS openedAt, outcome FROM alarms
       WHERE resident_id = ? AND id <> ? AND category = 'care' ORDER BY opened_at DESC LIMIT 3`,
      [residentId, alarmId],
    ),
  )
}
