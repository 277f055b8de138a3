import { describe, expect, test } from 'vitest'
import { decodeEspaLine } from '../../../../device-drivers/espa-444/decode-line.ts'
import { explainEspaFrame } from '../../../../device-drivers/espa-444/explain-frame.ts'
import { fromHex } from '../../../../device-drivers/bytes.ts'
import { ACK, EOT, POLL_US, SELECT_US, block, call, cancel, damaged } from './espa-bench.ts'

const bytes = (hex: string) => fromHex(hex) ?? new Uint8Array()

describe('decode espa-444', () => {
  test('says what the station would make of it', () => {
    const eventsOf = (hex: string) => decodeEspaLine({ hex })['events']
    expect(eventsOf(call('204', 'Rom 204'))).toEqual([{ kind: 'help-call', value: true }])
    expect(eventsOf(cancel('204', 'Rom 204'))).toEqual([{ kind: 'help-cancelled', value: true }])
    expect(eventsOf(block('2', { 8: '1' }))).toEqual([{ kind: 'fault', value: 'transmitter-failure' }])
    expect(eventsOf(damaged(call('204', 'Rom 204')))).toEqual([])
    expect(eventsOf(POLL_US)).toEqual([])
  })

  test('a whole block that nobody understands is shown, and its reply says so', () => {
    const tokensOf = (hex: string) => decodeEspaLine({ hex })['tokens']
    const records = [{ id: '2', data: 'x' }]
    expect(tokensOf(block('7', { 2: 'x' }))).toEqual([
      { token: 'block', ok: true, header: '7', records, reply: '3 NAK' },
    ])
    expect(tokensOf(block('1', { 2: 'x' }))).toMatchObject([{ ok: true, reply: '3 NAK' }])
    // A record without US: header 1, one record "1".
    expect(tokensOf('013102310301')).toEqual([{ token: 'block', ok: false, reply: '3 NAK' }])
  })

  test('by the settings of a line', () => {
    const settings = { firePanel: true, charset: 'norwegian' }
    const decoded = decodeEspaLine({ hex: call('1', 'K}k', { 6: '1' }), settings })
    expect(decoded['events']).toEqual([{ kind: 'smoke', value: true }])
    expect(JSON.stringify(decoded['tokens'])).toContain('Kåk')
  })

  test('a block repeated in the same turn is counted, not a second call', () => {
    const rx = [SELECT_US, call('204', 'x'), call('204', 'x'), EOT]
    const decoded = decodeEspaLine({
      role: 'slave',
      ownAddress: '2',
      steps: rx.map((each) => ({ rx: each })),
    })
    expect(decoded).toMatchObject({ tx: [ACK, ACK, ACK, ''], duplicates: 1, calls: [{ address: '204' }] })
  })

  test('waits as long as the step says: a turn without an end is given up', () => {
    const steps = [
      { rx: SELECT_US },
      { rx: call('204', 'x').slice(0, 20) },
      { dropMs: 10_000 },
      { rx: POLL_US },
    ]
    expect(decodeEspaLine({ steps })['tx']).toEqual([ACK, '', '', EOT])
  })

  test('as control station it goes on polling while nobody answers', () => {
    const { tx } = decodeEspaLine({ role: 'control', steps: [{}, { dropMs: 6000 }] }) as { tx: string[] }
    expect(tx).toEqual([POLL_US, POLL_US + POLL_US])
  })

  test.each([
    [{}, 'hex'],
    [{ hex: '0' }, 'hex'],
    [{ hex: '04', chunks: ['05'] }, 'add up'],
    [{ steps: 'none' }, 'steps'],
    [{ steps: [{ rx: 'zz' }] }, 'steps'],
    [{ kind: 'transaction' }, 'steps'],
    [{ steps: [], role: 'master' }, 'role'],
    [{ hex: '04', settings: { charset: 'utf-8' } }, 'settings'],
    [{ hex: '04', settings: 7 }, 'settings'],
  ])('wrong input %j is a usage error', (input, word) => {
    expect(decodeEspaLine(input)).toEqual({
      error: 'usage',
      message: expect.stringContaining(word) as string,
    })
  })
})

describe('one token, field by field', () => {
  test('a call', () => {
    const fields = explainEspaFrame(bytes(call('204', 'Bad øst', { 4: '3', 6: '1', 9: 'x' })))
    expect(fields.slice(0, -1)).toEqual([
      { name: 'kind', value: 'call' },
      { name: 'callAddress', value: '204' },
      { name: 'message', value: 'Bad øst' },
      { name: 'callType', value: 'standard' },
      { name: 'priority', value: 'alarm' },
      { name: 'otherRecord', value: '9: x' },
    ])
    expect(fields.at(-1)?.name).toBe('checksum')
    expect(explainEspaFrame(bytes(block('7', { 2: 'x' })))[0]).toEqual({ name: 'kind', value: '7' })
  })

  test('control characters, and nothing of what is not exactly one good token', () => {
    expect(explainEspaFrame(bytes('3205'))).toEqual([
      { name: 'kind', value: 'enq' },
      { name: 'station', value: '2' },
    ])
    expect(explainEspaFrame(bytes('3115'))).toEqual([
      { name: 'kind', value: 'nak' },
      { name: 'reason', value: '1' },
    ])
    for (const hex of ['', '31', '0404', 'ff', damaged(call('204', 'x')), call('204', 'x').slice(0, 9)]) {
      expect(explainEspaFrame(bytes(hex))).toEqual([])
    }
  })
})
