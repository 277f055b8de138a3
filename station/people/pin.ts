/** Codes of people: six digits, stored as scrypt with its parameters in the text. */
import { randomBytes, randomInt, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto'

/** scrypt cost for a six-digit code: about 60 ms and 32 MiB a try on a small machine. */
const COST = { N: 32_768, r: 8, p: 1 }
const KEY_BYTES = 32
/** Given hashes may ask for more than our own; what needs more memory than this is not tried. */
const MOST_BYTES = 256 * 1024 * 1024
const MOST_ROUNDS = 16

/** The code as it is stored: `scrypt$N$r$p$salt$hash`, salt and hash in base64url. Given hashes are kept. */
export async function hashPin(pin: string): Promise<string> {
  if (isHash(pin)) return pin
  const salt = randomBytes(16)
  const key = await derive(pin, salt, KEY_BYTES, { ...COST, maxmem: MOST_BYTES })
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$')
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

export function isHash(pin: string): boolean {
  return pin.startsWith('scrypt$')
}

/** Six digits for the first sign-in; never one that everybody tries first. */
export function newFirstUseCode(): string {
  for (;;) {
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    if (!isTooSimple(code)) return code
  }
}

/** Digits that all are the same, count up or down, or are two or three that repeat. */
export function isTooSimple(pin: string): boolean {
  const steps = Array.from(pin.slice(1), (digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10)
  const isEven = steps.every((step) => step === steps[0])
  if (isEven && (steps[0] === 0 || steps[0] === 1 || steps[0] === 9)) return true
  return pin === pin.slice(0, 2).repeat(3) || pin === pin.slice(0, 3).repeat(2)
}

function parseHash(hash: string): { salt: Buffer; key: Buffer; options: ScryptOptions } | undefined {
  const [kind, cost, blocks, parallel, salt, key, ...rest] = hash.split('$')
  if (kind !== 'scrypt' || salt === undefined || key === undefined || rest.length > 0) return undefined
  const [N, r, p] = [Number(cost), Number(blocks), Number(parallel)]
  if (![N, r, p].every((value) => Number.isInteger(value) && value > 0)) return undefined
  if (128 * N * r > MOST_BYTES / 2 || p > MOST_ROUNDS) return undefined
  const bytes = Buffer.from(key, 'base64url')
  if (bytes.length < 16 || bytes.length > 128) return undefined
  return { salt: Buffer.from(salt, 'base64url'), key: bytes, options: { N, r, p, maxmem: MOST_BYTES } }
}

function derive(pin: string, salt: Buffer, bytes: number, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, bytes, options, (error, derived) => {
      if (error === null) resolve(derived)
      else reject(error)
    })
  })
}
