import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeUtf8, encodeUtf8 } from '../../../../shared/sip/utf8.ts'

it('text becomes the bytes that every other program makes of it, and text again', () => {
  // Every character but halves of pairs.
  const character = fc
    .integer({ min: 0, max: 0x10ffff - 0x800 })
    .map((point) => String.fromCodePoint(point < 0xd800 ? point : point + 0x800))
  fc.assert(
    fc.property(fc.array(character, { maxLength: 200 }), (characters) => {
      const text = characters.join('')
      expect(Buffer.from(encodeUtf8(text)).equals(Buffer.from(text, 'utf8'))).toBe(true)
      expect(decodeUtf8(encodeUtf8(text))).toBe(text)
    }),
  )
  const long = 'ø€😀'.repeat(5_000)
  expect(decodeUtf8(encodeUtf8(long))).toBe(long)
})

it.each([
  ['a byte of Latin 1', [0x42, 0xe5, 0x64], 'B\uFFFDd'],
  ['an overlong zero', [0xc0, 0x80], '\uFFFD\uFFFD'],
  ['half a pair', [0xed, 0xa0, 0x80], '\uFFFD\uFFFD\uFFFD'],
  ['over the last character', [0xf4, 0x90, 0x80, 0x80], '\uFFFD\uFFFD\uFFFD\uFFFD'],
  ['cut in the middle', [0x41, 0xe2, 0x82], 'A\uFFFD\uFFFD'],
])('%s is marked, not guessed', (_what, bytes, text) => {
  expect(decodeUtf8(Uint8Array.from(bytes))).toBe(text)
})

it('no bytes make it throw', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => typeof decodeUtf8(bytes) === 'string'))
})
