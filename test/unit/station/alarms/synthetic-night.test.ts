import { expect, test } from 'vitest'
import { unexplained, withEngine, withoutEngine } from '../../../bench/nights.ts'
import { conditionAt, conditionsOf } from '../../../support/night-conditions.ts'
import { nightFigures } from '../../../support/night-figures.ts'
import { takenInTurn } from '../../../support/night-watch.ts'
import { Night } from '../../../support/night.ts'
import { NIGHT_HOURS, syntheticNight } from '../../../support/synthetic-night.ts'

test('the same seed gives the same night, another seed another', () => {
  expect(syntheticNight(7)).toEqual(syntheticNight(7))
  expect(syntheticNight(7)).not.toEqual(syntheticNight(8))
})

test.each([1, 2, 3, 4, 5])(
  'night %i: every fall and call is heard, and there is much less to hear',
  (seed) => {
    const night = syntheticNight(seed)
    const engine = withEngine(night, seed)
    expect(engine.critical).toBeGreaterThan(0)
    expect(engine.criticalHeard).toBe(engine.critical)
    expect(engine.heldBackUnexplained).toBe(0)
    const [bare, ours] = [withoutEngine(night), engine].map(({ annunciations }) =>
      nightFigures(annunciations, NIGHT_HOURS),
    )
    expect(ours?.alarms).toBeLessThan((bare?.alarms ?? 0) / 2)
  },
)

test('held back without a reason is what made no sound and of which nothing stored says why', () => {
  const night = new Night('2026-11-20T22:00:00+01:00')
  const leak = { id: 'leak-101', residentId: 'r-101', placement: 'kitchen' }
  night.says(leak, 'water')
  night.pass(60)
  const again = night.says(leak, 'water')
  expect(unexplained(night)).toEqual([])
  const withoutReasons = night.told.filter(({ action }) => action.data.eventId !== again.id)
  expect(unexplained({ events: night.events, told: withoutReasons, suppressed: [] })).toEqual([again])
})

test('the measures: eleven within ten minutes are a flood until there are fewer than five, six within five chatter', () => {
  const at = (seconds: readonly number[], source = 'a') =>
    seconds.map((second) => ({ at: second, source, priority: 'low', takenAt: null, condition: null }))
  const eleven = Array.from({ length: 11 }, (_, index) => index * 20)
  expect(nightFigures(at(eleven), 1)).toMatchObject({
    alarms: 11,
    perHour: 11,
    mostInTenMinutes: 11,
    windowsAboveTen: 1 / 6,
    chattering: 1,
    tenMostFrequent: 1,
    priorities: { low: expect.closeTo(1) as number },
  })
  expect(nightFigures(at(eleven), 1).timeInFlood).toBeCloseTo((720 - 200) / 3600, 2)
  expect(nightFigures(at(eleven.slice(0, 10)), 1)).toMatchObject({ windowsAboveTen: 0, timeInFlood: 0 })
})

test('the measures: fleeting is what stood for less than 10 s and stayed away, missed what was over before it was taken', () => {
  const device = { id: 'leak-101', residentId: 'r-101', placement: 'kitchen' }
  const report = (at: number, begins: boolean) =>
    begins
      ? ({ at, device, kind: 'water', value: true, isReal: false } as const)
      : ({ at, device, kind: 'restored', value: 'water', isReal: false } as const)
  const happenings = [
    [report(0, true), report(5, false)],
    [report(60, true), report(61, true), report(68, false)],
    [report(500, true), report(511, false)],
    [report(900, true)],
  ].flat()
  const [source, conditions] = [...conditionsOf(happenings)][0] ?? ['', []]
  expect(conditions.map(({ from, until }) => [from, until])).toEqual([
    [0, 5],
    [60, 68],
    [500, 511],
    [900, null],
  ])
  const ring = (at: number, takenAt: number | null) => ({
    at,
    source,
    priority: 'high',
    takenAt,
    condition: conditionAt(conditions, at),
  })
  // Back after 55 s, the first one is not fleeting; the second stayed away, the third stood for 11 s.
  const rings = [ring(0, 20), ring(61, null), ring(500, 505), ring(900, null)]
  expect(nightFigures(rings, 1)).toMatchObject({ fleeting: 1, missed: 0.5 })
})

test('the measures: taken within two seconds, or six within ten, was not read; the time to take is that of 95 of 100', () => {
  const taken = (at: number, takenAt: number, source = String(at), priority = 'critical') => ({
    at,
    takenAt,
    source,
    priority,
    condition: null,
  })
  const read = Array.from({ length: 6 }, (_, index) => taken(index * 100, index * 100 + 30))
  expect(nightFigures(read, 1)).toMatchObject({ rubberStamped: 0, takenWithin: { critical: 30, high: null } })
  expect(nightFigures([...read, taken(700, 701)], 1).rubberStamped).toBeCloseTo(1 / 7)
  const series = (everyS: number) =>
    Array.from({ length: 6 }, (_, index) => taken(1_000 + index, 1_100 + index * everyS))
  expect(nightFigures([...read, ...series(1.5)], 1).rubberStamped).toBe(0.5)
  expect(nightFigures([...read, ...series(2)], 1).rubberStamped).toBe(0)
  const twenty = Array.from({ length: 20 }, (_, index) => taken(index * 100, index * 100 + 10 * (index + 1)))
  expect(nightFigures(twenty, 1).takenWithin).toMatchObject({ critical: 190 })
})

test('one pair of hands takes the most urgent first and the others after it, also what rang before', () => {
  const soonest = () => 0
  const ring = (at: number, priority: 'critical' | 'medium') => ({ at, priority })
  const rings = [ring(0, 'medium'), ring(10, 'medium'), ring(20, 'critical'), ring(200, 'medium')]
  expect(takenInTurn(rings, soonest)).toEqual([24, 28, 20, 220])
})
