import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../../../device-drivers/bytes.ts'
import { buildBlock, judgeBlock } from '../../../../device-drivers/espa-444/block.ts'
import { decodeEspaLine } from '../../../../device-drivers/espa-444/decode-line.ts'
import { streamVectors, transactionVectors } from './espa-vectors.ts'

/** Every way to cut the hex in two, and byte by byte. */
function cuts(hex: string): string[][] {
  const bytes = hex.match(/../g) ?? []
  const inTwo = bytes.map((_, at) => [bytes.slice(0, at).join(''), bytes.slice(at).join('')])
  return [...inTwo, bytes]
}

const anyEvents = expect.any(Array) as unknown

describe('shared ESPA vectors', () => {
  test('the file holds what the document says', () => {
    expect(streamVectors.length + transactionVectors.length).toBe(42)
  })

  test.each(streamVectors.map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    const { hex, chunks, expect: expected } = vector
    const decoded = decodeEspaLine(chunks === undefined ? { hex } : { hex, chunks })
    expect(decoded).toEqual({ ...expected, events: anyEvents })
  })

  test.each(streamVectors.map((vector) => [vector.name, vector] as const))(
    '%s, cut at every byte, gives the same',
    (_, { hex }) => {
      const whole = decodeEspaLine({ hex })
      for (const chunks of cuts(hex)) expect(decodeEspaLine({ hex, chunks })).toEqual(whole)
    },
  )

  test.each(transactionVectors.map((vector) => [vector.name, vector] as const))(
    '%s',
    (_, { role, ownAddress, steps, expect: expected }) => {
      const decoded = decodeEspaLine({ kind: 'transaction', role, ownAddress, steps })
      expect(decoded).toEqual({ tx: steps.map(({ tx }) => tx), ...expected, events: anyEvents })
    },
  )

  test('what we answer does not depend on what a recording says we answered', () => {
    for (const { role, ownAddress, steps, expect: expected } of transactionVectors) {
      if (expected.sent !== undefined) continue
      const asked = steps.map(({ rx }) => (rx === undefined ? {} : { rx }))
      const decoded = decodeEspaLine({ role, ownAddress, steps: asked })
      expect(decoded['tx']).toEqual(steps.map(({ tx }) => tx))
    }
  })

  test('a block taken apart and built again is the same block', () => {
    let blocks = 0
    for (const { hex, name, expect: expected } of streamVectors) {
      const raw = fromHex(hex) ?? new Uint8Array()
      const judged = judgeBlock(raw, 'latin-1')
      if (
        expected.tokens.length !== 1 ||
        raw[0] !== 1 ||
        judged.type !== 'good' ||
        name === 'trailing-record-separator'
      )
        continue
      blocks += 1
      expect(toHex(buildBlock(judged.block, 'latin-1'))).toBe(hex)
    }
    expect(blocks).toBeGreaterThan(15)
  })
})
