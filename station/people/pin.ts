import { randomBytes, scrypt } from 'node:crypto'

/** scrypt cost for a six-digit code: about 60 ms and 32 MiB a try on a small machine. */
const COST = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
const KEY_BYTES = 32

/** The code as it is stored: `scrypt$N$r$p$salt$hash`, salt and hash in base64url. Given hashes are kept. */
export async function hashPin(pin: string): Promise<string> {
  if (pin.startsWith('scrypt$')) return pin
  const salt = randomBytes(16)
  const key = await new Promise<Buffer>((resolve, reject) => {
    scrypt(pin, salt, KEY_BYTES, COST, (error, derived) => {
      if (error === null) resolve(derived)
      else reject(error)
    })
  })
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}
