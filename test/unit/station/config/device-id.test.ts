import { expect, test } from 'vitest'
import { assignDid } from '../../../../station/config/device-id.ts'

test('a device gets its own id as far as eight letters and digits reach', () => {
  expect(assignDid('radar-204-bath', new Set())).toBe('RADAR204')
})

test('one whose own is taken gets a number', () => {
  expect(assignDid('radar-204-hall', new Set(['RADAR204', 'D0000001']))).toBe('D0000002')
})

test('one without any letter or digit gets a number', () => {
  expect(assignDid('-._', new Set())).toBe('D0000001')
})
