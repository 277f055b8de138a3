/** SCAIP documents as they crossed, for an administrator who has to know what a device said. */
import type { Instant } from '../../shared/domain/time.ts'
import { places, type Query, type Transaction } from './transaction.ts'

const DAY_MS = 24 * 3_600_000
/** A document of an alarm may be asked for while its case is open; a heartbeat tells nothing after a day. */
export const DOCUMENT_KEPT_MS = 30 * DAY_MS
export const BEAT_KEPT_MS = DAY_MS
/** A document has some hundred bytes: this many are at most some hundred megabytes. */
export const MOST_DOCUMENTS = 200_000

export interface KeptDocument {
  readonly at: Instant
  readonly station: string
  readonly cid: string
  readonly direction: 'in' | 'out'
  /** `tls:192.0.2.7:49152` */
  readonly peer: string
  readonly fate: string
  readonly isBeat: boolean
  readonly body: string
}

export async function insertDocuments(
  { query }: Transaction,
  documents: readonly KeptDocument[],
): Promise<void> {
  for (const { at, station, cid, direction, peer, fate, isBeat, body } of documents) {
    await query(
      `INSERT INTO scaip_document (at, station, cid, direction, peer, fate, beat, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      [at, station, cid, direction, peer, fate, isBeat ? 1 : 0, body],
    )
  }
}

/**
 * Lets go of what is too old, and where there are too many of the oldest of whichever stations have the most: heartbeats
 * before anything else.
 */
export async function forgetDocuments(
  { query }: Transaction,
  now: Instant,
  most = MOST_DOCUMENTS,
): Promise<void> {
  await query('DELETE FROM scaip_document WHERE beat = 1 AND at <= ?', [now - BEAT_KEPT_MS])
  await query('DELETE FROM scaip_document WHERE beat = 0 AND at <= ?', [now - DOCUMENT_KEPT_MS])
  // Numbers go on when rows are gone, and say nothing about how many there are.
  const counts = await query<{ station: string; count: number }>(
    'SELECT station, count(*) AS count FROM scaip_document GROUP BY station',
  )
  const share = shareOf(
    counts.map(({ count }) => count),
    most,
  )
  for (const { station, count } of counts) {
    if (count <= share) continue
    await query(
      `DELETE FROM scaip_document WHERE number IN (
         SELECT number FROM scaip_document WHERE station = ? ORDER BY beat DESC, number LIMIT ?)`,
      [station, count - share],
    )
  }
}

/** How many each may keep so that all together are no more than `most`: who has fewer leaves room to the others. */
export function shareOf(counts: readonly number[], most: number): number {
  let left = most
  for (const [at, count] of counts.toSorted((a, b) => a - b).entries()) {
    const share = Math.floor(left / (counts.length - at))
    if (count > share) return share
    left -= count
  }
  return Number.POSITIVE_INFINITY
}

export interface DocumentsQuery {
  readonly stations: readonly string[]
  readonly cid: string | undefined
  /** The paging key of the last one of the page before. */
  readonly after: number | undefined
  readonly limit: number
}

export interface DocumentsPage {
  readonly documents: readonly KeptDocument[]
  readonly next: number | null
}

/** The newest first. */
export async function readDocuments(query: Query, asked: DocumentsQuery): Promise<DocumentsPage> {
  const { stations, cid, after, limit } = asked
  if (stations.length === 0) return { documents: [], next: null }
  const rows = await query<Omit<KeptDocument, 'isBeat'> & { readonly number: number; readonly beat: number }>(
    `SELECT * FROM scaip_document WHERE station IN (${places(stations.length)})
       AND number < ? ${cid === undefined ? '' : 'AND cid = ?'} ORDER BY number DESC LIMIT ?`,
    [...stations, after ?? Number.MAX_SAFE_INTEGER, ...(cid === undefined ? [] : [cid]), limit + 1],
  )
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    documents: shown.map(({ beat, ...row }) => ({ ...row, isBeat: beat === 1 })),
    next: rows.length > shown.length && last !== undefined ? last.number : null,
  }
}
