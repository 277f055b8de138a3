import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { referenceOf } from '../../../../shared/scaip/reference.ts'

const sha256 = (text: string): Uint8Array => createHash('sha256').update(text).digest()

test('a message has one reference, of 16 letters and digits, after every restart', () => {
  const reference = referenceOf('019aa5d2-7a1b-7c3d-8e4f-5a6b7c8d9e0f', sha256)
  expect(reference).toMatch(/^[0-9A-Z]{16}$/)
  expect(referenceOf('019aa5d2-7a1b-7c3d-8e4f-5a6b7c8d9e0f', sha256)).toBe(reference)
})

test('twenty thousand messages have as many references', () => {
  const references = new Set(Array.from({ length: 20_000 }, (_, at) => referenceOf(`m-${at}`, sha256)))
  expect(references.size).toBe(20_000)
})

test('every place of it is used evenly', () => {
  const references = Array.from({ length: 3600 }, (_, at) => referenceOf(`m-${at}`, sha256))
  for (let place = 0; place < 16; place += 1) {
    const letters = new Set(references.map((reference) => reference[place]))
    expect(letters.size).toBe(36)
  }
})
