/** Guided tests as rows: a test goes on over a restart, and commissioning asks for a proven one. */
import { z } from 'zod'
import { EVENT_KINDS } from '../../shared/domain/device-event.ts'
import type { GuidedTest } from '../technician/guided-test.ts'
import { insertRows } from './insert.ts'
import type { RowSource } from './row-source.ts'
import type { Transaction } from './write-queue.ts'

const COLUMNS = [
  'id',
  'device_id',
  'started_by',
  'started_at',
  'ends_at',
  'ended_at',
  'heard_at',
  'event_kind',
  'alarm_id',
  'on_board_at',
  'centre',
  'centre_at',
  'state',
]
const CHANGING = COLUMNS.slice(5)
/** What was seen of a test while its end was being stored comes too late for its row. */
const UPSERT = `ON CONFLICT (id) DO UPDATE SET ${CHANGING.map((name) => `${name} = excluded.${name}`).join(', ')}
  WHERE device_tests.ended_at IS NULL`

const RowSchema = z.object({
  id: z.string(),
  device_id: z.string(),
  started_by: z.string(),
  started_at: z.number(),
  ends_at: z.number(),
  ended_at: z.number().nullable(),
  heard_at: z.number().nullable(),
  event_kind: z.enum(EVENT_KINDS).nullable(),
  alarm_id: z.string().nullable(),
  on_board_at: z.number().nullable(),
  centre: z.enum(['waiting', 'delivered', 'none']),
  centre_at: z.number().nullable(),
  state: z.enum(['running', 'proven', 'expired', 'stopped']),
})

export async function writeTest(transaction: Pick<Transaction, 'run'>, test: GuidedTest): Promise<void> {
  const row = [
    test.testId,
    test.deviceId,
    test.startedBy,
    test.startedAt,
    test.endsAt,
    test.endedAt,
    test.heardAt,
    test.eventKind,
    test.alarmId,
    test.onBoardAt,
    test.centre,
    test.centreAt,
    test.state,
  ]
  await insertRows(transaction, 'device_tests', COLUMNS, [row], UPSERT)
}

/** A device that was replaced has proven nothing. */
export async function forgetProofs(transaction: Pick<Transaction, 'run'>, deviceId: string): Promise<void> {
  await transaction.run(
    "UPDATE device_tests SET state = 'stopped' WHERE device_id = ? AND state = 'proven'",
    [deviceId],
  )
}

export async function runningTests(reader: RowSource): Promise<readonly GuidedTest[]> {
  const rows: unknown[] = await reader.query('SELECT * FROM device_tests WHERE ended_at IS NULL')
  return rows.map(testOf)
}

export async function findTest(reader: RowSource, testId: string): Promise<GuidedTest | undefined> {
  const rows: unknown[] = await reader.query('SELECT * FROM device_tests WHERE id = ?', [testId])
  return rows.map(testOf)[0]
}

/**
 * When each device last showed by itself that it works: its last proven test or the last time somebody pressed or
 * pulled it, whichever came later.
 */
export async function readLastTests(reader: RowSource): Promise<ReadonlyMap<string, number>> {
  const rows: { device_id: string; at: number }[] = await reader.query(
    `SELECT device_id, max(at) AS at FROM (
       SELECT device_id, max(heard_at) AS at FROM device_tests WHERE state = 'proven' GROUP BY device_id
       UNION ALL
       SELECT device_id, received_at AS at FROM devices JOIN json_each('["help-call","button"]') AS kinds
       JOIN device_events ON device_events.position = (
         SELECT position FROM device_events
         WHERE device_id = devices.id AND kind = kinds.value ORDER BY position DESC LIMIT 1
       )
     ) GROUP BY device_id`,
  )
  return new Map(rows.map((row) => [row.device_id, row.at]))
}

function testOf(row: unknown): GuidedTest {
  const parsed = RowSchema.parse(row)
  return {
    testId: parsed.id,
    deviceId: parsed.device_id,
    startedBy: parsed.started_by,
    startedAt: parsed.started_at,
    endsAt: parsed.ends_at,
    endedAt: parsed.ended_at,
    heardAt: parsed.heard_at,
    eventKind: parsed.event_kind,
    alarmId: parsed.alarm_id,
    onBoardAt: parsed.on_board_at,
    centre: parsed.centre,
    centreAt: parsed.centre_at,
    state: parsed.state,
  }
}
