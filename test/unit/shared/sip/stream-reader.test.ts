import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SipStreamReader, type StreamOutput } from '../../../../shared/sip/stream-reader.ts'
import { writeMessage } from '../../../../shared/sip/write-message.ts'
import { ANSWER, CROOKED, MESSAGE, utf8 } from './wire.ts'

function outputsOf(chunks: readonly Uint8Array[]): StreamOutput[] {
  const reader = new SipStreamReader()
  return chunks.flatMap((chunk) => reader.push(chunk))
}

/** Enough to tell two messages apart, and quick to compare. */
function shown(outputs: readonly StreamOutput[]): string {
  return outputs
    .map((output) =>
      output.type === 'message' ? Buffer.from(writeMessage(output.message)).toString('latin1') : output.type,
    )
    .join('|')
}

describe('a stream is cut into its messages', () => {
  const stream = utf8(`${MESSAGE}${CROOKED}\r\n\r\n${ANSWER}${MESSAGE}`)
  const whole = outputsOf([stream])

  it('one after the other, a ping between them', () => {
    expect(whole.map(({ type }) => type)).toEqual(['message', 'message', 'ping', 'message', 'message'])
  })

  it('the same ones wherever it is cut in two', () => {
    for (let at = 0; at <= stream.length; at += 1) {
      expect(shown(outputsOf([stream.subarray(0, at), stream.subarray(at)]))).toBe(shown(whole))
    }
  })

  it('the same ones byte by byte, and in pieces of any length', () => {
    expect(shown(outputsOf([...stream].map((byte) => Uint8Array.of(byte))))).toBe(shown(whole))
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 60 }), (lengths) => {
        const chunks: Uint8Array[] = []
        for (let at = 0, turn = 0; at < stream.length; turn += 1) {
          const end = at + (lengths[turn % lengths.length] ?? 1)
          chunks.push(stream.subarray(at, end))
          at = end
        }
        expect(shown(outputsOf(chunks))).toBe(shown(whole))
      }),
    )
  })
})

describe('a stream that cannot be read ends, and says why', () => {
  it.each([
    ['not-sip', 'GET / HTTP/1.1\r\n\r\n'],
    ['bad-length', MESSAGE.replace(/Content-Length.*\r\n/, '')],
    ['too-long', MESSAGE.replace(': 41', ': 70000')],
    ['too-long', `MESSAGE sip:x SIP/2.0\r\nX: ${'y'.repeat(17_000)}`],
  ])('%s', (fault, text) => {
    const reader = new SipStreamReader()
    expect(reader.push(utf8(text)).at(-1)).toMatchObject({ type: 'broken', fault })
    expect(reader.push(utf8(MESSAGE))).toEqual([])
    expect(reader.pendingBytes).toBe(0)
  })

  it('by the fault of any bytes it neither throws nor keeps more than one message', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 2_000 }), { maxLength: 30 }), (chunks) => {
        const reader = new SipStreamReader()
        for (const chunk of chunks) {
          reader.push(chunk)
          expect(reader.pendingBytes).toBeLessThanOrEqual(16 * 1024 + 64 * 1024)
        }
      }),
    )
  })
})
