const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const LENGTH = 16

/**
 * The `ref` of a message: 16 characters of base 36 out of its id, so that a repeat to any receiver, and after any
 * restart, is the same one (scaip.md §9.2). `sha256` gives the 32 bytes of the digest of a text.
 */
export function referenceOf(messageId: string, sha256: (text: string) => Uint8Array): string {
  let rest = sha256(messageId).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  let reference = ''
  while (reference.length < LENGTH) {
    reference += ALPHABET.charAt(Number(rest % 36n))
    rest /= 36n
  }
  return reference
}
