import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { easterSunday, isHoliday } from '../../../../shared/domain/norwegian-holidays.ts'
import { dayOf, osloInstant, osloTime, weekdayOf } from '../../../../shared/domain/oslo-time.ts'

const at = (iso: string): number => Date.parse(iso)

describe('the clock on the wall in Norway', () => {
  test.each([
    ['2026-01-15T12:00:00Z', [2026, 1, 15], 13 * 60],
    ['2026-07-15T12:00:00Z', [2026, 7, 15], 14 * 60],
    ['2026-12-31T23:30:00Z', [2027, 1, 1], 30],
  ] as const)('%s', (iso, [year, month, day], minutes) => {
    expect(osloTime(at(iso))).toEqual({ day: dayOf(year, month, day), minutes })
  })

  test('on the night of 29 March 2026 there is no 02:30: it is the instant of the change', () => {
    expect(osloInstant(dayOf(2026, 3, 29), 2 * 60 + 30)).toBe(at('2026-03-29T01:00:00Z'))
    expect(osloInstant(dayOf(2026, 3, 29), 7 * 60)).toBe(at('2026-03-29T05:00:00Z'))
  })

  test('on the night of 25 October 2026 02:30 comes twice: the first counts', () => {
    expect(osloInstant(dayOf(2026, 10, 25), 2 * 60 + 30)).toBe(at('2026-10-25T00:30:00Z'))
    expect(osloInstant(dayOf(2026, 10, 25), 3 * 60)).toBe(at('2026-10-25T02:00:00Z'))
  })

  test('every minute that exists is found again', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('2020-01-01'), max: at('2040-01-01') }), (instant) => {
        const minute = Math.floor(instant / 60_000) * 60_000
        const { day, minutes } = osloTime(minute)
        const found = osloInstant(day, minutes)
        expect(osloTime(found)).toEqual({ day, minutes })
        expect([0, 60 * 60_000]).toContain(minute - found)
      }),
    )
  })
})

describe('public holidays', () => {
  test('17 May, Christmas, Good Friday and Whit Monday are; Christmas Eve and a plain Tuesday are not', () => {
    for (const [month, day] of [
      [5, 17],
      [12, 25],
      [4, 3],
      [4, 2],
      [5, 14],
      [5, 25],
    ] as const) {
      expect(isHoliday(dayOf(2026, month, day))).toBe(true)
    }
    expect(isHoliday(dayOf(2026, 12, 24))).toBe(false)
    expect(isHoliday(dayOf(2026, 11, 24))).toBe(false)
  })

  test('Easter', () => {
    expect([2024, 2025, 2026, 2038].map(easterSunday)).toEqual([
      dayOf(2024, 3, 31),
      dayOf(2025, 4, 20),
      dayOf(2026, 4, 5),
      dayOf(2038, 4, 25),
    ])
  })

  test('21 November 2026 is a Saturday', () => {
    expect(weekdayOf(dayOf(2026, 11, 21))).toBe(6)
  })
})
