import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { toHex } from '../../../../device-drivers/bytes.ts'
import { decodeEnoceanLine } from '../../../../device-drivers/enocean-esp3/decode-line.ts'
import {
  buildPacket,
  crc8,
  createEsp3Parser,
  splitPacket,
} from '../../../../device-drivers/enocean-esp3/packet-parser.ts'
import { buildTelegram } from '../../../../device-drivers/enocean-esp3/telegram.ts'
import { bytes } from './enocean-bench.ts'

const File = z.object({
  vectors: z.array(
    z.looseObject({
      name: z.string(),
      kind: z.literal('stream'),
      hex: z.string(),
      expect: z.looseObject({ messages: z.array(z.record(z.string(), z.unknown())) }),
    }),
  ),
})
const { vectors } = File.parse(
  JSON.parse(readFileSync(new URL('../../../fixtures/vectors/enocean-esp3.json', import.meta.url), 'utf8')),
)
const named = vectors.map((vector) => [vector.name, vector] as const)

test('the file holds what the document says', () => {
  expect(vectors).toHaveLength(46)
})

describe('shared EnOcean vectors', () => {
  test.each(named)('%s', (_, { expect: expected, ...line }) => {
    expect(decodeEnoceanLine(line)).toEqual({ ...expected, events: expect.any(Array) as unknown })
  })

  test.each(named)(
    '%s, cut anywhere, gives the same',
    (_, { expect: _expected, chunks: _chunks, ...line }) => {
      const whole = decodeEnoceanLine(line)
      const pairs = line.hex.match(/../g) ?? []
      for (let cut = 0; cut <= pairs.length; cut += 1) {
        const chunks = [pairs.slice(0, cut).join(''), pairs.slice(cut).join('')]
        expect(decodeEnoceanLine({ ...line, chunks })).toEqual(whole)
      }
      expect(decodeEnoceanLine({ ...line, chunks: pairs })).toEqual(whole)
    },
  )

  test.each(named)('%s, taken apart and built again, is the same packet', (_, { hex }) => {
    for (const output of createEsp3Parser().push(bytes(hex))) {
      if (output.type === 'frame') {
        expect(toHex(buildPacket(splitPacket(output.bytes)))).toBe(toHex(output.bytes))
      }
    }
  })
})

test('the check value of the checksum is that of the document', () => {
  expect(
    crc8(
      Uint8Array.from('123456789', (digit) => digit.charCodeAt(0)),
      0,
      9,
    ),
  ).toBe(0xf4)
})

test('a telegram built is the one of the document', () => {
  const contact = { rorg: 0xd5, payload: Uint8Array.of(8), sender: '01825dab', rssiDbm: -54 }
  expect(toHex(buildTelegram(contact))).toBe('55000707017ad50801825dab0001ffffffff360053')
})
