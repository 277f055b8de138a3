import { createHash } from 'node:crypto'
import type { Actor } from '../../shared/domain/alarm.ts'
import type { Instant } from '../../shared/domain/time.ts'

/** What an audit entry says: who did or saw what, when. Ids and codes only, never personal data. */
export interface AuditContent {
  readonly at: Instant
  readonly actor: Actor
  readonly action: string
  readonly subject: string
  readonly data: Readonly<Record<string, string | number | boolean | null>>
}

/** The hash before the first entry: 64 zeros. */
export const CHAIN_START = '0'.repeat(64)

/**
 * SHA-256 over the previous hash and the entry as a JSON array in this field order, so that anyone with an
 * export and a few lines in any language can verify the chain. `dataText` is the stored text, byte for byte.
 */
export function auditHash(
  previousHash: string,
  content: Omit<AuditContent, 'data'>,
  dataText: string,
): string {
  const { at, actor, action, subject } = content
  const text = JSON.stringify([previousHash, at, actor.kind, actor.id, action, subject, dataText])
  return createHash('sha256').update(text).digest('hex')
}
