/**
 * What `alarms`, `events`, `outbox` and `audit verify` read: straight from the file, while a station runs or
 * not, without a lock and without writing (contract: "These read …").
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DataSource } from 'typeorm'
import { CHAIN_START } from '../../shared/domain/audit-entry.ts'
import { isoInstant, type Instant } from '../../shared/domain/time.ts'
import { auditHash } from '../audit/chain.ts'
import type { AuditRow } from './centre-entities.ts'
import { DATABASE_FILE } from './open-store.ts'
import { openReader } from './sqlite.ts'
import { StoreError } from './store-error.ts'

/** Rows of one page: the reader's transaction stays short, so that a long listing holds up no checkpoint. */
const PAGE_ROWS = 500

export type AuditFinding =
  | { readonly ok: true; readonly entries: number }
  | { readonly ok: false; readonly entry: number; readonly problem: 'previous-hash' | 'hash' | 'missing' }

export interface ReadOnlyStore {
  alarms(state: 'open' | 'all'): AsyncIterable<Readonly<Record<string, unknown>>>
  events(since: Instant | null): AsyncIterable<Readonly<Record<string, unknown>>>
  outbox(): AsyncIterable<Readonly<Record<string, unknown>>>
  verifyAudit(): Promise<AuditFinding>
  close(): Promise<void>
}

/** @throws StoreError when the folder holds no database or it cannot be read. */
export async function openReadOnly(dataFolder: string): Promise<ReadOnlyStore> {
  const path = join(dataFolder, DATABASE_FILE)
  if (!existsSync(path)) throw new StoreError('failing', `${path} does not exist`)
  const source = await openReader(path)
  return {
    alarms: (state) => readAlarms(source, state),
    events: (since) => readEvents(source, since),
    outbox: () => readOutbox(source),
    verifyAudit: () => verifyAudit(source),
    close: () => source.destroy(),
  }
}

interface AlarmLine {
  rowid: number
  id: string
  incident_id: string
  resident_id: string | null
  device_id: string | null
  cause: string
  category: string
  priority: string
  state: string
  count: number
  opened_at: number
  waiting: number
}

async function* readAlarms(
  source: DataSource,
  state: 'open' | 'all',
): AsyncIterable<Record<string, unknown>> {
  const open = state === 'open' ? "AND a.state NOT IN ('resolved', 'cancelled')" : ''
  const rows = pages<AlarmLine>(
    source,
    `SELECT a.rowid, a.*, EXISTS (
       SELECT 1 FROM outbox_messages o WHERE o.alarm_id = a.id AND o.acknowledged_at IS NULL) AS waiting
     FROM alarms a WHERE a.rowid > ? ${open} ORDER BY a.rowid LIMIT ?`,
    (row) => row.rowid,
  )
  for await (const row of rows) {
    yield {
      id: row.id,
      incident: row.incident_id,
      resident: row.resident_id,
      device: row.device_id,
      cause: row.cause,
      category: row.category,
      priority: row.priority,
      state: row.state,
      count: row.count,
      openedAt: isoInstant(row.opened_at),
      centre: row.waiting === 0 ? 'delivered' : 'waiting',
    }
  }
}

interface EventLine {
  position: number
  id: string
  device_id: string
  resident_id: string | null
  kind: string
  value: string
  occurred_at: number
  received_at: number
  raw: string | null
  alarm_id: string | null
}

async function* readEvents(
  source: DataSource,
  since: Instant | null,
): AsyncIterable<Record<string, unknown>> {
  const rows = pages<EventLine>(
    source,
    `SELECT * FROM device_events WHERE position > ?
     ${since === null ? '' : `AND received_at >= ${String(Math.trunc(since))}`} ORDER BY position LIMIT ?`,
    (row) => row.position,
  )
  for await (const row of rows) {
    yield {
      id: row.id,
      device: row.device_id,
      resident: row.resident_id,
      kind: row.kind,
      value: JSON.parse(row.value) as unknown,
      occurredAt: isoInstant(row.occurred_at),
      receivedAt: isoInstant(row.received_at),
      raw: row.raw,
      alarm: row.alarm_id,
    }
  }
}

interface OutboxLine {
  position: number
  id: string
  alarm_id: string
  sequence: number
  type: string
  priority: string
  attempts: number
  next_at: number | null
  acknowledged_at: number | null
}

async function* readOutbox(source: DataSource): AsyncIterable<Record<string, unknown>> {
  const rows = pages<OutboxLine>(
    source,
    'SELECT * FROM outbox_messages WHERE position > ? ORDER BY position LIMIT ?',
    (row) => row.position,
  )
  for await (const row of rows) {
    yield {
      id: row.id,
      alarm: row.alarm_id,
      sequence: row.sequence,
      type: row.type,
      priority: row.priority,
      attempts: row.attempts,
      nextAt: row.next_at === null ? null : isoInstant(row.next_at),
      acknowledgedAt: row.acknowledged_at === null ? null : isoInstant(row.acknowledged_at),
    }
  }
}

async function verifyAudit(source: DataSource): Promise<AuditFinding> {
  let previous = CHAIN_START
  let entries = 0
  const rows = pages<AuditRow>(
    source,
    'SELECT * FROM audit_entries WHERE position > ? ORDER BY position LIMIT ?',
    (row) => row.position,
  )
  for await (const row of rows) {
    entries += 1
    if (row.position !== entries) return { ok: false, entry: entries, problem: 'missing' }
    if (row.previous_hash !== previous) return { ok: false, entry: entries, problem: 'previous-hash' }
    const content = {
      at: row.at,
      actor: { kind: row.actor_kind as 'station', id: row.actor_id },
      action: row.action,
      subject: row.subject,
    }
    if (auditHash(previous, content, row.data) !== row.hash)
      return { ok: false, entry: entries, problem: 'hash' }
    previous = row.hash
  }
  return { ok: true, entries }
}

/** Pages by key; the query takes the last key and a limit. */
async function* pages<Row>(
  source: DataSource,
  query: string,
  keyOf: (row: Row) => number,
): AsyncIterable<Row> {
  let last = 0
  for (;;) {
    const rows: Row[] = await source.query(query, [last, PAGE_ROWS])
    yield* rows
    const end = rows.at(-1)
    if (end === undefined || rows.length < PAGE_ROWS) return
    last = keyOf(end)
  }
}
