/** Codes of six digits: what everybody tries first, and the text in which a code is stored. Pure. */

/** `scrypt$N$r$p$salt$hash`, salt and hash in base64url. */
export interface PinHash {
  readonly N: number
  readonly r: number
  readonly p: number
  readonly salt: string
  readonly key: string
}

/** scrypt cost for a six-digit code: about 60 ms and 32 MiB a try on a small machine. */
export const PIN_COST = { N: 32_768, r: 8, p: 1 }
export const PIN_KEY_BYTES = 32
/** Given hashes may ask for more than our own; what needs more memory than this is not tried. */
export const MOST_PIN_BYTES = 256 * 1024 * 1024
const MOST_ROUNDS = 16

/** Digits that all are the same, count up or down, or are two or three that repeat. */
export function isTooSimple(pin: string): boolean {
  const steps = Array.from(pin.slice(1), (digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10)
  const isEven = steps.every((step) => step === steps[0])
  if (isEven && (steps[0] === 0 || steps[0] === 1 || steps[0] === 9)) return true
  return pin === pin.slice(0, 2).repeat(3) || pin === pin.slice(0, 3).repeat(2)
}

export function isHash(pin: string): boolean {
  return pin.startsWith('scrypt$')
}

/** `salt` and `key` in base64url, made with the cost above. */
export function formatPinHash(salt: string, key: string): string {
  return ['scrypt', PIN_COST.N, PIN_COST.r, PIN_COST.p, salt, key].join('$')
}

/** `undefined` for what is not in our form or asks for more than we spend. */
export function parsePinHash(text: string): PinHash | undefined {
  const [kind, cost, blocks, parallel, salt, key, ...rest] = text.split('$')
  if (kind !== 'scrypt' || salt === undefined || key === undefined || rest.length > 0) return undefined
  const [N, r, p] = [Number(cost), Number(blocks), Number(parallel)]
  if (![N, r, p].every((value) => Number.isInteger(value) && value > 0)) return undefined
  // scrypt takes no other cost than a power of two.
  if (!Number.isInteger(Math.log2(N)) || N === 1) return undefined
  return 128 * N * r > MOST_PIN_BYTES / 2 || p > MOST_ROUNDS ? undefined : { N, r, p, salt, key }
}
