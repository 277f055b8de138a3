/** The shared vectors of a protocol through `decode`, and what an inspector must bear. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fromHex } from '../../../../device-drivers/bytes.ts'
import type { Protocol } from '../../../../device-drivers/protocol-driver.ts'

const VectorFile = z.object({
  protocol: z.string(),
  vectors: z.array(
    z.looseObject({
      name: z.string(),
      kind: z.string().optional(),
      hex: z.string().optional(),
      variant: z.string().optional(),
      steps: z.array(z.looseObject({ tx: z.string() })).optional(),
      frames: z.array(z.looseObject({ accept: z.boolean(), rule: z.string() })).optional(),
      expect: z.record(z.string(), z.unknown()),
    }),
  ),
})

/** These are what we send; tests of the protocol's own encode them (contract: "decode"). */
const SENT_BY_US = ['command', 'write']
/** Kinds that are a byte stream, which may arrive in any pieces. */
const STREAMS = [undefined, 'stream']

export function describeVectors(protocol: Protocol, file: string): void {
  const { vectors, ...head } = VectorFile.parse(
    JSON.parse(readFileSync(new URL(`../../../fixtures/vectors/${file}`, import.meta.url), 'utf8')),
  )
  const received = vectors.filter(({ kind }) => kind === undefined || !SENT_BY_US.includes(kind))
  const named = received.map((vector) => [vector.name, vector] as const)

  describe('shared vectors', () => {
    test('are those of this protocol', () => {
      expect(head.protocol).toBe(protocol.id)
      expect(received.length).toBeGreaterThan(0)
    })

    test.each(named)('%s', (_, { expect: expected, ...line }) => {
      // Steps and frames say beside what came what is to become of each.
      const answers = {
        ...(line.steps === undefined ? {} : { tx: line.steps.map(({ tx }) => tx) }),
        ...(line.frames === undefined
          ? {}
          : { frames: line.frames.map(({ accept, rule }) => ({ accept, rule })) }),
      }
      const events = expect.any(Array) as unknown
      expect(protocol.decodeLine(line)).toEqual({ ...answers, ...expected, events })
    })

    test.each(named.filter(([, { kind }]) => STREAMS.includes(kind)))(
      '%s gives the same however it is cut',
      (_, { expect: _expected, chunks: _chunks, ...line }) => {
        const whole = protocol.decodeLine(line)
        for (const chunks of cutsOf(line.hex ?? ''))
          expect(protocol.decodeLine({ ...line, chunks })).toEqual(whole)
      },
    )

    test.each(named.filter(([, { hex }]) => hex !== undefined))(
      '%s is explained or not, but never breaks',
      (_, vector) => {
        const raw = fromHex(vector.hex ?? '') ?? new Uint8Array()
        for (const { name, value } of protocol.explainFrame(raw, vector.variant ?? null)) {
          expect(name).toMatch(/^[a-z]/)
          expect(typeof value).toBe('string')
        }
      },
    )
  })
}

/** What a technician may paste: any JSON object is answered, with an object. */
export function describeInspector(protocol: Protocol): void {
  test('any JSON object is answered, a wrong one as wrong usage or an error', () => {
    fc.assert(
      fc.property(lines, (line) => {
        const answer = protocol.decodeLine(line)
        expect(JSON.parse(JSON.stringify(answer))).toBeTypeOf('object')
      }),
      { numRuns: 300 },
    )
    expect(protocol.decodeLine({ hex: 'zz' })).toMatchObject({ error: 'usage' })
  })

  test('any bytes are explained or not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (raw) => {
        expect(Array.isArray(protocol.explainFrame(raw, null))).toBe(true)
      }),
    )
  })
}

const hexText = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('hex'))
const lines = fc.oneof(
  fc.dictionary(
    fc.constantFrom(
      'hex',
      'variant',
      'chunks',
      'eep',
      'kind',
      'mac',
      'key',
      'uuid',
      'frames',
      'steps',
      'values',
    ),
    fc.oneof(fc.jsonValue({ maxDepth: 2 }), hexText, fc.array(hexText, { maxLength: 4 })),
  ),
  fc.record({ hex: hexText }),
)

/** Every way to cut the hex in two, and byte by byte. */
function cutsOf(hex: string): string[][] {
  const bytes = hex.match(/../g) ?? []
  const inTwo = bytes.map((_, at) => [bytes.slice(0, at).join(''), bytes.slice(at).join('')])
  return [...inTwo, bytes]
}
