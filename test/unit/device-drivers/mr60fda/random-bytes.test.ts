import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes } from '../../../../device-drivers/bytes.ts'
import type { FrameScanner } from '../../../../device-drivers/frame-scanner.ts'
import { createR60Parser } from '../../../../device-drivers/mr60fda/r60-frame-parser.ts'
import { buildR60Frame } from '../../../../device-drivers/mr60fda/r60-frame-parser.ts'
import { buildTfFrame, createTfParser } from '../../../../device-drivers/mr60fda/tf-frame-parser.ts'

const PARSERS: readonly [string, () => FrameScanner<string>][] = [
  ['R60', createR60Parser],
  ['FDA2', createTfParser],
]
const R60_FALL = buildR60Frame({ control: 0x83, command: 0x01, data: Uint8Array.of(1) })
const TF_FALL = buildTfFrame({ id: 17, type: 0x0e02, data: Uint8Array.of(1) })

/** Bytes with many starts in them, as mischievous as a damaged line. */
const wire = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 30 }),
      fc.constantFrom(
        R60_FALL,
        TF_FALL,
        R60_FALL.slice(0, 6),
        TF_FALL.slice(0, 9),
        Uint8Array.of(0x53, 0x59),
      ),
    ),
    { maxLength: 20 },
  )
  .map(concatBytes)

function run(create: () => FrameScanner<string>, chunks: readonly Uint8Array[]) {
  const parser = create()
  const before = chunks.flatMap((chunk) => parser.push(chunk))
  const pending = parser.pendingBytes
  const after = parser.giveUp()
  const frames = (outputs: typeof before) => outputs.filter((output) => output.type === 'frame')
  const dropped = (outputs: typeof before) => outputs.filter((output) => output.type === 'discard')
  return {
    all: [...before, ...after],
    pending,
    frames: frames([...before, ...after]),
    dropped: dropped([...before, ...after]),
  }
}

describe.each(PARSERS)('%s parser on any bytes', (_, create) => {
  test('every byte comes out once and in order, in a frame or discarded', () => {
    fc.assert(
      fc.property(wire, (bytes) => {
        expect(concatBytes(run(create, [bytes]).all.map((output) => output.bytes))).toEqual(bytes)
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
        const whole = run(create, [bytes])
        const cut = run(create, pieces)
        expect(cut.frames).toEqual(whole.frames)
        expect(cut.pending).toBe(whole.pending)
        const refusals = (result: typeof whole) =>
          result.dropped.map(({ reason }) => reason).filter((reason) => reason !== 'noise')
        expect(refusals(cut)).toEqual(refusals(whole))
      }),
      { numRuns: 500 },
    )
  })

  test('a refused candidate costs one byte', () => {
    fc.assert(
      fc.property(wire, (bytes) => {
        for (const { reason, bytes: dropped } of run(create, [bytes]).dropped) {
          if (reason !== 'noise') expect(dropped).toHaveLength(1)
        }
      }),
    )
  })
})

test.each([
  ['R60', createR60Parser, R60_FALL],
  ['FDA2', createTfParser, TF_FALL],
] as const)('%s: a fall with noise before, between and after comes through each time', (_, create, fall) => {
  const noise = Uint8Array.of(0x00, 0xff, 0x53, 0x12, 0x54, 0x43, 0x59, 0x02)
  const line = concatBytes([noise, fall, noise, fall, fall, noise])
  for (let cut = 0; cut <= line.length; cut += 1) {
    const { frames } = run(create, [line.slice(0, cut), line.slice(cut)])
    expect(frames.map((frame) => frame.bytes)).toEqual([fall, fall, fall])
  }
})

test('a cut frame takes no fall behind it along: the fall comes out when the line falls silent', () => {
  const cut = Uint8Array.of(0x53, 0x59, 0x80, 0x01, 0x00, 0x40)
  const parser = createR60Parser()
  expect(parser.push(concatBytes([cut, R60_FALL]))).toEqual([])
  expect(parser.giveUp().find((output) => output.type === 'frame')?.bytes).toEqual(R60_FALL)
})
