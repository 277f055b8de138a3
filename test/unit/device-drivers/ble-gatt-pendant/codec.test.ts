import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeCharacteristic } from '../../../../device-drivers/ble-gatt-pendant/characteristics.ts'
import { decodeAdvertising } from '../../../../device-drivers/ble-gatt-pendant/advertising.ts'
import { decodePendantLine } from '../../../../device-drivers/ble-gatt-pendant/decode-line.ts'
import { evidenceOf, readEvidence } from '../../../../device-drivers/ble-gatt-pendant/evidence.ts'
import { explainPendantFrame } from '../../../../device-drivers/ble-gatt-pendant/explain-frame.ts'
import { decodeObservation } from '../../../../device-drivers/ble-gatt-pendant/ghs-observation.ts'
import {
  GhsSegmentJoiner,
  segmentObservation,
} from '../../../../device-drivers/ble-gatt-pendant/ghs-segments.ts'
import { concatBytes, fromHex, toHex } from '../../../../device-drivers/bytes.ts'
import { longUuid } from '../../../../device-drivers/bluetooth/advertisement.ts'
import { livingObservation, FALL, HELP } from '../../../support/pendant-wire.ts'

const bytes = (hex: string) => fromHex(hex) ?? expect.fail(hex)
const NUMERIC = '011b006300b84b020022729d2b290000060001013c4c0200200262000000'

describe('segments', () => {
  test.each([1, 2, 3, 5, 7, 19, 30, 100])('cut to %i bytes each, the fall is the same fall', (size) => {
    for (const counter of [0, 7, 61, 63]) {
      const joiner = new GhsSegmentJoiner()
      const outputs = segmentObservation(FALL, size, counter).flatMap((segment) => joiner.push(segment))
      expect(outputs).toEqual([{ type: 'joined', bytes: FALL }])
      expect(joiner.open).toBe(false)
    }
  })

  test('any one lost segment of a fall is told, and no fall is made of the rest', () => {
    const segments = segmentObservation(FALL, 4, 62)
    for (const lost of segments.keys()) {
      const joiner = new GhsSegmentJoiner()
      const before = segmentObservation(HELP, 100, 61).flatMap((segment) => joiner.push(segment))
      const outputs = segments.filter((_, at) => at !== lost).flatMap((segment) => joiner.push(segment))
      const after = segmentObservation(HELP, 100, (62 + segments.length) % 64)
      const end = after.flatMap((segment) => joiner.push(segment))
      expect(before).toEqual([{ type: 'joined', bytes: HELP }])
      expect(outputs.filter(({ type }) => type === 'joined')).toEqual([])
      expect([...outputs, ...end].filter(({ type }) => type === 'dropped').length).toBeGreaterThan(0)
      expect(end.at(-1)).toEqual({ type: 'joined', bytes: HELP })
    }
  })

  test('a whole observation that never came shows in the counter of the next one', () => {
    const joiner = new GhsSegmentJoiner()
    joiner.push(segmentObservation(HELP, 100, 5)[0] ?? expect.fail())
    expect(joiner.push(segmentObservation(FALL, 100, 7)[0] ?? expect.fail())).toEqual([
      { type: 'missed' },
      { type: 'joined', bytes: FALL },
    ])
  })

  test('a segment that came twice counts once', () => {
    const joiner = new GhsSegmentJoiner()
    const twice = segmentObservation(FALL, 6, 3).flatMap((segment) => [segment, segment])
    expect(
      twice.flatMap((segment) => joiner.push(segment)).filter(({ type }) => type !== 'repeated'),
    ).toEqual([{ type: 'joined', bytes: FALL }])
  })

  test('a lost connection gives up what waited, and the counter starts anew', () => {
    const joiner = new GhsSegmentJoiner()
    joiner.push(segmentObservation(FALL, 6, 3)[0] ?? expect.fail())
    expect(joiner.disconnected()).toBe(true)
    expect(joiner.disconnected()).toBe(false)
    expect(segmentObservation(FALL, 100, 40).flatMap((segment) => joiner.push(segment))).toEqual([
      { type: 'joined', bytes: FALL },
    ])
  })

  test('an observation that never ends is given up before it fills the memory', () => {
    const joiner = new GhsSegmentJoiner()
    const endless = segmentObservation(new Uint8Array(70_000), 500, 0)
    const outputs = endless.flatMap((segment) => joiner.push(segment))
    expect(outputs[0]).toEqual({ type: 'dropped', reason: 'badLength' })
    expect(outputs.filter(({ type }) => type === 'joined')).toEqual([])
  })

  test('random notifications end in whole observations, told drops or silence, never in an exception', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 24 }), { maxLength: 40 }), (values) => {
        const decoded = decodePendantLine({ kind: 'segments', values: values.map(toHex) })
        expect(decoded).toHaveProperty('observations')
        expect(typeof decoded['open']).toBe('boolean')
      }),
      { numRuns: 500 },
    )
  })
})

describe('observations', () => {
  test('cut anywhere or one byte longer, a fall is no fall', () => {
    for (let length = 0; length < FALL.length; length += 1) {
      expect(decodeObservation(FALL.slice(0, length))).toBeUndefined()
    }
    expect(decodeObservation(concatBytes([FALL, Uint8Array.of(0)]))).toBeUndefined()
  })

  test('every bundle, text, code and time of random bytes is read or refused', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 8, 0xff),
        fc.uint8Array({ maxLength: 60 }),
        (kind, rest) => {
          const whole = Uint8Array.of(kind, rest.length, 0, ...rest)
          for (const lenient of [false, true]) decodeObservation(whole, lenient)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('a model that counts class and length too is read only where its settings say so', () => {
    const lenient = bytes(NUMERIC.replace('011b00', '011e00'))
    expect(decodeObservation(lenient)).toBeUndefined()
    expect(decodeObservation(lenient, true)).toMatchObject({ class: 'numeric', value: 98 })
    expect(decodeObservation(bytes(NUMERIC), true)).toMatchObject({ value: 98 })
  })

  test.each([
    [
      'numeric with every field before the value',
      '012400ff03' +
        '01008200' +
        '22010000000000' +
        '06ff' +
        '05000000' +
        '1000' +
        '07000000' +
        '02' +
        '00' +
        '00' +
        '00' +
        '00' +
        'a010' +
        '6d0100ff',
    ],
  ])('%s', (_, hex) => {
    expect(decodeObservation(bytes(hex))).toMatchObject({
      type: '00820001',
      time: { flags: '22', counter: 1, syncSource: 6, offset: -1 },
      duration: 5,
      status: 16,
      observationId: 7,
      patient: 2,
      supplemental: [],
      derivedFrom: [],
      memberOf: [],
      tlvs: [],
      unit: '10a0',
      value: 36.5,
    })
  })

  test.each([
    ['ffff7f00', 'NaN'],
    ['00008000', 'NRes'],
    ['feff7f00', '+INFINITY'],
    ['02008000', '-INFINITY'],
    ['ffffff00', -1],
    ['0100007f', 1e127],
  ])('medical float %s', (hex, value) => {
    expect(decodeObservation(bytes(`01080000000000${hex}`))).toEqual({
      class: 'numeric',
      unit: '0000',
      value,
    })
  })
})

describe('characteristics', () => {
  test.each([
    ['2a07', '15', 'outOfRange'],
    ['2a07', '9b', 'outOfRange'],
    ['2a06', '03', 'outOfRange'],
    ['2a06', '', 'wrongLength'],
    ['2a56', '', 'wrongLength'],
    ['2a50', '03590001000200', 'outOfRange'],
    ['2bf3', '0102b84b0200', 'wrongLength'],
    ['beef', '00', 'unknownCharacteristic'],
    ['constructor', '00', 'unknownCharacteristic'],
  ])('%s = %s is %s, never the nearest value', (uuid, hex, error) => {
    expect(decodeCharacteristic(uuid, bytes(hex))).toEqual({ ok: false, error })
  })

  test('the long form in either case is the same characteristic', () => {
    expect(decodeCharacteristic(longUuid('2a19').toUpperCase(), bytes('11'))).toEqual(
      decodeCharacteristic('2A19', bytes('11')),
    )
  })
})

describe('advertising', () => {
  test('a company says its number and its payload', () => {
    expect(decodeAdvertising(bytes('05ff59000102'))).toEqual({
      structures: [{ type: 'ff', data: '59000102', company: '0059', payload: '0102' }],
    })
  })

  test('any payload cut anywhere is read up to the cut', () => {
    const whole = bytes('020106070302180f180a18020afc080954727967672d31')
    for (let length = 0; length <= whole.length; length += 1) {
      const { structures } = decodeAdvertising(whole.slice(0, length))
      expect(decodeAdvertising(whole).structures.slice(0, structures.length)).toEqual(structures)
    }
  })

  test('random payloads', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 62 }), (payload) => {
        decodeAdvertising(payload)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('what the station makes of it', () => {
  const events = (type: number, set: number, mask = 0x001f_001f, status?: number) =>
    decodePendantLine({
      kind: 'segments',
      values: segmentObservation(livingObservation({ type, set, mask, status }), 100, 0).map(toHex),
    })['events']

  test.each([
    [1, 1 << 0, [{ kind: 'fall', value: true }]],
    [2, 1 << 0, [{ kind: 'help-call', value: true }]],
    [3, 1 << 0, [{ kind: 'smoke', value: true }]],
    [4, 1 << 0, [{ kind: 'gas', value: true }]],
    [5, 1 << 0, [{ kind: 'water', value: true }]],
    [6, 1 << 0, [{ kind: 'gas', value: true }]],
    [7, 1 << 0, [{ kind: 'motion', value: true }]],
    [8, 1 << 1, [{ kind: 'door', value: 'left-open' }]],
    [10, 1 << 0, [{ kind: 'door', value: true }]],
    [11, 1 << 1, [{ kind: 'bed', value: false }]],
    [2, 1 << 16, [{ kind: 'heartbeat', value: true }]],
    [2, 1 << 17, [{ kind: 'silent', value: true }]],
    [2, 1 << 18, [{ kind: 'battery', value: 'low' }]],
    [2, 1 << 19, [{ kind: 'fault', value: 'sensor-fault' }]],
    [2, 1 << 20, [{ kind: 'battery', value: 'end-of-life' }]],
    [9, 1 << 0, []],
    [1, 0, []],
  ])('sensor %i, bits %i', (type, set, expected) => {
    expect(events(type, set)).toEqual(expected)
  })

  test('marked invalid, not available or as a test, a fall raises nothing; questionable it does', () => {
    expect(events(1, 1, 1, 1 << 0)).toEqual([])
    expect(events(1, 1, 1, 1 << 2)).toEqual([])
    expect(events(1, 1, 1, 1 << 4)).toEqual([])
    expect(events(1, 1, 1, 1 << 1)).toEqual([{ kind: 'fall', value: true }])
  })

  test('battery below a fifth, a first input that became active', () => {
    expect(decodePendantLine({ kind: 'notify', uuid: '2a19', hex: '13' })['events']).toEqual([
      { kind: 'battery', value: 19 },
    ])
    expect(decodePendantLine({ kind: 'notify', uuid: '2a19', hex: '14' })['events']).toEqual([])
    expect(decodePendantLine({ kind: 'notify', uuid: '2a56', hex: '01' })['events']).toEqual([
      { kind: 'help-call', value: true },
    ])
  })

  test('records that were stored on the pendant are history', () => {
    const stored = concatBytes([Uint8Array.of(9, 0, 0, 0), FALL])
    const values = segmentObservation(stored, 8, 60).map(toHex)
    expect(decodePendantLine({ kind: 'segments', uuid: '2bdd', values })).toMatchObject({
      observations: [{ record: 9, type: '00820001', bitsSet: [0] }],
      events: [],
    })
  })
})

describe('kept values', () => {
  test('come back with their characteristic, short or private', () => {
    for (const uuid of [longUuid('2a19'), '6e400003-b5a3-f393-e0a9-e50e24dcca9e']) {
      const kept = evidenceOf(uuid, bytes('0102'))
      expect(readEvidence(kept)).toEqual({
        uuid: uuid === longUuid('2a19') ? '2a19' : uuid,
        value: bytes('0102'),
      })
    }
  })

  test('a fall is explained field by field and decoded again from what was kept', () => {
    const kept = evidenceOf(longUuid('2b8b'), FALL)
    expect(explainPendantFrame(kept).map(({ name, value }) => `${name}=${value}`)).toEqual([
      'characteristic=2b8b',
      'class=compound-state-event',
      'type=00820001',
      'supported=001f001f',
      'stateOrEventMask=00010001',
      'bits=00000001',
      'bitsSet=0',
    ])
    expect(decodePendantLine({ hex: toHex(kept) })['events']).toEqual([{ kind: 'fall', value: true }])
  })

  test('what is no kept value is not explained', () => {
    expect(explainPendantFrame(bytes('05'))).toEqual([])
    expect(explainPendantFrame(bytes('02'))).toEqual([])
  })
})

test.each([
  [{}, 'hex'],
  [{ kind: 'stream' }, 'kind'],
  [{ kind: 'segments' }, 'values'],
  [{ kind: 'segments', values: ['0g'] }, 'values'],
  [{ kind: 'segments', uuid: '2a19', values: [] }, 'uuid'],
  [{ kind: 'read', hex: '64' }, 'uuid'],
  [{ kind: 'read', uuid: '2a19', hex: '6' }, 'hex'],
  [{ hex: '05' }, 'kind'],
])('wrong input %j is a usage error', (input, word) => {
  expect(decodePendantLine(input)).toEqual({
    error: 'usage',
    message: expect.stringContaining(word) as string,
  })
})
