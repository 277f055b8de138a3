import { describe, expect, test } from 'vitest'
import { USUAL_HOURS } from '../../../../../station/alarms/time-rules/hours.ts'
import { refuseHours, refuseRule } from '../../../../../station/alarms/time-rules/refuse-rule.ts'
import { hoursFacts, ruleFacts } from '../../../../../station/alarms/time-rules/rule-facts.ts'
import { choicesOfFirstSet } from '../../../../../station/alarms/time-rules/rule-set-1.ts'
import { TIME_RULES, withChoices } from '../../../../../station/alarms/time-rules/rule-set.ts'
import { ruleWith } from './home-that-is-watched.ts'

const on = (limits: Record<string, number>) => ({ isWatched: true, limits })
const off = { isWatched: false, limits: {} }

test.each([
  ['no-sign-of-life', { workday: on({ fromMinute: 660 }) }, 'contradicts-itself'],
  ['no-sign-of-life', { holiday: on({ byMinute: 240 }) }, 'contradicts-itself'],
  ['too-cold-or-hot', { always: on({ lowestCelsius: 30 }) }, 'contradicts-itself'],
  ['out-of-bed', { night: on({ lastsMinutes: 0 }) }, 'out-of-range'],
  ['out-of-bed', { night: on({ byMinute: 600 }) }, 'no-such-limit'],
  ['out-of-bed', { day: on({ lastsMinutes: 20 }) }, 'no-such-limit'],
  ['out-of-bed', { day: off }, 'no-such-limit'],
  ['out-of-bed', { night: off }, 'watches-never'],
  ['too-long-in-bathroom', { night: off, day: off }, 'watches-never'],
  ['out-of-bed', { night: on({ lastsMinutes: 540 }) }, 'longer-than-hours'],
  ['nobody-back', { night: off, day: on({ lastsMinutes: 800 }) }, 'longer-than-hours'],
  ['nobody-back', { day: on({ lastsMinutes: 800 }) }, undefined],
  ['out-of-bed', { night: on({ lastsMinutes: 45 }) }, undefined],
  ['too-long-in-bathroom', { night: off, day: on({ lastsMinutes: 60 }) }, undefined],
] as const)('%s with %j: %s', (id, choices, refusal) => {
  expect(refuseRule(ruleWith(id), choices, USUAL_HOURS)).toBe(refusal)
})

test('a profile in which the rule does not watch may say what it likes', () => {
  const holiday = { isWatched: false, limits: { fromMinute: 700, byMinute: 600 } }
  expect(refuseRule(ruleWith('medicine-not-taken'), { holiday }, USUAL_HOURS)).toBeUndefined()
})

describe('hours', () => {
  const { night } = USUAL_HOURS
  const short = { from: 60, to: 80 }

  test.each([
    ['a night that ends when it begins', { night: { from: 60, to: 60 }, holidayNight: night }],
    ['nights that leave no day', { night: { from: 1320, to: 600 }, holidayNight: { from: 540, to: 480 } }],
  ])('%s are no hours', (_what, hours) => {
    expect(refuseHours(hours, [])).toBe('hours-contradict')
  })

  test('a night too short for a rule that is on is refused, one that is long enough is not', () => {
    const rules = [ruleWith('out-of-bed')]
    expect(refuseHours({ night, holidayNight: short }, rules)).toBe('longer-than-hours')
    expect(refuseHours({ night, holidayNight: short }, [])).toBeUndefined()
    expect(refuseHours(USUAL_HOURS, rules)).toBeUndefined()
  })
})

test('what the first set of rules had switched on means the same today', () => {
  const meant = TIME_RULES.map((rule) => withChoices(rule, choicesOfFirstSet(rule, {})))
  const watched = meant.map(({ id, profiles }) => [
    id,
    Object.fromEntries(
      Object.entries(profiles).flatMap(([name, { isWatched, limits }]) =>
        isWatched ? [[name, limits]] : [],
      ),
    ),
  ])
  const morning = { fromMinute: 300, byMinute: 600 }
  const medicine = { fromMinute: 420, byMinute: 600 }
  expect(Object.fromEntries(watched)).toEqual({
    'no-sign-of-life': { workday: morning, holiday: morning },
    'out-of-bed': { night: { lastsMinutes: 30 } },
    'door-open-at-night': { night: { lastsMinutes: 5 } },
    'too-long-in-bathroom': { night: { lastsMinutes: 45 }, day: { lastsMinutes: 45 } },
    'nobody-back': { night: { lastsMinutes: 15 } },
    'too-cold-or-hot': { always: { lastsMinutes: 30, lowestCelsius: 16, highestCelsius: 30 } },
    'medicine-not-taken': { workday: medicine, holiday: medicine },
  })
  const own = choicesOfFirstSet(ruleWith('too-long-in-bathroom'), { lastsMinutes: 20 })
  expect(own).toMatchObject({ day: on({ lastsMinutes: 20 }), night: on({ lastsMinutes: 20 }) })
})

test('the audit log says what was and what is', () => {
  const rule = ruleWith('too-long-in-bathroom')
  expect(ruleFacts(rule, undefined, {})).toEqual({
    ruleId: 'too-long-in-bathroom',
    before: 'off',
    after: 'night lastsMinutes=30; day lastsMinutes=45',
  })
  expect(ruleFacts(ruleWith('no-sign-of-life'), {}, { holiday: off })).toMatchObject({
    before: 'workday fromMinute=05:00 byMinute=10:00; holiday fromMinute=05:00 byMinute=10:00',
    after: 'workday fromMinute=05:00 byMinute=10:00; holiday off',
  })
  const night = { from: 1350, to: 360 }
  expect(hoursFacts(USUAL_HOURS, { night, holidayNight: night })).toEqual({
    before: 'night 22:00-07:00; holidayNight 23:00-09:00',
    after: 'night 22:30-06:00; holidayNight 22:30-06:00',
  })
})
