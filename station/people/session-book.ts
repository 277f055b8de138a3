/** The sessions that run, in memory, and the connections they stand on. Rows follow; time is the steady clock's. */
import { createHash, randomBytes } from 'node:crypto'
import type { Screen } from '../../shared/api/screens.ts'
import type { SessionEnd } from '../../shared/api/people.ts'
import type { Instant, MonotonicMs } from '../../shared/domain/time.ts'
import type { StoredSession } from '../store/session-rows.ts'
import { ClientConnection, type Session } from './client-connection.ts'

interface Kept extends Session {
  readonly tokenHash: string
  seenAt: MonotonicMs
}

/** More than a house has screens; the one that was seen longest ago gives way. */
const MOST_SESSIONS = 200

export class SessionBook {
  readonly #sessions = new Map<string, Kept>()
  readonly #connections = new Set<ClientConnection>()

  constructor(stored: readonly StoredSession[], now: { wall: Instant; mono: MonotonicMs }) {
    for (const { id, personId, address, tokenHash, seenAt } of stored) {
      // A wall clock that was set back makes nobody absent; one set forward is the same as time gone by.
      const away = Math.max(0, now.wall - seenAt)
      this.#sessions.set(id, { id, personId, address, tokenHash, seenAt: now.mono - away })
    }
  }

  /** A client came; with the token of a session that runs, from its address, it is signed in again. */
  connect(address: string, token: unknown, screen: Screen | null = null): ClientConnection {
    const connection = new ClientConnection(address, screen)
    this.#connections.add(connection)
    const known = typeof token === 'string' ? this.#byToken(token) : undefined
    if (known !== undefined && known.address === address) connection.begin(known)
    return connection
  }

  connections(): Iterable<ClientConnection> {
    return this.#connections
  }

  disconnect(connection: ClientConnection): void {
    this.#connections.delete(connection)
  }

  /** 32 random bytes; what is stored is its hash. */
  static newToken(): { token: string; tokenHash: string } {
    const token = randomBytes(32).toString('base64url')
    return { token, tokenHash: hashOf(token) }
  }

  /** After the commit of its row. Returns sessions that had to give way. */
  add(stored: StoredSession, connection: ClientConnection, now: MonotonicMs): readonly string[] {
    const { id, personId, address, tokenHash } = stored
    this.#sessions.set(id, { id, personId, address, tokenHash, seenAt: now })
    connection.begin({ id, personId, address })
    const surplus = [...this.#sessions.values()]
      .sort((a, b) => a.seenAt - b.seenAt)
      .slice(0, Math.max(0, this.#sessions.size - MOST_SESSIONS))
    for (const { id: old } of surplus) this.end(old, 'revoked')
    return surplus.map((session) => session.id)
  }

  /** The person did something. */
  touch(id: string, now: MonotonicMs): void {
    const session = this.#sessions.get(id)
    if (session !== undefined) session.seenAt = now
  }

  end(id: string, why: SessionEnd): void {
    this.#sessions.delete(id)
    for (const connection of this.#connections) if (connection.session?.id === id) connection.end(why)
  }

  of(personId: string): readonly Session[] {
    return [...this.#sessions.values()].filter((session) => session.personId === personId)
  }

  idle(now: MonotonicMs, limitMs: number): readonly Session[] {
    return [...this.#sessions.values()].filter(({ seenAt }) => now - seenAt >= limitMs)
  }

  /** House rules changed: every client looks at itself again. */
  tellAll(): void {
    for (const connection of this.#connections) connection.tell()
  }

  #byToken(token: string): Kept | undefined {
    const hash = hashOf(token)
    // The hash of a random token tells nothing by the time of its comparison.
    return [...this.#sessions.values()].find(({ tokenHash }) => tokenHash === hash)
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
