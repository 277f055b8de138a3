/** Our CCM against Node's own, which Electron lacks. */
import { createCipheriv } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openCcm } from '../../../../device-drivers/bthome-v2/aes-ccm.ts'

const bytes = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length })

test('opens what Node seals, of any length, and nothing that was changed by one bit', () => {
  const plain = fc.uint8Array({ maxLength: 70 })
  fc.assert(
    fc.property(bytes(16), bytes(13), plain, fc.nat(), (key, nonce, plaintext, at) => {
      const cipher = createCipheriv('aes-128-ccm', key, nonce, { authTagLength: 4 })
      const ciphertext = new Uint8Array(cipher.update(plaintext))
      cipher.final()
      const tag = new Uint8Array(cipher.getAuthTag())
      expect(openCcm(key, nonce, { ciphertext, tag })).toEqual(plaintext)

      const sealed = new Uint8Array([...ciphertext, ...tag])
      const bit = at % (sealed.length * 8)
      sealed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const cut = ciphertext.length
      expect(openCcm(key, nonce, { ciphertext: sealed.slice(0, cut), tag: sealed.slice(cut) })).toBeNull()
    }),
    { numRuns: 500 },
  )
})

test('a tag of another length opens nothing', () => {
  const key = new Uint8Array(16)
  const nonce = new Uint8Array(13)
  for (const length of [0, 3, 5, 16]) {
    expect(openCcm(key, nonce, { ciphertext: Uint8Array.of(1), tag: new Uint8Array(length) })).toBeNull()
  }
})
