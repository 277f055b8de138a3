/** The rows of the backlog: put into the station's database, and how they came to lie in the centre's. */
import { mkdir } from 'node:fs/promises'
import { v7 as newId } from 'uuid'
import { openStore } from '../../station/store/open-store.ts'

const STEPS = ['raised', 'acknowledged', 'on-site', 'resolved']
export const STEPS_OF_ALARM = STEPS.length
const ALARMS_AT_ONCE = 500

/** In the order in which the centre stored them. */
export const ARRIVED =
  'SELECT id, alarm, CAST(sequence AS INTEGER) AS sequence, priority FROM message ORDER BY number'

/** Of PostgreSQL: what is kept of alarms and messages, without what nodes tell each other for a while. */
export const KEPT = `SELECT pg_total_relation_size('message') + pg_total_relation_size('alarm') AS kept`

export interface ArrivedRow {
  readonly id: string
  readonly alarm: string
  readonly sequence: number
  readonly priority: string
}

/** So many messages of alarms that were opened, answered and resolved while nobody could be told. */
export async function fillBacklog(folder: string, messages: number): Promise<void> {
  await mkdir(folder, { recursive: true })
  const store = await openStore(folder)
  const at = Date.now() - 3_600_000
  await store.writer.query('BEGIN')
  for (let done = 0; done < messages / STEPS.length; done += ALARMS_AT_ONCE) {
    const alarms = Array.from({ length: ALARMS_AT_ONCE }, () => ({ id: newId(), incident: newId() }))
    await store.writer.query(
      `INSERT INTO alarms (id, incident_id, cause, category, priority, state, count, opened_at, last_rang_at,
         ring_revision, ringing, revision)
       SELECT value ->> 'id', value ->> 'incident', 'door', 'care', 'high', 'resolved', 1, ?, ?, 1, 0, 4
       FROM json_each(?)`,
      [at, at, JSON.stringify(alarms)],
    )
    const rows = alarms.flatMap((alarm, index) =>
      STEPS.map((step, number) => messageRow(alarm, step, number + 1, at + done + index)),
    )
    await store.writer.query(
      `INSERT INTO outbox_messages (id, alarm_id, sequence, type, priority, priority_rank, body, created_at)
       SELECT value ->> 'id', value ->> 'alarmId', value ->> 'sequence', value ->> 'type', 'high', 1, value, ?
       FROM json_each(?)`,
      [at, JSON.stringify(rows)],
    )
  }
  await store.writer.query('COMMIT')
  await store.close()
}

function messageRow(
  alarm: { readonly id: string; readonly incident: string },
  step: string,
  sequence: number,
  at: number,
): Record<string, unknown> {
  return {
    id: newId(),
    alarmId: alarm.id,
    incidentId: alarm.incident,
    sequence,
    type: `alarm.${step}`,
    priority: 'high',
    category: 'care',
    cause: 'door',
    residentRef: null,
    deviceId: null,
    placement: null,
    occurredAt: new Date(at).toISOString(),
    data: step === 'resolved' ? { outcome: 'helped-up' } : {},
  }
}

/** UUIDv7 of the backlog rise with their place in it. */
export function orderOf(rows: readonly ArrivedRow[]): string {
  const backlog = rows.filter(({ priority }) => priority === 'high').map(({ id }) => id)
  const outOfPlace = backlog.filter((id, at) => at > 0 && id < (backlog[at - 1] ?? '')).length
  const last = new Map<string, number>()
  const overtaken = rows.filter(({ alarm, sequence }) => {
    const isBehind = sequence <= (last.get(alarm) ?? 0)
    last.set(alarm, sequence)
    return isBehind
  }).length
  return (
    `at the centre: ${String(backlog.length)} of the backlog, ${String(new Set(backlog).size)} different, ` +
    `${String(outOfPlace)} out of place, ${String(overtaken)} steps overtaken`
  )
}
