import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { REOPEN_WITHIN_MS, UNDO_MS, whyNotReopened } from '../../../../shared/domain/reopening.ts'

const CLOSED = 1_800_000_000_000
const closing = { at: CLOSED, by: 'tuva' }
const technician = (id: string) => ({ id, readsOfResidents: false })
const caregiver = { id: 'kari', readsOfResidents: true }

describe('an alarm about a resident', () => {
  test('is a technician’s to take back for ten seconds, where they closed it themselves, and nobody else’s', () => {
    expect(whyNotReopened('care', closing, technician('tuva'), CLOSED + UNDO_MS)).toBeUndefined()
    expect(whyNotReopened('care', closing, technician('tore'), CLOSED + 1)).toBe('reopen-not-yours')
    fc.assert(
      fc.property(fc.integer({ min: 60_000, max: 10 * REOPEN_WITHIN_MS }), (age) => {
        expect(whyNotReopened('care', closing, technician('tuva'), CLOSED + age)).toBe('reopen-not-yours')
      }),
    )
  })

  test('is a caregiver’s to correct for a day, whoever closed it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 * REOPEN_WITHIN_MS }), (age) => {
        const expected = age > REOPEN_WITHIN_MS ? 'reopen-too-late' : undefined
        expect(whyNotReopened('care', closing, caregiver, CLOSED + age)).toBe(expected)
      }),
    )
  })

  test('may be corrected after the clock on the wall was set back', () => {
    expect(whyNotReopened('care', closing, caregiver, CLOSED - REOPEN_WITHIN_MS)).toBeUndefined()
  })
})

test('a silent sensor is a technician’s as well, for a day', () => {
  const { at } = closing
  expect(whyNotReopened('technical', closing, technician('tore'), at + REOPEN_WITHIN_MS)).toBeUndefined()
  expect(whyNotReopened('technical', closing, technician('tore'), at + REOPEN_WITHIN_MS + 1)).toBe(
    'reopen-too-late',
  )
})
