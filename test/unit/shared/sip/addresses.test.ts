import { describe, expect, it } from 'vitest'
import {
  destinationOf,
  parseNameAddress,
  parseSipUri,
  parseVia,
  userOf,
} from '../../../../shared/sip/addresses.ts'

describe('an address says where requests go', () => {
  it.each([
    ['sip:sentral@192.0.2.10', { kind: 'udp', host: '192.0.2.10', port: 5060 }],
    ['sip:sentral@192.0.2.10:5062;transport=TCP', { kind: 'tcp', host: '192.0.2.10', port: 5062 }],
    ['sip:sentral@Sentral.Example;transport=tls', { kind: 'tls', host: 'sentral.example', port: 5061 }],
    ['sips:sentral@sentral.example', { kind: 'tls', host: 'sentral.example', port: 5061 }],
    ['sip:[2001:db8::10]:5070', { kind: 'udp', host: '2001:db8::10', port: 5070 }],
    ['sip:a@b;transport=ws', undefined],
  ])('%s', (text, destination) => {
    const uri = parseSipUri(text)
    expect(uri === undefined ? undefined : destinationOf(uri)).toEqual(destination)
  })

  it.each(['', 'sip:', 'http://x', 'sip:a@', 'sip:a@b:0', 'sip:a@b:70000', 'sip:a@b c', 'sip:a@b@c'])(
    'not %s',
    (text) => {
      expect(parseSipUri(text)).toBeUndefined()
    },
  )
})

it.each([
  ['sip:4790000017@192.0.2.20:5060;user=phone', '4790000017'],
  ['sip:%34790000017:secret@x', '4790000017'],
  ['tel:+4790000017;phone-context=x', '+4790000017'],
  ['sip:192.0.2.20', ''],
  ['mailto:a@b', ''],
  ['sip:%zz@x', '%zz'],
])('the user of %s is %s', (uri, user) => {
  expect(userOf(uri)).toBe(user)
})

it.each([
  ['<sip:a@b;transport=tcp>;tag=1', 'sip:a@b;transport=tcp'],
  ['sip:a@b;tag=1', 'sip:a@b'],
  ['"A <sip:no@no>, B" <sip:a@b>', 'sip:a@b'],
  ['Anna Berg <sip:a@b> ; tag=1', 'sip:a@b'],
  ['<sip:a@b', undefined],
  ['nobody', undefined],
])('the address of %s', (value, uri) => {
  expect(parseNameAddress(value)?.uri).toBe(uri)
})

it('a Via says who sent it last, by which transport and under which branch', () => {
  expect(parseVia('SIP / 2.0 / tls [2001:db8::1]:5061 ;branch=z9hG4bK1;rport')).toEqual({
    transport: 'TLS',
    host: '2001:db8::1',
    port: 5061,
    parameters: new Map([
      ['branch', 'z9hG4bK1'],
      ['rport', ''],
    ]),
  })
  expect(parseVia('SIP/1.0/UDP x;branch=1')).toBeUndefined()
})
