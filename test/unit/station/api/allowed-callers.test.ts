import { describe, expect, test } from 'vitest'
import { isAllowedOrigin, isOwnHost, ownUrl } from '../../../../station/api/allowed-callers.ts'

const own = { host: '127.0.0.1', port: 4120 }

describe('the address a caller used', () => {
  test.each(['127.0.0.1:4120', 'localhost:4120', '[::1]:4120', 'LOCALHOST:4120'])('%s is ours', (host) => {
    expect(isOwnHost(host, own)).toBe(true)
  })
  test.each([
    undefined,
    '',
    'evil.example',
    'evil.example:4120',
    '127.0.0.1',
    '127.0.0.1:4121',
    '127.0.0.1.evil.example:4120',
  ])('%s is not: a name rebound to this machine', (host) => {
    expect(isOwnHost(host, own)).toBe(false)
  })
})

describe('the page a caller comes from', () => {
  test.each([undefined, 'app://tryggvakt', 'http://127.0.0.1:4120', 'http://localhost:4120'])(
    '%s may',
    (origin) => {
      expect(isAllowedOrigin(origin, own)).toBe(true)
    },
  )
  test.each([
    'null',
    'https://127.0.0.1:4120',
    'http://127.0.0.1:4121',
    'http://evil.example',
    'app://tryggvakt.evil',
  ])('%s may not', (origin) => {
    expect(isAllowedOrigin(origin, own)).toBe(false)
  })
})

test('an IPv6 address stands in brackets', () => {
  expect(ownUrl({ host: '::1', port: 4120 })).toBe('http://[::1]:4120')
})
