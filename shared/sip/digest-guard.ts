/**
 * Asks senders for a digest and checks it (RFC 7616, RFC 8760). A nonce carries its own time and proof, so that any
 * node with the same secret knows it; each use of it must count up, so that a recorded request is worth nothing.
 */
import {
  algorithmOf,
  digestResponse,
  hashName,
  parseDigest,
  type DigestAlgorithm,
  type SipHash,
} from './digest.ts'

/** A nonce older than this is stale; the sender is asked anew and repeats at once. */
const NONCE_LIFE_MS = 5 * 60_000
/** Nonces whose count is kept; the one used longest ago is forgotten first. */
const MOST_NONCES = 10_000

export interface DigestGuardParts {
  readonly realm: string
  /** Unpredictable; the same on every node that answers for this realm. A nonce of another one is stale. */
  readonly secret: () => string
  readonly hash: SipHash
  readonly randomHex: (bytes: number) => string
  /** In the order of liking. */
  readonly algorithms?: readonly DigestAlgorithm[] | undefined
}

export type DigestVerdict =
  | { readonly ok: true; readonly username: string }
  /** `none`: nothing to check; `stale`: right, but the nonce is old or used; `wrong`: not who it says. */
  | { readonly ok: false; readonly code: 'none' | 'stale' | 'wrong' }

export class DigestGuard {
  readonly #counts = new Map<string, number>()

  constructor(private readonly parts: DigestGuardParts) {}

  /** The header fields of a 401; `now` in milliseconds. */
  challenges(now: number, isStale: boolean): (readonly [name: string, value: string])[] {
    const { realm, randomHex, algorithms = ['SHA-256', 'MD5'] } = this.parts
    const start = `${now.toString(16)}.${randomHex(8)}`
    const nonce = `${start}.${this.#proof(start)}`
    return algorithms.map((algorithm) => [
      'WWW-Authenticate',
      `Digest realm="${realm}", nonce="${nonce}", algorithm=${algorithm}, qop="auth"${isStale ? ', stale=true' : ''}`,
    ])
  }

  /** `authorization`: the values of that field. `passwordOf` knows who may come in. */
  check(
    method: string,
    authorization: readonly string[],
    passwordOf: (username: string) => string | undefined,
    now: number,
  ): DigestVerdict {
    const parameters = authorization
      .map(parseDigest)
      .find((candidate) => candidate?.get('realm') === this.parts.realm)
    if (parameters === undefined) return { ok: false, code: 'none' }
    const username = parameters.get('username') ?? ''
    const password = passwordOf(username)
    const count = /^[0-9a-f]{1,8}$/i.exec(parameters.get('nc') ?? '')?.[0]
    const algorithm = algorithmOf(parameters.get('algorithm'))
    if (password === undefined || count === undefined || algorithm === undefined) {
      return { ok: false, code: 'wrong' }
    }
    const nonce = parameters.get('nonce') ?? ''
    const expected = digestResponse(
      {
        realm: this.parts.realm,
        nonce,
        algorithm,
        hasQop: true,
        method,
        uri: parameters.get('uri') ?? '',
        count: Number.parseInt(count, 16),
        cnonce: parameters.get('cnonce') ?? '',
      },
      this.parts.hash(hashName(algorithm), `${username}:${this.parts.realm}:${password}`),
      this.parts.hash,
    )
    const isRight = isSame(expected, (parameters.get('response') ?? '').toLowerCase())
    if (!isRight || parameters.get('qop') !== 'auth') return { ok: false, code: 'wrong' }
    return this.#isFresh(nonce, Number.parseInt(count, 16), now)
      ? { ok: true, username }
      : { ok: false, code: 'stale' }
  }

  #isFresh(nonce: string, count: number, now: number): boolean {
    const [time = '', random = '', proof = ''] = nonce.split('.')
    const age = now - Number.parseInt(time, 16)
    if (!isSame(this.#proof(`${time}.${random}`), proof)) return false
    // NaN is not fresh; a clock set back by less than a nonce's life is none of the sender's fault.
    if (!(Math.abs(age) <= NONCE_LIFE_MS)) return false
    if (count <= (this.#counts.get(nonce) ?? 0)) return false
    this.#counts.delete(nonce)
    this.#counts.set(nonce, count)
    const [oldest] = this.#counts.keys()
    if (this.#counts.size > MOST_NONCES && oldest !== undefined) this.#counts.delete(oldest)
    return true
  }

  #proof(start: string): string {
    return this.parts.hash('sha256', `${this.parts.secret()}:${start}`).slice(0, 32)
  }
}

/** Takes as long wherever the first difference is. */
function isSame(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let at = 0; at < a.length; at += 1) difference |= a.charCodeAt(at) ^ b.charCodeAt(at)
  return difference === 0
}
