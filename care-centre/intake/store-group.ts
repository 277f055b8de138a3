/** What one transaction takes together: bodies as they came, and documents that are decided within it. */
import type { MessagesReply } from '../../shared/wire/centre-messages.ts'
import type { HeardStation } from '../store/station-store.ts'
import type { Transaction } from '../store/transaction.ts'
import type { JudgedBody } from './judge-message.ts'
import { storeBodies, storeLocked, type StationBody, type StoredBodies } from './store-bodies.ts'

/** Does nothing but SQL: it may be run again. */
type Decide = (transaction: Transaction) => Promise<JudgedBody>

export type Entry =
  StationBody | { readonly station: string; readonly body?: undefined; readonly decide: Decide }

const NOTHING_SAID: MessagesReply = { acknowledged: [], rejected: [], commands: [] }

/** Answers in the order of the group. Documents are decided one after another, each on what the one before left. */
export async function storeGroup(
  transaction: Transaction,
  group: readonly Entry[],
  heard: readonly HeardStation[],
  now: number,
): Promise<StoredBodies> {
  const bodies = group.filter((entry) => entry.body !== undefined)
  if (bodies.length === group.length) return storeBodies(transaction, bodies, heard, now)
  await transaction.lock([...new Set(group.map(({ station }) => station))])
  const together = bodies.length === 0 ? undefined : await storeLocked(transaction, bodies, heard, now)
  const ofBodies = together?.replies.values()
  const replies: MessagesReply[] = []
  let stored = together?.stored ?? 0
  for (const entry of group) {
    if (entry.body !== undefined) {
      replies.push(ofBodies?.next().value ?? NOTHING_SAID)
      continue
    }
    const body = await entry.decide(transaction)
    if (body.messages.length === 0) {
      replies.push(NOTHING_SAID)
      continue
    }
    const made = await storeLocked(transaction, [{ station: entry.station, body }], [], now)
    replies.push(...made.replies)
    stored += made.stored
  }
  return { replies, stored, unknownCommands: together?.unknownCommands ?? new Map() }
}
