/** Entries of an audit log, each bound to the one before by a hash. Pure: who has SHA-256 makes the hash. */
import type { Instant } from './time.ts'

/** What an audit entry says: who did or saw what, when. Ids and codes only, never personal data. */
export interface AuditContent<Kind extends string = string> {
  readonly at: Instant
  readonly actor: { readonly kind: Kind; readonly id: string }
  readonly action: string
  readonly subject: string
  readonly data: Readonly<Record<string, string | number | boolean | null>>
}

/** The hash before the first entry: 64 zeros. */
export const CHAIN_START = '0'.repeat(64)

/**
 * What the hash of an entry is made of: the previous hash and the entry as a JSON array in this field order, so that
 * anyone with an export and a few lines in any language can verify the chain. `dataText`: the stored text, byte for byte.
 */
export function auditText(
  previousHash: string,
  content: Omit<AuditContent, 'data'>,
  dataText: string,
): string {
  const { at, actor, action, subject } = content
  return JSON.stringify([previousHash, at, actor.kind, actor.id, action, subject, dataText])
}
