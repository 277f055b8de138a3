/** The audit log: one chain for each municipality, appended to within the transaction of what it tells about. */
import { createHash } from 'node:crypto'
import { auditText, CHAIN_START, type AuditContent } from '../../shared/domain/audit-entry.ts'
import type { Query, Transaction } from './transaction.ts'

export type CentreAudit = AuditContent<'operator' | 'token' | 'centre'>

export type AuditFinding =
  | { readonly ok: true; readonly entries: number }
  | {
      readonly ok: false
      readonly municipality: string
      readonly entry: number
      readonly problem: 'previous-hash' | 'hash' | 'missing'
    }

const PAGE_ROWS = 500

export async function appendAudit(
  { query }: Transaction,
  municipality: string,
  content: CentreAudit,
): Promise<void> {
  await query(
    'INSERT INTO audit_head (municipality, entries, hash) VALUES (?, 0, ?) ON CONFLICT (municipality) DO NOTHING',
    [municipality, CHAIN_START],
  )
  // The row is this transaction's until its end: nobody else can hang an entry onto the same hash.
  const [head] = await query<{ entries: number; hash: string }>(
    'UPDATE audit_head SET entries = entries + 1 WHERE municipality = ? RETURNING entries, hash',
    [municipality],
  )
  if (head === undefined) throw new Error('the audit log has no head')
  const { at, actor, action, subject } = content
  const data = JSON.stringify(content.data)
  const hash = auditHash(head.hash, content, data)
  await query(
    `INSERT INTO audit_entry (municipality, position, at, "actorKind", actor, action, subject, data, "previousHash", hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [municipality, head.entries, at, actor.kind, actor.id, action, subject, data, head.hash, hash],
  )
  await query('UPDATE audit_head SET hash = ? WHERE municipality = ?', [hash, municipality])
}

interface AuditRow {
  readonly position: number
  readonly at: number
  readonly actorKind: string
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly data: string
  readonly previousHash: string
  readonly hash: string
}

/** Every chain from its beginning to its head; the first broken link, or how many entries there are in all. */
export async function verifyAudit(query: Query): Promise<AuditFinding> {
  let total = 0
  const heads = await query<{ municipality: string; entries: number; hash: string }>(
    'SELECT municipality, entries, hash FROM audit_head ORDER BY municipality',
  )
  for (const { municipality, entries, hash } of heads) {
    let link = { position: 0, hash: CHAIN_START }
    for (;;) {
      const rows = await pageAfter(query, municipality, link.position)
      for (const row of rows) {
        const problem = problemOf(link, row)
        const entry = link.position + 1
        if (problem !== undefined) return { ok: false, municipality, entry, problem }
        link = row
      }
      if (rows.length < PAGE_ROWS) break
    }
    // The tail of a chain can be cut off only together with its head. Entries that came meanwhile are more, not less.
    if (link.position < entries)
      return { ok: false, municipality, entry: link.position + 1, problem: 'missing' }
    if (link.position === entries && link.hash !== hash) {
      return { ok: false, municipality, entry: link.position, problem: 'hash' }
    }
    total += link.position
  }
  return { ok: true, entries: total }
}

function pageAfter(query: Query, municipality: string, position: number): Promise<AuditRow[]> {
  return query<AuditRow>(
    `SELECT position, at, "actorKind", actor, action, subject, data, "previousHash", hash
     FROM audit_entry WHERE municipality = ? AND position > ? ORDER BY position LIMIT ${PAGE_ROWS}`,
    [municipality, position],
  )
}

function problemOf(
  link: { readonly position: number; readonly hash: string },
  row: AuditRow,
): 'previous-hash' | 'hash' | 'missing' | undefined {
  if (row.position !== link.position + 1) return 'missing'
  if (row.previousHash !== link.hash) return 'previous-hash'
  const { at, action, subject } = row
  const content = { at, actor: { kind: row.actorKind, id: row.actor }, action, subject }
  return auditHash(link.hash, content, row.data) === row.hash ? undefined : 'hash'
}

function auditHash(previous: string, content: Omit<AuditContent, 'data'>, data: string): string {
  return createHash('sha256')
    .update(auditText(previous, content, data))
    .digest('hex')
}
