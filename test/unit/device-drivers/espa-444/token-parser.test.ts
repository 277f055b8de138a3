import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concatBytes, fromHex } from '../../../../device-drivers/bytes.ts'
import { EspaTokenParser } from '../../../../device-drivers/espa-444/token-parser.ts'
import type { EspaOutput } from '../../../../device-drivers/espa-444/token-parser.ts'
import { SELECT_US, call } from './espa-bench.ts'

const CALL = fromHex(call('204', 'Rom 204')) ?? new Uint8Array()

/** Bytes with many beginnings and ends in them, as mischievous as a damaged line. */
const wire = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 30 }),
      fc
        .array(fc.constantFrom(1, 2, 3, 4, 5, 6, 0x15, 0x30, 0x32), { maxLength: 20 })
        .map((list) => Uint8Array.from(list)),
      fc.constantFrom(CALL, CALL.slice(0, 8), fromHex(SELECT_US) ?? new Uint8Array()),
    ),
    { maxLength: 20 },
  )
  .map(concatBytes)

function run(chunks: readonly Uint8Array[]): { outputs: EspaOutput[]; pending: number } {
  const parser = new EspaTokenParser()
  const outputs = chunks.flatMap((chunk) => parser.push(chunk))
  const pending = parser.pendingBytes
  return { outputs: [...outputs, ...parser.giveUp()], pending }
}

const tokens = ({ outputs }: ReturnType<typeof run>) => outputs.filter(({ type }) => type !== 'discard')
const refusals = ({ outputs }: ReturnType<typeof run>) =>
  outputs.flatMap((output) => (output.type === 'discard' && output.reason !== 'noise' ? [output] : []))

test('every byte comes out once and in order, in a token or discarded', () => {
  fc.assert(
    fc.property(wire, (bytes) => {
      expect(concatBytes(run([bytes]).outputs.map((output) => output.bytes))).toEqual(bytes)
    }),
    { numRuns: 500 },
  )
})

test('how the bytes are cut into reads makes no difference', () => {
  fc.assert(
    fc.property(wire, fc.integer({ min: 1, max: 17 }), (bytes, size) => {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_each, at) =>
        bytes.slice(at * size, (at + 1) * size),
      )
      const whole = run([bytes])
      const cut = run(pieces)
      expect(tokens(cut)).toEqual(tokens(whole))
      expect(refusals(cut)).toEqual(refusals(whole))
      expect(cut.pending).toBe(whole.pending)
    }),
    { numRuns: 500 },
  )
})

test('what waits is never more than a block of 1024 bytes', () => {
  const parser = new EspaTokenParser()
  parser.push(Uint8Array.of(1, 0x31, 2))
  for (let n = 0; n < 5000; n += 1) {
    parser.push(Uint8Array.of(0x41))
    expect(parser.pendingBytes).toBeLessThanOrEqual(1024)
  }
})

test('a block of 1024 bytes is one, its call behind noise and a cut block too', () => {
  const long = Uint8Array.of(1, 0x31, 2, ...new Uint8Array(1019).fill(0x41), 3, 0x10)
  expect(long).toHaveLength(1024)
  expect(run([long]).outputs).toMatchObject([{ type: 'block' }])
  const line = concatBytes([Uint8Array.of(0xff, 0), CALL.slice(0, 9), CALL, Uint8Array.of(13)])
  expect(tokens(run([line]))).toEqual([{ type: 'block', bytes: CALL }])
})
