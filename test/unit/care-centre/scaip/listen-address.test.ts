import { expect, test } from 'vitest'
import { parseSipListen, sipAddressText } from '../../../../care-centre/scaip/listen-address.ts'

test.each([
  ['127.0.0.1:5060', { host: '127.0.0.1', port: 5060, kinds: ['udp', 'tcp'] }],
  ['localhost:0', { host: 'localhost', port: 0, kinds: ['udp', 'tcp'] }],
  ['[::1]:5060;transport=udp', { host: '::1', port: 5060, kinds: ['udp'] }],
  ['127.0.0.1:5060;transport=TCP', { host: '127.0.0.1', port: 5060, kinds: ['tcp'] }],
  ['192.0.2.10:5061;transport=tls', { host: '192.0.2.10', port: 5061, kinds: ['tls'] }],
])('%s', (text, listen) => {
  expect(parseSipListen(text)).toEqual(listen)
})

test.each(['', '5060', '127.0.0.1', '127.0.0.1:99999', '127.0.0.1:5060;transport=ws', '127.0.0.1:5060;x=y'])(
  '"%s" is refused with words',
  (text) => {
    expect(parseSipListen(text)).toContain('HOST:PORT')
  },
)

test('from elsewhere nothing is taken without TLS', () => {
  expect(parseSipListen('0.0.0.0:5060')).toContain('TLS')
  expect(parseSipListen('192.0.2.10:5060;transport=tcp')).toContain('TLS')
})

test('the ready line says where', () => {
  expect(sipAddressText({ host: '127.0.0.1', port: 5060, kinds: ['udp', 'tcp'] })).toBe('sip:127.0.0.1:5060')
  expect(sipAddressText({ host: '::1', port: 5061, kinds: ['tls'] })).toBe('sip:[::1]:5061;transport=tls')
})
