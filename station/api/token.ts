/** The word that opens the API to local clients: new with every start, readable by the service's user alone. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 32 random bytes as 64 lower-case hex digits: it stands behind `#` in an address. */
export function newToken(): string {
  return randomBytes(32).toString('hex')
}

/** In constant time; hashing first makes both sides equally long. */
export function isSameToken(given: unknown, token: string): boolean {
  if (typeof given !== 'string') return false
  return timingSafeEqual(digest(given), digest(token))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
