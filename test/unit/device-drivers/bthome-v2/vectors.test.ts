import { describe, expect, test } from 'vitest'
import { fromHex } from '../../../../device-drivers/bytes.ts'
import { decodeBthomeLine } from '../../../../device-drivers/bthome-v2/decode-line.ts'
import { explainBthomeFrame } from '../../../../device-drivers/bthome-v2/explain-frame.ts'
import { frameVectors, sequenceVectors } from './bthome-vectors.ts'

const eventsOfAnyKind = expect.any(Array) as unknown

describe('shared BTHome vectors', () => {
  test('the file holds what the document says', () => {
    expect([frameVectors.length, sequenceVectors.length]).toEqual([45, 5])
  })

  test.each(frameVectors.map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    const { name: _name, expect: expected, check: _check, ...line } = vector
    expect(decodeBthomeLine(line)).toEqual({ ...expected, events: eventsOfAnyKind })
  })

  test.each(sequenceVectors.map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    const { name: _name, expect: expected, ...line } = vector
    expect(decodeBthomeLine(line)).toEqual({
      ...expected,
      frames: line.frames.map(({ accept, rule }) => ({ accept, rule })),
      events: eventsOfAnyKind,
    })
  })

  test('the service data of a whole advertisement is the one that is decoded', () => {
    for (const { advertisement, hex } of frameVectors) {
      if (advertisement !== undefined) expect(advertisement).toContain(`16d2fc${hex}`)
    }
  })

  test('a frame cut anywhere is refused or read up to the cut, and never throws', () => {
    for (const { hex, mac, key, expect: expected } of frameVectors) {
      for (let cut = 0; cut < hex.length; cut += 2) {
        const decoded = decodeBthomeLine({
          hex: hex.slice(0, cut),
          mac,
          ...(key === undefined ? {} : { key }),
        })
        if (decoded['objects'] === undefined) {
          expect(decoded).toHaveProperty('error')
          continue
        }
        const whole = expected['objects'] as unknown[]
        const read = decoded['objects'] as unknown[]
        expect(whole.slice(0, read.length)).toEqual(read)
      }
    }
  })

  test('what can be read without a key is explained field by field', () => {
    for (const { hex, expect: expected } of frameVectors) {
      const fields = explainBthomeFrame(fromHex(hex) ?? new Uint8Array())
      const isFrame = expected['version'] === 2 && expected['error'] !== 'tooShort'
      expect(fields.length > 0).toBe(isFrame)
      const ciphertext = fields.find(({ name }) => name === 'ciphertext')?.value
      expect(ciphertext === undefined).toBe(!isFrame || expected['encrypted'] === false)
    }
    expect(
      explainBthomeFrame(fromHex('440021015e3a01') ?? new Uint8Array()).map(
        ({ name, value }) => `${name}=${value}`,
      ),
    ).toEqual([
      'info=44',
      'encrypted=false',
      'triggerBased=true',
      'packetId=33',
      'battery=94',
      'button=press',
    ])
  })
})

describe('decode bthome-v2 says what the station would make of it', () => {
  test.each<[string, string, unknown[]]>([
    ['a press of a safety button', '440021015e3a01', [{ kind: 'help-call', value: true }]],
    ['a hold of an old Shelly button', '443afe', [{ kind: 'help-call', value: true }]],
    ['no press', '44000501643a00', []],
    ['the second key of two', '403a003a01', [{ kind: 'help-call', value: true }]],
    ['a door', '4400070164058038012d013f0000', [{ kind: 'door', value: true }]],
    [
      'the button of a door sensor',
      '442d013a01',
      [
        { kind: 'button', value: 'press' },
        { kind: 'door', value: true },
      ],
    ],
    ['somebody moves', '402201', [{ kind: 'motion', value: true }]],
    ['smoke', '402901', [{ kind: 'smoke', value: true }]],
    ['carbon monoxide', '401701', [{ kind: 'gas', value: true }]],
    ['unsafe', '402800', [{ kind: 'fault', value: 'unsafe' }]],
    ['a battery below 15 %', '40010e', [{ kind: 'battery', value: 14 }]],
    ['a battery that is full enough', '40010f', []],
    ['a battery that calls itself low', '401501', [{ kind: 'battery', value: 'low' }]],
    ['nothing but life', '40', []],
  ])('%s', (_, hex, events) => {
    expect(decodeBthomeLine({ hex, mac: 'B4:35:22:F5:3D:A4' })['events']).toEqual(events)
  })

  test.each([
    [{}, 'hex'],
    [{ hex: '4' }, 'hex'],
    [{ hex: 7 }, 'hex'],
    [{ hex: '40', key: '00' }, 'key'],
    [{ hex: '40', mac: 'B435' }, 'mac'],
    [{ hex: '40', key: '231d39c1d7cc1ab1aee224cd096db932' }, 'mac'],
    [{ frames: [{ atMs: 0, hex: 'zz' }] }, 'frames.0.hex'],
    [{ frames: {} }, 'frames'],
  ])('wrong input %j is a usage error', (input, word) => {
    expect(decodeBthomeLine(input)).toEqual({
      error: 'usage',
      message: expect.stringContaining(word) as string,
    })
  })
})

describe('names and values that the vectors do not show', () => {
  const objectOf = (hex: string): unknown =>
    (decodeBthomeLine({ hex: `40${hex}` })['objects'] as Record<string, unknown>[])[0]

  test.each<[string, string, unknown]>([
    ['f10001 0204', 'firmwareVersion', '4.2.1.0'],
    ['f2000102', 'firmwareVersion', '2.1.0'],
    ['f00100', 'deviceTypeId', 1],
    ['5403010203', 'raw', '010203'],
    ['58ff', 'temperature', -0.35],
    ['57ec', 'temperature', -20],
    ['4e87562a01', 'volume', 19551.879],
    ['62ffffffff', 'speed', -0.000001],
    ['5b2efdffff', 'count', -722],
    ['1f01', 'lock', true],
    ['0f02', 'genericBoolean', null],
    ['5301ff', 'text', null],
    ['3a77', 'button', 'unknown'],
    ['3c0901', 'dimmer', 'unknown'],
  ])('%s', (hex, name, value) => {
    expect(objectOf(hex.replace(' ', ''))).toMatchObject({ name, value })
  })

  test('what is odd is said and used', () => {
    expect(decodeBthomeLine({ hex: '4003bf1302ca09' })['warnings']).toEqual(['outOfOrder'])
    expect(decodeBthomeLine({ hex: '402e342102530 1ff'.replace(' ', '') })).toMatchObject({
      warnings: ['outOfOrder', 'invalidBoolean', 'invalidUtf8'],
      objects: [{ value: 52 }, { value: null }, { value: null }],
    })
    expect(decodeBthomeLine({ hex: '4053' })['stoppedBy']).toEqual({
      reason: 'truncatedObject',
      at: 0,
      id: '53',
    })
  })
})
