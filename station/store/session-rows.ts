/** Sessions that run, so that a restart of the station asks nobody for a code again; only a hash of the token. */
import type { Instant } from '../../shared/domain/time.ts'
import { insertRows } from './insert.ts'
import type { RowSource } from './row-source.ts'
import type { Transaction } from './write-queue.ts'

type Writer = Pick<Transaction, 'run'>

export interface StoredSession {
  readonly id: string
  readonly tokenHash: string
  readonly personId: string
  /** Of the client that signed in; the session is good from there alone. */
  readonly address: string
  readonly startedAt: Instant
  readonly seenAt: Instant
}

export async function readSessions(reader: RowSource): Promise<readonly StoredSession[]> {
  return await reader.query<StoredSession[]>(
    `SELECT id, token_hash AS tokenHash, person_id AS personId, address, started_at AS startedAt,
       seen_at AS seenAt FROM sessions ORDER BY started_at`,
  )
}

export async function insertSession(writer: Writer, session: StoredSession): Promise<void> {
  const { id, tokenHash, personId, address, startedAt, seenAt } = session
  const columns = ['id', 'token_hash', 'person_id', 'address', 'started_at', 'seen_at']
  await insertRows(writer, 'sessions', columns, [[id, tokenHash, personId, address, startedAt, seenAt]])
}

export async function touchSession(writer: Writer, id: string, at: Instant): Promise<void> {
  await writer.run('UPDATE sessions SET seen_at = ? WHERE id = ?', [at, id])
}

export async function deleteSession(writer: Writer, id: string): Promise<void> {
  await writer.run('DELETE FROM sessions WHERE id = ?', [id])
}
