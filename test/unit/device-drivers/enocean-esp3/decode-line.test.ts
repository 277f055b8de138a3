import { describe, expect, test } from 'vitest'
import { toHex } from '../../../../device-drivers/bytes.ts'
import { decodeEnoceanLine } from '../../../../device-drivers/enocean-esp3/decode-line.ts'
import { explainEnoceanFrame } from '../../../../device-drivers/enocean-esp3/explain-frame.ts'
import { buildPacket } from '../../../../device-drivers/enocean-esp3/packet-parser.ts'
import { PROFILE_NAMES } from '../../../../device-drivers/enocean-esp3/profiles/profiles.ts'
import { CORD, PRESS, VERSION, bytes, fourBs, oneBs, rps, ute } from './enocean-bench.ts'

const messageOf = (packet: Uint8Array, eep?: string): Record<string, unknown> => {
  const line = { hex: toHex(packet), ...(eep === undefined ? {} : { eep }) }
  const [message] = decodeEnoceanLine(line)['messages'] as Record<string, unknown>[]
  return message ?? {}
}
const fieldsOf = (packet: Uint8Array, eep?: string) => messageOf(packet, eep)['eep']

describe('decode enocean-esp3', () => {
  test('says what the station would make of it', () => {
    expect(decodeEnoceanLine({ hex: toHex(PRESS), eep: 'F6-02-01' })['events']).toEqual([
      { kind: 'help-call', value: true },
    ])
    expect(decodeEnoceanLine({ hex: toHex(PRESS) })['events']).toEqual([])
    expect(decodeEnoceanLine({ hex: toHex(oneBs(0)), eep: 'D5-00-01' })['events']).toEqual([])
    expect(decodeEnoceanLine({ hex: toHex(fourBs('96000088')), eep: 'a5-07-02' })['events']).toEqual([
      { kind: 'motion', value: true },
    ])
  })

  test.each([
    [{}, 'hex'],
    [{ hex: '5' }, 'hex'],
    [{ hex: '55', chunks: ['5'] }, 'chunks'],
    [{ hex: '55', eep: 'A5' }, 'eep'],
    [{ hex: '55', eep: 7 }, 'eep'],
    [{ hex: '55', context: '03' }, 'context'],
    [{ hex: '55', context: { answerTo: 3 } }, 'context'],
  ])('wrong input %j is a usage error', (input, word) => {
    expect(decodeEnoceanLine(input)).toEqual({
      error: 'usage',
      message: expect.stringContaining(word) as string,
    })
  })
})

describe('names that the vectors do not show', () => {
  test.each([
    ['F6-02-01', rps(0x17), { pressed: true, buttons: ['AI', 'B0'] }],
    ['F6-02-02', rps(0x70, CORD, 0x20), { pressed: true, buttons: [], count: 3 }],
    ['F6-02-03', rps(0x10), { pressed: true, buttons: ['A1'] }],
    ['F6-02-03', rps(0x00), { pressed: false, buttons: [] }],
    ['F6-02-04', rps(0x8a), { pressed: true, buttons: ['AI', 'BI'] }],
    ['F6-10-00', rps(0xe3), { handle: 'horizontal' }],
    ['F6-05-02', rps(0x00), { smoke: 'off' }],
    ['F6-05-02', rps(0x30), { smoke: 'energy-low' }],
    ['A5-04-03', fourBs('800200 08'), { humidity: 50.1961, temperature: 20.0391 }],
    ['A5-07-03', fourBs('96fa4088'), { supplyVolts: 3, motion: true, lux: 'over-range' }],
    ['A5-07-03', fourBs('96fa0008'), { supplyVolts: 3, motion: false, lux: 1000 }],
    ['A5-07-01', fourBs('b4007f08'), { motion: false }],
    ['A5-08-01', fourBs('00000008'), { motion: true, pressed: true }],
    ['A5-30-01', fourBs('0078c308'), { batteryLow: true, contact: 'closed' }],
    ['A5-30-01', fourBs('0079c408'), { batteryLow: false, contact: 'open' }],
    ['A5-30-02', fourBs('00000009'), { contact: 'open' }],
    [
      'A5-30-03',
      fourBs('00801508'),
      { temperature: 19.9216, waterDetected: false, inputs: [true, false, true, false] },
    ],
    ['A5-02-05', fourBs('00005500'), { teachIn: true }],
  ])('%s %#', (eep, packet, fields) => {
    expect(fieldsOf(packet, eep)).toEqual(fields)
  })

  test('every profile of the document is there', () => {
    expect(PROFILE_NAMES).toHaveLength(21)
  })

  test('without its profile a payload means nothing, but a 4BS teach-in says what it is', () => {
    expect(fieldsOf(oneBs(8))).toBeUndefined()
    expect(fieldsOf(PRESS, 'D5-00-01')).toBeUndefined()
    expect(fieldsOf(PRESS, 'D2-01-01')).toBeUndefined()
    expect(fieldsOf(fourBs('08284680'))).toEqual({ teachIn: true, func: 2, type: 5, manufacturer: 70 })
  })

  test.each([
    ['80', 'teach-in'],
    ['90', 'deletion'],
    ['b0', 'unknown'],
  ])('a universal teach-in %s asks for %s', (db6, request) => {
    expect(messageOf(ute(`${db6}ff3e000101d2`))['ute']).toMatchObject({ request, responseExpected: true })
  })

  test('packets that are no telegram', () => {
    const packet = (type: number, data: string) =>
      messageOf(buildPacket({ type, data: bytes(data), optional: new Uint8Array(0) }))
    expect(packet(0x01, 'f63000298979')).toEqual({
      packetType: '01',
      data: 'f63000298979',
      optional: '',
      kind: 'radio-too-short',
    })
    expect(packet(0x0a, '00')).toMatchObject({ kind: 'unknown' })
    expect(packet(0x01, 'f6300029897930')).not.toHaveProperty('rssiDbm')
  })
})

describe('a packet explained field by field', () => {
  const explain = (raw: Uint8Array, eep: string | null) =>
    explainEnoceanFrame(raw, eep).map(({ name, value }) => `${name}=${value}`)

  test('with the profile of its sender', () => {
    expect(explain(bytes('55000707017ad50801825dab0001ffffffff360053'), 'D5-00-01')).toEqual([
      'sync=55',
      'length=7',
      'optionalLength=7',
      'packetType=01',
      'headerChecksum=7a',
      'data=d50801825dab00',
      'optional=01ffffffff3600',
      'checksum=53',
      'kind=radio',
      'rorg=d5',
      'payload=08',
      'sender=01825dab',
      'status=00',
      'repeats=0',
      'destination=ffffffff',
      'rssiDbm=-54',
      'securityLevel=0',
      'contact=open',
    ])
  })

  test('the version of the stick, inputs and a teach-in', () => {
    expect(explain(VERSION, null)).toEqual(expect.arrayContaining(['appVersion=2.0.0.0', 'chipId=01994f49']))
    expect(explain(fourBs('00801508'), 'A5-30-03')).toContain('inputs=1 0 1 0')
    expect(explain(ute(), null)).toEqual(expect.arrayContaining(['rorg=d4', 'profileRorg=d2', 'func=1']))
  })

  test('what is not exactly one packet is not explained', () => {
    expect(explain(bytes('55000707017ad50801825dab0001ffffffff360054'), null)).toEqual([])
    expect(explain(Uint8Array.of(...PRESS, 0), null)).toEqual([])
  })
})
