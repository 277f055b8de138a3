import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EventValue } from '../../../../shared/domain/device-event.ts'
import { BatteryBook } from '../../../../station/supervision/battery-book.ts'
import { daysLeft } from '../../../../station/supervision/battery-forecast.ts'

const DAY = 24 * 60 * 60_000
const START = Date.parse('2026-11-01T03:00:00Z')

describe('the forecast', () => {
  test('a battery that loses one percent a day from 40 % has forty days', () => {
    const readings = [50, 47, 44, 40].map((percent, index) => ({
      at: START + [0, 3, 6, 10][index]! * DAY,
      percent,
    }))
    expect(daysLeft(readings)).toBe(40)
  })

  test('says nothing of a week that is not over, of two readings, of a battery that does not fall', () => {
    const at = (day: number, percent: number) => ({ at: START + day * DAY, percent })
    expect(daysLeft([])).toBeNull()
    expect(daysLeft([at(0, 90), at(20, 50)])).toBeNull()
    expect(daysLeft([at(0, 90), at(1, 80), at(6, 50)])).toBeNull()
    expect(daysLeft([at(0, 90), at(10, 90), at(20, 90)])).toBeNull()
  })

  test('a new battery begins anew', () => {
    const old = [30, 20, 10].map((percent, index) => ({ at: START + index * 10 * DAY, percent }))
    const fresh = [100, 99, 98].map((percent, index) => ({ at: START + (21 + index * 10) * DAY, percent }))
    expect(daysLeft([...old, ...fresh])).toBeGreaterThan(900)
  })

  test('finds the day of every battery that falls in a straight line, in any order', () => {
    const cases = fc.record({
      perDay: fc.double({ min: 0.05, max: 5, noNaN: true }),
      shuffle: fc.boolean(),
    })
    fc.assert(
      fc.property(cases, ({ perDay, shuffle }) => {
        const readings = [0, 4, 8, 12].map((day) => ({ at: START + day * DAY, percent: 100 - perDay * day }))
        const days = daysLeft(shuffle ? readings.toReversed() : readings)
        expect(Math.abs((days ?? 0) - (100 - perDay * 12) / perDay)).toBeLessThanOrEqual(1.01)
      }),
    )
  })

  test('is a whole number of days or nothing, whatever was stored', () => {
    const reading = fc.record({
      at: fc.integer({ min: 0, max: 4e12 }),
      percent: fc.integer({ min: 0, max: 100 }),
    })
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 30 }), (readings) => {
        const days = daysLeft(readings)
        expect(days === null || (Number.isInteger(days) && days >= 0)).toBe(true)
      }),
    )
  })
})

describe('low', () => {
  const pendant = { id: 'pendant', placement: null, residentId: 'r-1', lowPercent: 20 }
  let number = 0
  const told = (value: EventValue, day = 0, kind: 'battery' | 'restored' = 'battery') => ({
    id: `event-${(number += 1)}`,
    deviceId: 'pendant',
    kind,
    value,
    receivedAt: START + day * DAY,
  })
  const standing = (...values: readonly EventValue[]) =>
    new BatteryBook(values.map((value, index) => told(value, index))).conditionOf(pendant)?.standing

  test('is what the device says, or less than its protocol’s limit', () => {
    expect(standing(true)).toBe('yes')
    expect(standing('low')).toBe('yes')
    expect(standing(19)).toBe('yes')
    expect(standing(100)).toBe('no')
    expect(standing(true, false)).toBe('no')
    expect(standing()).toBeUndefined()
  })

  test('is over only when it is clearly better', () => {
    expect(standing(19, 21)).toBe('unknown')
    expect(standing(19, 25)).toBe('no')
    const ended = new BatteryBook([told(true), told('battery', 1, 'restored')])
    expect(ended.conditionOf(pendant)?.standing).toBe('no')
  })

  test('comes two weeks ahead by the forecast, and names the event it rests on', () => {
    const events = [60, 51, 42].map((percent, index) => told(percent, index * 3))
    const last = told(33, 9)
    const condition = new BatteryBook([...events, last]).conditionOf(pendant)
    expect(condition).toMatchObject({ standing: 'yes', code: 'forecast', figure: 11, eventId: last.id })
  })
})
