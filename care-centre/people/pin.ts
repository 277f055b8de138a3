/** Codes of operators: six digits, kept as scrypt with its parameters in the text. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import {
  formatPinHash,
  isHash,
  MOST_PIN_BYTES,
  parsePinHash,
  PIN_COST,
  PIN_KEY_BYTES,
} from '../../shared/domain/pin-code.ts'

export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(pin, salt, PIN_KEY_BYTES, PIN_COST)
  return formatPinHash(salt.toString('base64url'), key.toString('base64url'))
}

/** False also for a hash that is none of ours; `hash` may be the six digits of a first-use code themselves. */
export async function isPin(pin: string, hash: string): Promise<boolean> {
  if (!isHash(hash)) return timingSafeEqual(digits(pin), digits(hash))
  const stored = parsePinHash(hash)
  const key = Buffer.from(stored?.key ?? '', 'base64url')
  if (stored === undefined || key.length < 16 || key.length > 128) return false
  return timingSafeEqual(await derive(pin, Buffer.from(stored.salt, 'base64url'), key.length, stored), key)
}

/** Whether the configuration's `given` code is the one of which `before` was kept. */
export async function isSameGiven(given: string, before: string): Promise<boolean> {
  return isHash(given) ? given === before : await isPin(given, before)
}

/** Codes have six digits; something else gives the same length and never the same bytes as one that has. */
function digits(pin: string): Buffer {
  return Buffer.from(pin.padEnd(6).slice(0, 6), 'latin1')
}

function derive(
  pin: string,
  salt: Buffer,
  bytes: number,
  { N, r, p }: { readonly N: number; readonly r: number; readonly p: number },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, bytes, { N, r, p, maxmem: MOST_PIN_BYTES }, (error, derived) => {
      if (error === null) resolve(derived)
      else reject(error)
    })
  })
}
