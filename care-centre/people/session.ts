/** A session of an operator: how long it lives and what may be done in it. Pure. */
import { createHash, randomBytes } from 'node:crypto'
import { SESSION_LIMITS } from '../../shared/api/centre/session.ts'
import type { Instant } from '../../shared/domain/time.ts'

export interface SessionRow {
  readonly id: string
  readonly municipality: string
  readonly operator: string
  readonly startedAt: Instant
  readonly seenAt: Instant
  readonly endsAt: Instant
  /** 1: signed in with a first-use code that is still to be changed. */
  readonly mustChange: number
}

/**
 * `locked`: nobody did anything for so long that somebody else may sit there. Alarms are still shown and heard, and
 * nothing can be done until somebody signs in again.
 */
export type SessionState = 'live' | 'locked' | 'over'

const IDLE_MS = SESSION_LIMITS.idleMinutes * 60_000
const LONGEST_MS = SESSION_LIMITS.hours * 3_600_000

/** How much of a session's last sign of life is not written down. */
const WRITE_SEEN_MS = 30_000

export function sessionState({ seenAt, startedAt, endsAt }: SessionRow, now: Instant): SessionState {
  // A clock that was set back makes no session longer than the longest.
  if (now >= endsAt || endsAt - startedAt > LONGEST_MS || startedAt - now > LONGEST_MS) return 'over'
  return now >= seenAt + IDLE_MS ? 'locked' : 'live'
}

export function endOf(startedAt: Instant): Instant {
  return startedAt + LONGEST_MS
}

export function idleEndOf({ seenAt, endsAt }: Pick<SessionRow, 'seenAt' | 'endsAt'>): Instant {
  return Math.min(endsAt, seenAt + IDLE_MS)
}

export function isWorthWriting({ seenAt }: Pick<SessionRow, 'seenAt'>, now: Instant): boolean {
  return Math.abs(now - seenAt) >= WRITE_SEEN_MS
}

/** What the cookie holds, and what of it is kept. */
export function newToken(): { readonly token: string; readonly tokenHash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: hashOfToken(token) }
}

export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
