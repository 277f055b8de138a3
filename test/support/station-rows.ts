/** The station's database looked at from the side, as committed: every promise about its rows, checked. */
import { join } from 'node:path'
import { z } from 'zod'
import type { Alarm, AlarmAction } from '../../shared/domain/alarm.ts'
import { foldActions } from '../../shared/domain/alarm-fold.ts'
import { actionOf, alarmOf } from '../../station/store/alarm-rows.ts'
import { ActionEntity, AlarmEntity } from '../../station/store/alarm-entities.ts'
import { openReadOnly, type AuditFinding } from '../../station/store/read-only.ts'
import { openReader } from '../../station/store/sqlite.ts'

const MessageSchema = z.object({
  id: z.string(),
  alarm_id: z.string(),
  sequence: z.number(),
  type: z.string(),
  acknowledged_at: z.number().nullable(),
})
const FallSchema = z.object({ id: z.string(), alarm_id: z.string() })
const EvidenceSchema = z.object({ port: z.string(), reason: z.string(), raw: z.string() })

export interface StationRows {
  readonly alarms: readonly Alarm[]
  readonly actions: readonly AlarmAction[]
  readonly messages: readonly z.infer<typeof MessageSchema>[]
  readonly falls: readonly z.infer<typeof FallSchema>[]
  readonly evidence: readonly z.infer<typeof EvidenceSchema>[]
  readonly quickCheck: unknown
  readonly audit: AuditFinding
}

export async function readStationRows(data: string): Promise<StationRows> {
  return { ...(await readRows(data)), audit: await readAuditFinding(data) }
}

async function readAuditFinding(data: string): Promise<AuditFinding> {
  const store = await openReadOnly(data)
  try {
    return await store.verifyAudit()
  } finally {
    await store.close()
  }
}

async function readRows(data: string): Promise<Omit<StationRows, 'audit'>> {
  const source = await openReader(join(data, 'station.sqlite'))
  try {
    // One read transaction: rows of one instant, though a station may be writing.
    return await source.transaction(async (manager) => {
      const rows = async (query: string): Promise<unknown[]> => await manager.query(query)
      return {
        alarms: (await manager.getRepository(AlarmEntity).find()).map(alarmOf),
        actions: (
          await manager.getRepository(ActionEntity).find({ order: { alarm_id: 'ASC', sequence: 'ASC' } })
        ).map(actionOf),
        messages: z
          .array(MessageSchema)
          .parse(await rows('SELECT * FROM outbox_messages ORDER BY alarm_id, sequence')),
        falls: z
          .array(FallSchema)
          .parse(await rows("SELECT id, alarm_id FROM device_events WHERE kind = 'fall' ORDER BY position")),
        evidence: z
          .array(EvidenceSchema)
          .parse(await rows('SELECT port, reason, raw FROM wire_evidence ORDER BY position')),
        quickCheck: await rows('PRAGMA quick_check'),
      }
    })
  } finally {
    await source.destroy()
  }
}

/** Throws on the first breach: the file, each fall and its alarm, each alarm and its steps, each step and its message, the audit chain. */
export function assertWhole(rows: StationRows): void {
  assertSame('quick_check', rows.quickCheck, [{ quick_check: 'ok' }])
  if (!rows.audit.ok) throw new Error(`the audit chain is broken: ${JSON.stringify(rows.audit)}`)
  for (const alarm of rows.alarms) {
    const actions = rows.actions.filter(({ alarmId }) => alarmId === alarm.id)
    const messages = rows.messages.filter((message) => message.alarm_id === alarm.id)
    const falls = rows.falls.filter((fall) => fall.alarm_id === alarm.id)
    const sequences = actions.map((_, index) => index + 1)
    // Who ended it stands in the steps alone.
    const folded = foldActions(alarm, actions)
    const copied = folded === undefined ? undefined : { ...folded, closing: undefined }
    assertSame(`alarm ${alarm.id} and the fold of its steps`, alarm, copied)
    assertSame(
      `steps of ${alarm.id}`,
      actions.map(({ sequence }) => sequence),
      sequences,
    )
    assertSame(
      `messages of ${alarm.id}`,
      messages.map(({ sequence, type }) => [sequence, type]),
      actions.map(({ sequence, type }) => [sequence, `alarm.${type}`]),
    )
    if (alarm.cause !== 'fall') continue
    const rung = actions.filter(({ type }) => type === 'raised' || type === 'repeated')
    assertSame(
      `falls behind ${alarm.id}`,
      rung.map(({ data }) => data.eventId),
      falls.map(({ id }) => id),
    )
    assertSame(`count of ${alarm.id}`, alarm.count, falls.length)
  }
  const known = new Set(rows.alarms.map(({ id }) => id))
  for (const { id, alarm_id } of rows.falls)
    if (!known.has(alarm_id)) throw new Error(`fall ${id} has no alarm`)
}

function assertSame(what: string, found: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(found), JSON.stringify(expected)]
  if (left !== right) throw new Error(`${what}: found ${left}, expected ${right}`)
}
