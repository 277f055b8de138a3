import { expect, test } from 'vitest'
import { mayUse } from '../../../electron/page-permissions.ts'

test('the page may learn of outputs and choose one, and nothing else', () => {
  expect(mayUse('speaker-selection', undefined)).toBe(true)
  expect(mayUse('media', 'audio')).toBe(true)
  for (const [permission, mediaType] of [
    ['media', 'video'],
    ['media', 'unknown'],
    ['media', undefined],
    ['geolocation', undefined],
    ['notifications', undefined],
    ['serial', undefined],
    ['openExternal', 'audio'],
  ] as const) {
    expect(mayUse(permission, mediaType)).toBe(false)
  }
})
