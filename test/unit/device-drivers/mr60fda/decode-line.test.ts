import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../../../device-drivers/bytes.ts'
import { decodeRadarLine } from '../../../../device-drivers/mr60fda/decode-line.ts'
import { explainRadarFrame } from '../../../../device-drivers/mr60fda/explain-frame.ts'
import { encodeTf } from '../../../../device-drivers/mr60fda/tf-codec.ts'
import { r60, tf } from './radar-bench.ts'

const kindOf = (frame: Uint8Array, variant: string) => {
  const [message] = decodeRadarLine({ hex: toHex(frame), variant })['messages'] as Record<string, unknown>[]
  const { control: _c, command: _d, data: _e, id: _i, type: _t, ...rest } = message ?? {}
  return rest
}

describe('decode mr60fda', () => {
  test('says what the station would make of it', () => {
    expect(decodeRadarLine({ hex: '53598301000101325443' })['events']).toEqual([
      { kind: 'fall', value: true },
    ])
    expect(decodeRadarLine({ hex: '01000200010e02f100ff', variant: 'tf-fda2' })['events']).toEqual([])
  })

  test('a fall behind a cut frame comes after the idle time, in messages and events', () => {
    const decoded = decodeRadarLine({ hex: '535980010040' + '53598301000101325443' })
    expect(decoded).toMatchObject({
      messages: [],
      pendingBytes: 16,
      afterIdle: { messages: [{ kind: 'fall', fallen: true }], rejects: ['truncated'] },
      events: [{ kind: 'fall', value: true }],
    })
  })

  test.each([
    [{}, 'hex'],
    [{ hex: 12 }, 'hex'],
    [{ hex: '535' }, 'hex'],
    [{ hex: '53zz' }, 'hex'],
    [{ hex: '53', variant: 'mr24' }, 'variant'],
    [{ hex: '53', variant: 7 }, 'variant'],
    [{ hex: '5359', chunks: '5359' }, 'chunks'],
    [{ hex: '5359', chunks: ['5'] }, 'chunks'],
    [{ hex: '5359', chunks: ['53'] }, 'add up'],
  ])('wrong input %j is a usage error', (input, word) => {
    expect(decodeRadarLine(input)).toEqual({
      error: 'usage',
      message: expect.stringContaining(word) as string,
    })
  })
})

describe('names that the vectors do not show', () => {
  test.each([
    [r60(0x06, 0x81, 0, 1, 0xff, 0xfe, 0, 3), { kind: 'install-angle', x: 1, y: -2, z: 3 }],
    [r60(0x83, 0x8e, 0, 10, 1, 0), { kind: 'track-point', x: 10, y: 256 }],
    [r60(0x80, 0x0e, 0, 2, 0, 0, 0, 100), { kind: 'height-share', total: 2, to2_0m: 100 }],
    [r60(0x80, 0x0e, 0, 150), { kind: 'set-motion-distance', centimetres: 150 }],
    [r60(0x83, 0x8d, 3), { kind: 'fall-sensitivity', value: 3 }],
    [r60(0x83, 0x81, 0x0f), { kind: 'get-fall-state' }],
    [r60(0x83, 0x01, 2), { kind: 'unknown' }],
    [r60(0x02, 0x07, 1), { kind: 'unknown' }],
  ])('R60 %#', (frame, expected) => {
    expect(kindOf(frame, 'r60-c1001')).toMatchObject(expected)
  })

  test.each([
    [encodeTf(1, 'set-threshold', { metres: 0.6 }), { kind: 'set-threshold', metres: 0.6 }],
    [encodeTf(1, 'set-install-height', { metres: 2.7 }), { kind: 'set-install-height', metres: 2.7 }],
    [
      encodeTf(1, 'set-alarm-area', { xl: 0.5, xr: 0.6, zf: 0.7, zb: 0.8 }),
      { kind: 'set-alarm-area', xl: 0.5, xr: 0.6, zf: 0.7, zb: 0.8 },
    ],
    [encodeTf(1, 'user-log', { value: 9 }), { kind: 'user-log', value: 9 }],
    [tf(0x0a04, 0, 0, 0, 0), { kind: 'target-list' }],
    [tf(0x0e08, 1), { kind: 'unknown' }],
    [tf(0x0e04, 0, 0, 0xc0, 0x7f), { kind: 'unknown' }],
  ])('FDA2 %#', (frame, expected) => {
    expect(kindOf(frame, 'tf-fda2')).toEqual(expected)
  })

  test('a value that the bytes cannot carry is refused', () => {
    expect(() => encodeTf(1, 'set-sensitivity', { value: -1 })).toThrow(
      '"value" must be a number that fits u32',
    )
    expect(() => encodeTf(1, 'fall', { fallen: 3 })).toThrow('"fallen" must be one of')
  })
})

describe('a frame explained field by field', () => {
  const explain = (hex: string, variant: string | null) =>
    explainRadarFrame(fromHex(hex) ?? new Uint8Array(), variant).map(({ name, value }) => `${name}=${value}`)

  test('R60 fall', () => {
    expect(explain('53598301000101325443', null)).toEqual([
      'header=5359',
      'control=83',
      'command=01',
      'length=1',
      'data=01',
      'checksum=32',
      'tail=5443',
      'kind=fall',
      'fallen=true',
    ])
  })

  test('FDA2 frame without data', () => {
    expect(explain('01000000000e06f6', 'tf-fda2')).toEqual([
      'header=01',
      'id=0',
      'length=0',
      'type=0e06',
      'headerChecksum=f6',
      'kind=get-parameters',
    ])
  })

  test('what is not exactly one frame is not explained', () => {
    expect(explain('53598301000101335443', null)).toEqual([])
    expect(explain('5359830100010132544300', null)).toEqual([])
    expect(explain('53598301000101325443', 'tf-fda2')).toEqual([])
  })
})
