import { createHash } from 'node:crypto'
import type { Actor } from '../../shared/domain/alarm.ts'
import { auditText, type AuditContent as Content } from '../../shared/domain/audit-entry.ts'

/** What an entry of the station's audit log says. */
export type AuditContent = Content<Actor['kind']>

/** SHA-256, in hex, over the text that `auditText` makes. */
export function auditHash(
  previousHash: string,
  content: Omit<AuditContent, 'data'>,
  dataText: string,
): string {
  return createHash('sha256')
    .update(auditText(previousHash, content, dataText))
    .digest('hex')
}
