import { expect, test } from 'vitest'
import { parseArguments } from '../../../care-centre/arguments.ts'

function words(...argv: string[]): string {
  const parsed = parseArguments(argv)
  return parsed.ok ? 'accepted' : parsed.message
}

test('data alone is enough: loopback, any free port', () => {
  expect(parseArguments(['--data', 'd'])).toMatchObject({
    ok: true,
    arguments: { data: 'd', listen: { host: '127.0.0.1', port: 0 }, tokens: [] },
  })
})

test('tokens may be repeated, may hold `=`, and `*` opens all', () => {
  const parsed = parseArguments(['--data', 'd', '--token', 'st-1=a=b', '--token', '*=c'])
  expect(parsed).toMatchObject({
    arguments: {
      tokens: [
        { station: 'st-1', token: 'a=b', trial: true },
        { station: '*', token: 'c', trial: true },
      ],
    },
  })
})

test.each(['127.0.0.1:4200', 'localhost:1', '[::1]:4200', '127.9.9.9:0'])('%s is loopback', (listen) => {
  expect(words('--data', 'd', '--listen', listen)).toBe('accepted')
})

test.each(['0.0.0.0:4200', '192.168.1.5:4200', '[::]:1', '127.evil.example:80'])(
  '%s is refused for want of TLS',
  (listen) => {
    expect(words('--data', 'd', '--listen', listen)).toMatch(/without TLS/)
  },
)

test.each(['4200', '127.0.0.1', '127.0.0.1:70000', '127.0.0.1:x'])('%s is no address', (listen) => {
  expect(words('--data', 'd', '--listen', listen)).toMatch(/HOST:PORT/)
})

test.each(['--mqtt', '--sip', '--database'])('%s is not built yet and says so', (flag) => {
  expect(words('--data', 'd', flag, 'x')).toBe(`${flag} is not built yet`)
})

test.each(['T', '=T', 'st-1=', 'st 1=T', 'st-1=a b'])('--token %j is refused', (token) => {
  expect(words('--data', 'd', '--token', token)).toMatch(/STATION=T/)
})

test('what is missing or unknown is named', () => {
  expect(words()).toMatch(/--data/)
  expect(words('--data', 'd', '--colour', 'blue')).toMatch(/--colour/)
  expect(words('--data', 'd', 'more')).toMatch(/more/)
})
