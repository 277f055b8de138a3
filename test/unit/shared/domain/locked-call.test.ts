import { expect, test } from 'vitest'
import { carerWhoCalls, isCarersCall } from '../../../../shared/domain/alarm.ts'
import { lockedSubject, readLockedSubject } from '../../../../shared/domain/locked-call.ts'

test.each([
  { from: 'desk', lastPersonId: null, address: '::ffff:127.0.0.1', screenId: null },
  { from: 'phone', lastPersonId: 'kari', address: '10.0.0.7', screenId: null },
  {
    from: 'browser',
    lastPersonId: null,
    address: '::1',
    screenId: '0199c0de-0000-7000-8000-000000000001',
  },
] as const)('a locked call is read back from the subject of its alarm: %o', (call) => {
  expect(readLockedSubject(lockedSubject(call))).toEqual(call)
})

test.each([undefined, 'kari', '/dev/ttyUSB0', 'locked', 'locked:door:kari:10.0.0.7'])(
  '%s is no locked call',
  (subject) => {
    expect(readLockedSubject(subject)).toBeNull()
  },
)

test('a locked call is a carer’s call, and nobody’s own', () => {
  const subject = lockedSubject({ from: 'phone', lastPersonId: 'kari', address: '10.0.0.7', screenId: null })
  const alarm = { cause: 'assistance', subject, placement: null } as const
  expect(isCarersCall(alarm)).toBe(true)
  expect(carerWhoCalls(alarm)).toBeNull()
  expect(carerWhoCalls({ ...alarm, subject: 'kari' })).toBe('kari')
  // A colleague who needs help in the laundry, reported by another one: about the place.
  expect(isCarersCall({ ...alarm, subject: 'Vaskeri', placement: 'Vaskeri' })).toBe(false)
})
