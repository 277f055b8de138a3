import { expect, test } from 'vitest'
import { judgeListen, parseArguments, parseDatabaseArguments } from '../../../care-centre/arguments.ts'

function words(...argv: string[]): string {
  const parsed = parseArguments(argv)
  return parsed.ok ? 'accepted' : parsed.message
}

test('data alone is enough: loopback, any free port', () => {
  expect(parseArguments(['--data', 'd'])).toMatchObject({
    ok: true,
    arguments: { database: { data: 'd' }, listen: { host: '127.0.0.1', port: 0 }, tokens: [] },
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
  '%s is for TLS alone, and no token opens all doors there',
  (listen) => {
    const judge = (isTls: boolean, ...more: string[]) => {
      const parsed = parseArguments(['--data', 'd', '--listen', listen, ...more])
      return parsed.ok ? judgeListen(parsed.arguments, isTls) : parsed.message
    }
    expect(judge(false)).toMatch(/without TLS/)
    expect(judge(true)).toBeUndefined()
    expect(judge(true, '--token', 'st-1=a')).toBeUndefined()
    expect(judge(true, '--token', '*=a')).toMatch(/loopback alone/)
  },
)

test('on this machine a token may open all doors', () => {
  const parsed = parseArguments(['--data', 'd', '--token', '*=a'])
  expect(parsed.ok && judgeListen(parsed.arguments, false)).toBeUndefined()
})

test('a command that only looks is told a database and nothing else', () => {
  expect(parseDatabaseArguments(['--data', 'd'])).toEqual({ data: 'd' })
  expect(parseDatabaseArguments([])).toMatch(/missing/)
  expect(parseDatabaseArguments(['--data', 'd', '--listen', '127.0.0.1:1'])).toMatch(/listen/)
})

test.each(['4200', '127.0.0.1', '127.0.0.1:70000', '127.0.0.1:x'])('%s is no address', (listen) => {
  expect(words('--data', 'd', '--listen', listen)).toMatch(/HOST:PORT/)
})

test('a broker is told apart from its credentials; plain text stays on this machine', () => {
  const parsed = parseArguments(['--data', 'd', '--mqtt', 'mqtts://centre:p%40ss@broker.example:8883'])
  expect(parsed).toMatchObject({
    arguments: { mqtt: { url: 'mqtts://broker.example:8883', username: 'centre', password: 'p@ss' } },
  })
  expect(words('--data', 'd', '--mqtt', 'mqtt://127.0.0.1:1883')).toBe('accepted')
  expect(words('--data', 'd', '--mqtt', 'mqtt://broker.example')).toMatch(/this machine alone/)
  expect(words('--data', 'd', '--mqtt', 'broker.example')).toMatch(/mqtts:/)
})

test('an address of SIP has a port, and is told so', () => {
  expect(words('--data', 'd', '--sip', 'x')).toMatch(/^--sip is HOST:PORT/)
  expect(words('--data', 'd', '--sip', '127.0.0.1:5060;transport=tcp')).toBe('accepted')
})

test.each(['T', '=T', 'st-1=', 'st 1=T', 'st-1=a b'])('--token %j is refused', (token) => {
  expect(words('--data', 'd', '--token', token)).toMatch(/STATION=T/)
})

test.each([
  'postgres://centre@localhost/centre',
  'postgresql://centre:secret@127.0.0.1:5433/centre',
  'postgres://centre@[::1]/centre',
  'postgres:///centre?host=/run/postgresql',
  'postgres://centre@db.example.no/centre?sslmode=verify-full',
])('--database %s', (url) => {
  expect(parseArguments(['--database', url])).toMatchObject({ ok: true, arguments: { database: { url } } })
})

test('another machine is asked over TLS alone, and no refusal repeats the password', () => {
  const refused = words('--database', 'postgres://centre:secret@db.example.no/centre')
  expect(refused).toMatch(/TLS/)
  expect(refused).not.toMatch(/secret/)
  expect(words('--database', 'postgres://centre:secret@db.example.no/centre?sslmode=disable')).toMatch(/TLS/)
  expect(words('--database', 'mysql://localhost/centre')).toMatch(/postgres:/)
})

test('one database, not two', () => {
  expect(words('--data', 'd', '--database', 'postgres://localhost/centre')).toMatch(/exclude/)
})

test('what is missing or unknown is named', () => {
  expect(words()).toMatch(/--data/)
  expect(words('--data', 'd', '--colour', 'blue')).toMatch(/--colour/)
  expect(words('--data', 'd', 'more')).toMatch(/more/)
})
