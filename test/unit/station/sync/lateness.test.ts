import { expect, test } from 'vitest'
import { Lateness } from '../../../../station/sync/lateness.ts'

const START = Date.parse('2026-11-21T00:00:00Z')
const minutes = (count: number): number => START + count * 60_000

test('what was stored while no way was there says since when and why; what comes after it says nothing', () => {
  const lateness = new Lateness(START)
  lateness.lost('dns', minutes(10))
  lateness.lost('timeout', minutes(20))
  expect(lateness.of(minutes(15), minutes(60))).toEqual({ since: '2026-11-21T00:10:00.000Z', reason: 'dns' })
  lateness.found(minutes(60))
  expect(lateness.of(minutes(15), minutes(61))).toEqual({ since: '2026-11-21T00:10:00.000Z', reason: 'dns' })
  expect(lateness.of(minutes(61), minutes(62))).toBeUndefined()
})

test('what goes within fifteen seconds is not late, whatever was lost', () => {
  const lateness = new Lateness(START)
  lateness.lost('dns', minutes(10))
  expect(lateness.of(minutes(11), minutes(11) + 15_000)).toBeUndefined()
})

test('what waited while the station was stopped says so', () => {
  const lateness = new Lateness(START)
  expect(lateness.of(minutes(-60), minutes(1))).toEqual({
    since: '2026-11-20T23:00:00.000Z',
    reason: 'station-stopped',
  })
})
