/** What an endpoint keeps of others has an end: the connection and the answer used longest ago make room. */
import { expect, test } from 'vitest'
import type { SipPeer } from '../../../../shared/sip/endpoint-types.ts'
import type { Line } from '../../../../shared/sip/line.ts'
import type { SipRequestMessage } from '../../../../shared/sip/message.ts'
import type { SipNet, SipStreamEvents } from '../../../../shared/sip/net.ts'
import { RequestAnswerer } from '../../../../shared/sip/request-answerer.ts'
import { StreamBook } from '../../../../shared/sip/stream-book.ts'
import { Tally } from '../../../../shared/sip/tally.ts'
import { utf8 } from './wire.ts'

const never = (): (() => void) => () => undefined
const NO_NET: SipNet = {
  openUdp: () => Promise.reject(new Error('not here')),
  listen: () => Promise.reject(new Error('not here')),
  connect: () => {
    throw new Error('not here')
  },
}

test('of more than 4,000 connections the one that said nothing for longest is closed, and every other one stands', () => {
  const closed: number[] = []
  let overloads = 0
  const book = new StreamBook({
    net: NO_NET,
    after: never,
    tls: {},
    onMessage: () => undefined,
    onBroken: () => undefined,
    onOverload: () => (overloads += 1),
  })
  const callers: SipStreamEvents[] = []
  const call = (port: number): void => {
    const stream = {
      local: { host: '127.0.0.1', port: 5060 },
      remote: { host: '127.0.0.1', port },
      unsentBytes: 0,
      write: () => undefined,
      destroy: () => {
        closed.push(port)
        callers[port]?.onClose('closed')
      },
    }
    const events = book.accept('tcp', stream)
    callers.push(events)
    events.onOpen()
  }
  for (let port = 0; port < 4_000; port += 1) call(port)
  expect(closed).toEqual([])
  // The first one speaks: it is not the one used longest ago any more.
  callers[0]?.onBytes(utf8('\r\n\r\n'))
  for (let port = 4_000; port < 4_010; port += 1) call(port)
  expect(closed).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(overloads).toBe(10)
  book.close()
  expect(closed).toHaveLength(4_010)
})

test('of more than 10,000 answers the oldest is forgotten: its repeat is asked again, any other is answered as before', async () => {
  const peer: SipPeer = { kind: 'udp', host: '127.0.0.1', port: 5060 }
  const sent: Uint8Array[] = []
  const line: Line = {
    peer,
    local: { host: '127.0.0.1', port: 5061 },
    isReliable: false,
    isFresh: false,
    send: (bytes) => sent.push(bytes),
    onFailure: never,
    giveUp: () => undefined,
  }
  const asked: string[] = []
  const tally = new Tally()
  const answerer = new RequestAnswerer({
    randomHex: () => 'aa',
    after: never,
    handler: ({ callId }) => {
      asked.push(callId)
      return { status: 200 }
    },
    tally,
    answerLine: () => Promise.resolve(line),
    onAnswered: () => undefined,
  })
  const take = (id: number): void => answerer.take(messageOf(String(id)), line)
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))
  // In portions, as unanswered requests have a bound of their own.
  for (let from = 0; from <= 10_000; from += 500) {
    for (let id = from; id < Math.min(from + 500, 10_001); id += 1) take(id)
    await settled()
  }
  expect(asked).toHaveLength(10_001)
  expect(sent).toHaveLength(10_001)
  take(1)
  take(10_000)
  await settled()
  expect(asked).toHaveLength(10_001)
  expect(tally.read().repeated).toBe(2)
  expect(sent).toHaveLength(10_003)
  take(0)
  await settled()
  expect(asked.slice(10_001)).toEqual(['0'])
})

function messageOf(id: string): SipRequestMessage {
  const fields = [
    ['via', `SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK${id}`],
    ['from', '<sip:1@x>;tag=1'],
    ['to', '<sip:2@x>'],
    ['call-id', id],
    ['cseq', '1 MESSAGE'],
  ] as const
  return {
    type: 'request',
    method: 'MESSAGE',
    uri: 'sip:2@x',
    fields: fields.map(([name, value]) => ({ name, value })),
    body: new Uint8Array(),
  }
}
