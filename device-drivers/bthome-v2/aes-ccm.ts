/**
 * AES-128-CCM with a 13-byte nonce and a 4-byte tag (bthome-v2.md, section 4; NIST SP 800-38C with q = 2,
 * t = 4, no associated data), built from `aes-128-ecb`: Electron's BoringSSL has no CCM.
 */
import { createCipheriv, timingSafeEqual } from 'node:crypto'
import { concatBytes } from '../bytes.ts'

const BLOCK = 16
export const CCM_TAG_BYTES = 4
export const CCM_NONCE_BYTES = 13
export const CCM_KEY_BYTES = 16

/** First MAC block: 8 × (t - 2) / 2 + (q - 1). */
const MAC_FLAGS = 0x09
/** Counter blocks: q - 1. */
const COUNTER_FLAGS = 0x01

export interface SealedMessage {
  readonly ciphertext: Uint8Array
  readonly tag: Uint8Array
}

/** The plaintext, null when the tag is wrong. The tag is compared in constant time. */
export function openCcm(
  key: Uint8Array,
  nonce: Uint8Array,
  { ciphertext, tag }: SealedMessage,
): Uint8Array | null {
  // A device's key is 16 bytes; no chaining, so one cipher object serves block by block.
  const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false)
  const encrypt = (block: Uint8Array): Uint8Array => cipher.update(block)

  const blocks = Math.ceil(ciphertext.length / BLOCK)
  const keystream = encrypt(
    concatBytes(Array.from({ length: blocks + 1 }, (_, i) => block(COUNTER_FLAGS, nonce, i))),
  )
  const plaintext = xor(ciphertext, keystream.subarray(BLOCK))

  let mac = encrypt(block(MAC_FLAGS, nonce, plaintext.length))
  for (let at = 0; at < plaintext.length; at += BLOCK) {
    mac = encrypt(xor(mac, padded(plaintext.subarray(at, at + BLOCK))))
  }
  const expected = xor(mac.subarray(0, CCM_TAG_BYTES), keystream)
  return tag.length === CCM_TAG_BYTES && timingSafeEqual(expected, tag) ? plaintext : null
}

/** `flags`, nonce, then a number of two bytes, highest first: the block counter or the length. */
function block(flags: number, nonce: Uint8Array, number: number): Uint8Array {
  return concatBytes([Uint8Array.of(flags), nonce, Uint8Array.of(number >> 8, number & 0xff)])
}

function padded(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(BLOCK)
  whole.set(bytes)
  return whole
}

/** As long as `a`. */
function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((byte, i) => byte ^ (b[i] ?? 0))
}
