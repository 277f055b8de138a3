/** Codes of people: six digits, stored as scrypt with its parameters in the text. */
import { randomBytes, randomInt, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto'
import {
  formatPinHash,
  isHash,
  isTooSimple,
  MOST_PIN_BYTES,
  parsePinHash,
  PIN_COST,
  PIN_KEY_BYTES,
} from '../../shared/domain/pin-code.ts'

/** The code as it is stored: `scrypt$N$r$p$salt$hash`, salt and hash in base64url. Given hashes are kept. */
export async function hashPin(pin: string): Promise<string> {
  if (isHash(pin)) return pin
  const salt = randomBytes(16)
  const key = await derive(pin, salt, PIN_KEY_BYTES, { ...PIN_COST, maxmem: MOST_PIN_BYTES })
  return formatPinHash(salt.toString('base64url'), key.toString('base64url'))
}

/** True when `pin` is the code of this hash; false also for a hash that is not in our form. */
export async function isPin(pin: string, hash: string): Promise<boolean> {
  const stored = parseHash(hash)
  if (stored === undefined) return false
  const { salt, key, options } = stored
  try {
    return timingSafeEqual(await derive(pin, salt, key.length, options), key)
  } catch (error) {
    // A cost that OpenSSL refuses (N that is no power of two): nobody can sign in by such a hash.
    if (error instanceof RangeError) return false
    throw error
  }
}

/** A code as the configuration gave it, against what was stored of the one before. */
export async function isSameGiven(given: string, before: string): Promise<boolean> {
  return isHash(given) ? given === before : await isPin(given, before)
}

/** Six digits for the first sign-in; never one that everybody tries first. */
export function newFirstUseCode(): string {
  for (;;) {
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    if (!isTooSimple(code)) return code
  }
}

function parseHash(hash: string): { salt: Buffer; key: Buffer; options: ScryptOptions } | undefined {
  const parsed = parsePinHash(hash)
  if (parsed === undefined) return undefined
  const { N, r, p } = parsed
  const key = Buffer.from(parsed.key, 'base64url')
  if (key.length < 16 || key.length > 128) return undefined
  return { salt: Buffer.from(parsed.salt, 'base64url'), key, options: { N, r, p, maxmem: MOST_PIN_BYTES } }
}

function derive(pin: string, salt: Buffer, bytes: number, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, bytes, options, (error, derived) => {
      if (error === null) resolve(derived)
      else reject(error)
    })
  })
}
