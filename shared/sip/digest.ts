/** Digest credentials of whoever sends (RFC 3261 chapter 22, RFC 7616, RFC 8760): MD5 and SHA-256, `auth` or none. */
import { splitOutsideQuotes } from './message.ts'

export type SipHash = (algorithm: 'md5' | 'sha256', text: string) => string

export type DigestAlgorithm = 'MD5' | 'SHA-256'

export interface DigestChallenge {
  readonly realm: string
  readonly nonce: string
  readonly opaque: string | undefined
  readonly algorithm: DigestAlgorithm
  /** False: the form before RFC 2617, without count and cnonce. */
  readonly hasQop: boolean
  /** The password was right, the nonce too old. */
  readonly isStale: boolean
}

export interface DigestRequest {
  readonly method: string
  readonly uri: string
  readonly username: string
  readonly password: string
  /** How often this nonce has been used, from 1. */
  readonly count: number
  readonly cnonce: string
}

export interface DigestParts extends Omit<DigestRequest, 'username' | 'password'> {
  readonly realm: string
  readonly nonce: string
  readonly algorithm: DigestAlgorithm
  readonly hasQop: boolean
}

/** `Digest realm="…", nonce="…"` → its parameters, names in lower case; undefined for any other scheme. */
export function parseDigest(value: string): ReadonlyMap<string, string> | undefined {
  const match = /^Digest\s+(.*)$/is.exec(value.trim())
  if (match === null) return undefined
  const parameters = new Map<string, string>()
  for (const part of splitOutsideQuotes(match[1] ?? '', ',')) {
    const equals = part.indexOf('=')
    if (equals === -1) continue
    const name = part.slice(0, equals).trim().toLowerCase()
    const text = part.slice(equals + 1).trim()
    const quoted = /^"((?:[^"\\]|\\.)*)"$/s.exec(text)
    const plain = quoted === null ? text : (quoted[1] ?? '').replace(/\\(.)/gs, '$1')
    if (!parameters.has(name)) parameters.set(name, plain)
  }
  return parameters
}

/** The first challenge that we can answer (the receiver lists the one it likes best first, RFC 8760 2.4). */
export function chooseChallenge(values: readonly string[]): DigestChallenge | undefined {
  for (const value of values) {
    const challenge = readChallenge(value)
    if (challenge !== undefined) return challenge
  }
  return undefined
}

function readChallenge(value: string): DigestChallenge | undefined {
  const parameters = parseDigest(value)
  const realm = parameters?.get('realm')
  const nonce = parameters?.get('nonce')
  if (parameters === undefined || realm === undefined || nonce === undefined) return undefined
  const algorithm = algorithmOf(parameters.get('algorithm'))
  const qop = parameters.get('qop')
  const offered = qop?.split(',').map((option) => option.trim().toLowerCase())
  if (algorithm === undefined || offered?.includes('auth') === false) return undefined
  return {
    realm,
    nonce,
    opaque: parameters.get('opaque'),
    algorithm,
    hasQop: offered !== undefined,
    isStale: parameters.get('stale')?.toLowerCase() === 'true',
  }
}

export function algorithmOf(text: string | undefined): DigestAlgorithm | undefined {
  const name = (text ?? 'MD5').toUpperCase()
  return name === 'MD5' || name === 'SHA-256' ? name : undefined
}

/** The value of Authorization (or Proxy-Authorization) for one request. */
export function digestAuthorization(
  challenge: DigestChallenge,
  request: DigestRequest,
  hash: SipHash,
): string {
  const { realm, nonce, opaque, algorithm, hasQop } = challenge
  const { username, password, method, uri, count, cnonce } = request
  const secret = hash(hashName(algorithm), `${username}:${realm}:${password}`)
  const response = digestResponse(
    { realm, nonce, algorithm, hasQop, method, uri, count, cnonce },
    secret,
    hash,
  )
  return [
    `Digest username=${quoted(username)}`,
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(uri)}`,
    `response="${response}"`,
    `algorithm=${algorithm}`,
    ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
    ...(hasQop ? ['qop=auth', `nc=${countText(count)}`, `cnonce="${cnonce}"`] : []),
  ].join(', ')
}

/** RFC 7616 3.4.1; `secret` is the hash of name, realm and password. */
export function digestResponse(parts: DigestParts, secret: string, hash: SipHash): string {
  const name = hashName(parts.algorithm)
  const request = hash(name, `${parts.method}:${parts.uri}`)
  const middle = parts.hasQop ? `${parts.nonce}:${countText(parts.count)}:${parts.cnonce}:auth` : parts.nonce
  return hash(name, `${secret}:${middle}:${request}`)
}

export function hashName(algorithm: DigestAlgorithm): 'md5' | 'sha256' {
  return algorithm === 'MD5' ? 'md5' : 'sha256'
}

function countText(count: number): string {
  return count.toString(16).padStart(8, '0')
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
