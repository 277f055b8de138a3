import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseNameAddress, topVia } from '../../../../shared/sip/addresses.ts'
import { listOf, valueOf, type SipMessage } from '../../../../shared/sip/message.ts'
import { readMessage } from '../../../../shared/sip/read-message.ts'
import { decodeUtf8 } from '../../../../shared/sip/utf8.ts'
import { writeMessage } from '../../../../shared/sip/write-message.ts'
import { ANSWER, CROOKED, MESSAGE, utf8 } from './wire.ts'

function read(text: string): SipMessage {
  const result = readMessage(utf8(text))
  if (!result.ok) throw new Error(result.fault)
  return result.message
}

function faultOf(text: string): string {
  const result = readMessage(utf8(text))
  return result.ok ? 'read' : result.fault
}

describe('a message is read', () => {
  it('as it stands in the standard, its body counted in bytes', () => {
    const message = read(MESSAGE)
    expect(message).toMatchObject({ type: 'request', method: 'MESSAGE' })
    expect(valueOf(message, 'call-id')).toBe('asd88asd77a@192.0.2.20')
    expect(decodeUtf8(message.body)).toBe('<mrq><ref>A1</ref><lte>Bad ø</lte></mrq>')
  })

  it('however crooked its writing is', () => {
    const message = read(CROOKED)
    expect(parseNameAddress(valueOf(message, 'from') ?? '')).toEqual({
      uri: 'sip:4790000017@192.0.2.20',
      parameters: new Map([['tag', '98asjd8']]),
    })
    expect(parseNameAddress(valueOf(message, 'to') ?? '')?.uri).toBe('sip:sentral@192.0.2.10')
    expect(valueOf(message, 'cseq')).toBe('0009 MESSAGE')
    expect(topVia(message)).toMatchObject({ transport: 'UDP', host: '192.0.2.2', port: undefined })
    expect(listOf(message, 'via')).toHaveLength(2)
    expect(parseNameAddress(valueOf(message, 'contact') ?? '')?.uri).toBe('sip:jdrosen@example.com')
    expect(decodeUtf8(message.body)).toBe('<mrq>')
  })

  it('with bare line feeds', () => {
    expect(read(CROOKED.replaceAll('\r', ''))).toEqual(read(CROOKED))
  })

  it('without a length over UDP: what is there is the body', () => {
    expect(decodeUtf8(read(MESSAGE.replace(/Content-Length.*\r\n/, '')).body)).toHaveLength(40)
  })

  it('with more bytes than it states: the rest is none of it', () => {
    expect(read(`${MESSAGE}garbage`)).toEqual(read(MESSAGE))
  })

  it('with an answer that has no words', () => {
    expect(read(ANSWER.replace('200 OK', '200'))).toMatchObject({ type: 'response', status: 200, reason: '' })
  })
})

describe('what is no message is refused by name', () => {
  it.each([
    ['not-sip', 'HTTP', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['not-sip', 'nothing', ''],
    ['not-sip', 'no empty line', 'MESSAGE sip:x SIP/2.0\r\nVia: x'],
    ['not-sip', 'another version', MESSAGE.replace('SIP/2.0', 'SIP/7.0')],
    ['not-sip', 'a method with a bracket', MESSAGE.replace('MESSAGE', 'MESS[GE')],
    ['not-sip', 'blanks in the address', MESSAGE.replace('sip:sentral@', 'sip: sentral@')],
    ['bad-header', 'a field without a colon', MESSAGE.replace('Max-Forwards: 70', 'Max-Forwards 70')],
    ['bad-header', 'a zero byte in a value', MESSAGE.replace('70', '7\0')],
    ['bad-header', 'two different lengths', MESSAGE.replace('Max-Forwards: 70', 'Content-Length: 3')],
    ['bad-header', 'two senders', MESSAGE.replace('Max-Forwards: 70', 'f: <sip:b@x>')],
    [
      'bad-header',
      'a hundred fields more',
      MESSAGE.replace('Max-Forwards: 70', 'X: y\r\n'.repeat(100) + 'Z: z'),
    ],
    ['bad-length', 'a negative length', MESSAGE.replace(': 41', ': -999')],
    ['bad-length', 'a length that is a word', MESSAGE.replace(': 41', ': many')],
    ['bad-length', 'less body than it states', MESSAGE.slice(0, -1)],
    ['too-long', 'a body over 64 KiB', MESSAGE.replace(': 41', ': 65537') + 'x'.repeat(65_537)],
    ['too-long', 'a head over 16 KiB', MESSAGE.replace('70', '7'.repeat(17_000))],
  ])('%s: %s', (fault, _what, text) => {
    expect(faultOf(text)).toBe(fault)
  })

  it('in any form: bytes by chance and a message with bytes changed never throw', () => {
    const damage = fc.array(fc.tuple(fc.nat(utf8(CROOKED).length - 1), fc.integer({ min: 0, max: 255 })), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), damage, (chance, changes) => {
        readMessage(chance)
        const bytes = utf8(CROOKED)
        for (const [at, value] of changes) bytes[at] = value
        const result = readMessage(bytes)
        if (result.ok) {
          for (const name of ['via', 'contact']) listOf(result.message, name).map(parseNameAddress)
          topVia(result.message)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('and no writing of it takes the reader long', () => {
    const startedAt = performance.now()
    for (const piece of [' ', '"', '<', ';', ',', '\\', 'a=', '\r\n ', '[']) {
      const text = CROOKED.replace('newfangled value', piece.repeat(Math.floor(12_000 / piece.length)))
      const result = readMessage(utf8(text.replace('"J. Rosenberg', `"${piece.repeat(1_000)}`)))
      if (result.ok) for (const { value } of result.message.fields) parseNameAddress(value)
    }
    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })
})

it('what is written is read again as it was', () => {
  const word = fc.stringMatching(/^[!-~]([ -~]{0,40}[!-~])?$/)
  const field = fc.record({ name: fc.stringMatching(/^x-[a-z]{1,10}$/), value: word })
  fc.assert(
    fc.property(fc.array(field, { maxLength: 20 }), fc.uint8Array({ maxLength: 300 }), (fields, body) => {
      const message = { type: 'request', method: 'MESSAGE', uri: 'sip:a@b', fields, body } as const
      const result = readMessage(writeMessage(message))
      const length = { name: 'content-length', value: String(body.length) }
      expect(result).toEqual({ ok: true, message: { ...message, fields: [...fields, length] } })
    }),
  )
})
