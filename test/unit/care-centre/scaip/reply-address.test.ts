import { expect, test } from 'vitest'
import { replyAddress } from '../../../../care-centre/scaip/reply-address.ts'
import type { SipIncoming } from '../../../../shared/sip/endpoint-types.ts'

const INCOMING: SipIncoming = {
  uri: 'sip:sentral@127.0.0.1',
  fromUri: 'sip:4711@home.example',
  fromUser: '4711',
  toUri: 'sip:sentral@127.0.0.1',
  contact: undefined,
  callId: 'c-1',
  contentType: 'application/scaip+xml',
  body: '',
  authorization: [],
  peer: { kind: 'tls', host: '192.0.2.7', port: 40_000 },
}

test.each([
  [
    'the contact, by the transport it came over',
    { contact: 'sip:4711@10.0.0.5:5060' },
    'sip:4711@10.0.0.5:5060;transport=tls',
  ],
  ['the sender where there is no contact', {}, 'sip:4711@home.example;transport=tls'],
  ['an address that is encrypted by itself', { contact: 'sips:4711@10.0.0.5' }, 'sips:4711@10.0.0.5'],
  [
    'never by a lesser transport',
    { contact: 'sip:4711@10.0.0.5;transport=udp' },
    'sip:4711@10.0.0.5;transport=tls',
  ],
  [
    'the peer where the sender is a telephone number',
    { fromUri: 'tel:4711' },
    'sip:4711@192.0.2.7:40000;transport=tls',
  ],
])('%s', (_which, change, expected) => {
  expect(replyAddress({ ...INCOMING, ...change })).toBe(expected)
})
