import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../../../device-drivers/bytes.ts'
import { decodeRadarLine } from '../../../../device-drivers/mr60fda/decode-line.ts'
import { encodeR60Command } from '../../../../device-drivers/mr60fda/r60-codec.ts'
import type { R60Command } from '../../../../device-drivers/mr60fda/r60-codec.ts'
import { buildR60Frame, splitR60Frame } from '../../../../device-drivers/mr60fda/r60-frame-parser.ts'
import { buildTfFrame, splitTfFrame } from '../../../../device-drivers/mr60fda/tf-frame-parser.ts'
import { commandVectors, streamVectors } from './radar-vectors.ts'

/** Every way to cut the hex in two, and byte by byte. */
function cuts(hex: string): string[][] {
  const bytes = hex.match(/../g) ?? []
  const inTwo = bytes.map((_, at) => [bytes.slice(0, at).join(''), bytes.slice(at).join('')])
  return [...inTwo, bytes]
}

describe('shared radar vectors', () => {
  test('the file holds what the document says', () => {
    expect(streamVectors.length + commandVectors.length).toBe(47)
  })

  test.each(streamVectors.map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    const { name: _name, kind: _kind, expect: expected, ...line } = vector
    const decoded = decodeRadarLine(line)
    expect(decoded).toEqual({ ...expected, events: expect.any(Array) as unknown })
  })

  test.each(streamVectors.map((vector) => [vector.name, vector] as const))(
    '%s, cut at every byte, gives the same',
    (_, { hex, variant }) => {
      const whole = decodeRadarLine({ hex, variant })
      for (const chunks of cuts(hex)) expect(decodeRadarLine({ hex, variant, chunks })).toEqual(whole)
    },
  )

  test.each(commandVectors.map((vector) => [vector.name, vector] as const))('command %s', (_, vector) => {
    const { control, command, data, kind, ...fields } = vector.expect.encode
    const frame = { control: parseInt(control, 16), command: parseInt(command, 16), data: bytes(data) }
    expect(toHex(buildR60Frame(frame))).toBe(vector.hex)
    if (kind !== undefined) {
      expect(toHex(encodeR60Command({ kind, fields } as R60Command))).toBe(vector.hex)
    }
  })

  test('a frame taken apart and built again is the same frame', () => {
    for (const { hex, variant, expect: expected } of streamVectors) {
      if (expected.messages.length !== 1 || expected.discardedBytes + expected.pendingBytes > 0) continue
      const frame = bytes(hex)
      const again =
        variant === 'tf-fda2' ? buildTfFrame(splitTfFrame(frame)) : buildR60Frame(splitR60Frame(frame))
      expect(toHex(again)).toBe(hex)
    }
  })
})

function bytes(hex: string): Uint8Array {
  const read = fromHex(hex)
  if (read === undefined) throw new Error(`not hex: ${hex}`)
  return read
}
