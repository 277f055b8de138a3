import { expect, test } from 'vitest'
import { mayUse } from '../../../electron/page-permissions.ts'

const OWN = 'app://tryggvakt/'

test('the page may learn of outputs and choose one', () => {
  expect(mayUse('speaker-selection', {})).toBe(true)
  expect(mayUse('media', { mediaType: 'audio', securityOrigin: OWN })).toBe(true)
})

test('and nothing else', () => {
  for (const [permission, details] of [
    ['media', { mediaType: 'video', securityOrigin: OWN }],
    ['media', { mediaType: 'unknown', securityOrigin: OWN }],
    ['media', { mediaType: 'audio' }],
    ['media', { mediaType: 'audio', securityOrigin: 'app://tryggvakt.example/' }],
    ['media', {}],
    ['geolocation', {}],
    ['notifications', {}],
    ['serial', { securityOrigin: OWN }],
    ['openExternal', { mediaType: 'audio', securityOrigin: OWN }],
  ] as const) {
    expect(mayUse(permission, details), permission).toBe(false)
  }
})
