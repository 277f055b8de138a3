import { expect, test } from 'vitest'
import { withEngine, withoutEngine } from '../../../bench/nights.ts'
import { nightFigures } from '../../../support/night-figures.ts'
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
    const [bare, ours] = [withoutEngine(night), engine].map(({ annunciations }) =>
      nightFigures(annunciations, NIGHT_HOURS),
    )
    expect(ours?.alarms).toBeLessThan((bare?.alarms ?? 0) / 2)
  },
)

test('the measures: eleven within ten minutes are a flood until there are fewer than five, six within five chatter', () => {
  const at = (seconds: readonly number[], source = 'a') =>
    seconds.map((second) => ({ at: second, source, priority: 'low' }))
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
