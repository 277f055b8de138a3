/** Codes, wrong codes and sessions of operators; read from the database at each call, so that all nodes agree. */
import { waitAfter } from '../../shared/domain/lock-out.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { SessionRow } from '../people/session.ts'
import type { Query, Transaction } from './transaction.ts'

export interface Who {
  readonly municipality: string
  readonly operator: string
}

export interface StoredPin {
  readonly given: string
  readonly pin: string
}

const SESSION = `SELECT id, municipality, operator, "startedAt", "seenAt", "endsAt", "mustChange" FROM operator_session`

/** One operator with more open sessions than this has forgotten the oldest. */
const MOST_SESSIONS = 5

/**
 * Takes a try before the code is looked at, so that guesses at many nodes at once are counted one by one; gives how
 * many there have been since the last right code, or how many milliseconds are left of a wait.
 */
export async function claimTry(
  { query }: Transaction,
  { municipality, operator }: Who,
  now: Instant,
): Promise<{ readonly tries: number } | { readonly lockedMs: number }> {
  const longest = waitAfter(Number.MAX_SAFE_INTEGER)
  // A wait longer than the longest comes from a clock that was wrong.
  const [row] = await query<{ failures: number }>(
    `INSERT INTO sign_in_failure AS known (municipality, operator, failures, "lockedUntil") VALUES (?, ?, 1, NULL)
     ON CONFLICT (municipality, operator) DO UPDATE SET failures = known.failures + 1
       WHERE known."lockedUntil" IS NULL OR known."lockedUntil" <= ? OR known."lockedUntil" > ?
     RETURNING failures`,
    [municipality, operator, now, now + longest],
  )
  if (row === undefined) return { lockedMs: (await lockedUntil(query, { municipality, operator })) - now }
  const wait = waitAfter(row.failures)
  await query(
    'UPDATE sign_in_failure SET "lockedUntil" = CAST(? AS BIGINT) WHERE municipality = ? AND operator = ?',
    [wait === 0 ? null : now + wait, municipality, operator],
  )
  return { tries: row.failures }
}

async function lockedUntil(query: Query, { municipality, operator }: Who): Promise<Instant> {
  const [row] = await query<{ lockedUntil: number | null }>(
    'SELECT "lockedUntil" FROM sign_in_failure WHERE municipality = ? AND operator = ?',
    [municipality, operator],
  )
  return row?.lockedUntil ?? 0
}

export async function forgetTries({ query }: Transaction, { municipality, operator }: Who): Promise<void> {
  await query('DELETE FROM sign_in_failure WHERE municipality = ? AND operator = ?', [municipality, operator])
}

/** Until when each operator of a municipality has to wait. */
export async function locksOf(query: Query, municipality: string): Promise<Map<string, Instant>> {
  const rows = await query<{ operator: string; lockedUntil: number }>(
    'SELECT operator, "lockedUntil" FROM sign_in_failure WHERE municipality = ? AND "lockedUntil" IS NOT NULL',
    [municipality],
  )
  return new Map(rows.map((row) => [row.operator, row.lockedUntil]))
}

export async function storedPin(query: Query, who: Who): Promise<StoredPin | undefined> {
  const [row] = await query<StoredPin>(
    'SELECT given, pin FROM operator_pin WHERE municipality = ? AND operator = ?',
    [who.municipality, who.operator],
  )
  return row
}

export async function writePin(
  { query }: Transaction,
  { municipality, operator }: Who,
  { given, pin }: StoredPin,
  at: Instant,
): Promise<void> {
  await query(
    `INSERT INTO operator_pin (municipality, operator, given, pin, "changedAt") VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (municipality, operator)
       DO UPDATE SET given = excluded.given, pin = excluded.pin, "changedAt" = excluded."changedAt"`,
    [municipality, operator, given, pin, at],
  )
}

/** Sessions that are over are taken away with it, and those of this operator that were forgotten. */
export async function insertSession(
  { query }: Transaction,
  session: SessionRow & { readonly tokenHash: string },
): Promise<void> {
  const { id, tokenHash, municipality, operator, startedAt, seenAt, endsAt, mustChange } = session
  await query('DELETE FROM operator_session WHERE "endsAt" <= ?', [startedAt])
  await query(
    `INSERT INTO operator_session
       (id, "tokenHash", municipality, operator, "startedAt", "seenAt", "endsAt", "mustChange")
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [id, tokenHash, municipality, operator, startedAt, seenAt, endsAt, mustChange],
  )
  await query(
    `DELETE FROM operator_session WHERE municipality = ? AND operator = ? AND id NOT IN (
       SELECT id FROM operator_session WHERE municipality = ? AND operator = ?
       ORDER BY "startedAt" DESC, id DESC LIMIT ${MOST_SESSIONS})`,
    [municipality, operator, municipality, operator],
  )
}

export async function findSession(query: Query, tokenHash: string): Promise<SessionRow | undefined> {
  const [row] = await query<SessionRow>(`${SESSION} WHERE "tokenHash" = ?`, [tokenHash])
  return row
}

export async function sessionsOf(query: Query, municipality: string): Promise<SessionRow[]> {
  return await query<SessionRow>(`${SESSION} WHERE municipality = ? ORDER BY "startedAt" DESC, id DESC`, [
    municipality,
  ])
}

export async function touchSession({ query }: Transaction, id: string, at: Instant): Promise<void> {
  await query('UPDATE operator_session SET "seenAt" = ? WHERE id = ?', [at, id])
}

/** The first-use code has been changed: this session may go on, the operator's others end. */
export async function keepOnly(
  { query }: Transaction,
  { municipality, operator }: Who,
  id: string,
): Promise<string[]> {
  await query('UPDATE operator_session SET "mustChange" = 0 WHERE id = ?', [id])
  const ended = await query<{ id: string }>(
    'DELETE FROM operator_session WHERE municipality = ? AND operator = ? AND id <> ? RETURNING id',
    [municipality, operator, id],
  )
  return ended.map((row) => row.id)
}

/** Gives whose it was; `undefined`: there was none in this municipality. */
export async function endSession(
  { query }: Transaction,
  municipality: string,
  id: string,
): Promise<string | undefined> {
  const [row] = await query<{ operator: string }>(
    'DELETE FROM operator_session WHERE municipality = ? AND id = ? RETURNING operator',
    [municipality, id],
  )
  return row?.operator
}
