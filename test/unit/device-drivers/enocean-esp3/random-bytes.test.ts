import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes, toHex } from '../../../../device-drivers/bytes.ts'
import { createEsp3Parser } from '../../../../device-drivers/enocean-esp3/packet-parser.ts'
import { CLOSED, CONTACT, CORD, OPEN, PRESS, READY, VERSION, enoceanBench, fourBs } from './enocean-bench.ts'

const PACKETS = [PRESS, OPEN, CLOSED, VERSION, READY, fourBs('00005508')]

/** Packets of which some are cut, damaged or run into one another, and noise full of starts. */
const wire = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 30 }),
      fc.constantFrom(...PACKETS),
      fc
        .tuple(fc.constantFrom(...PACKETS), fc.nat(), fc.integer({ min: 1, max: 255 }))
        .map(([packet, at, mask]) =>
          packet.map((byte, index) => (index === at % packet.length ? byte ^ mask : byte)),
        ),
      fc
        .tuple(fc.constantFrom(...PACKETS), fc.nat())
        .map(([packet, kept]) => packet.slice(0, kept % packet.length)),
      fc.constantFrom(Uint8Array.of(0x55), Uint8Array.of(0x55, 0x00, 0x55)),
    ),
    { maxLength: 20 },
  )
  .map(concatBytes)

describe('the ESP3 parser on any bytes', () => {
  test('every byte comes out once and in order', () => {
    fc.assert(
      fc.property(wire, (bytes) => {
        const parser = createEsp3Parser()
        const outputs = [...parser.push(bytes), ...parser.giveUp()]
        expect(concatBytes(outputs.map((output) => output.bytes))).toEqual(bytes)
      }),
      { numRuns: 500 },
    )
  })

  test('how the bytes are cut into reads makes no difference', () => {
    const framesOf = (chunks: readonly Uint8Array[]) => {
      const parser = createEsp3Parser()
      const outputs = [...chunks.flatMap((chunk) => parser.push(chunk)), ...parser.giveUp()]
      return outputs.filter(({ type }) => type === 'frame').map((output) => toHex(output.bytes))
    }
    fc.assert(
      fc.property(wire, fc.integer({ min: 1, max: 17 }), (bytes, size) => {
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
          bytes.slice(at * size, (at + 1) * size),
        )
        expect(framesOf(pieces)).toEqual(framesOf([bytes]))
      }),
      { numRuns: 500 },
    )
  })
})

test('a packet whose last byte is lost takes the next call along no further than its checksum', () => {
  const line = enoceanBench({ [CORD]: { eep: 'F6-02-01' }, [CONTACT]: { eep: 'D5-00-01' } })
  expect(line.hears(OPEN.slice(0, -1), PRESS)).toEqual([`${CORD} help-call true`])
})

test('from damaged bytes comes no event that their packets do not hold', () => {
  fc.assert(
    fc.property(wire, (bytes) => {
      const line = enoceanBench({
        [CORD]: { eep: 'F6-02-01', settings: { use: 'button' } },
        [CONTACT]: { eep: 'D5-00-01' },
      })
      const effects = [...line.say(bytes), ...line.wait(200).effects]
      for (const effect of effects) {
        if (effect.type !== 'event') continue
        const parser = createEsp3Parser()
        expect(parser.push(effect.event.raw)).toEqual([{ type: 'frame', bytes: effect.event.raw }])
        expect([CORD, CONTACT]).toContain(effect.event.address)
      }
    }),
    { numRuns: 300 },
  )
})
