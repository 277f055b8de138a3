/** One limit by day and another at night: which of them counts, over evenings, mornings, holidays and clock changes. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { replay, type Home } from '../../../../../station/alarms/time-rules/home-watch.ts'
import { shortestOf, stretchAt, USUAL_HOURS } from '../../../../../station/alarms/time-rules/hours.ts'
import type { ProfilesOfRule } from '../../../../../station/alarms/time-rules/rule-set.ts'
import { at, dueAndWhy, homeWith, says } from './home-that-is-watched.ts'

const MINUTE = 60_000
const lasts = (lastsMinutes: number, isWatched = true) => ({ isWatched, limits: { lastsMinutes } })
const bathroom = (night: number, day: number, from?: number) =>
  homeWith('too-long-in-bathroom', { night: lasts(night), day: lasts(day) }, from)
const inside = (when: number) => [says(when, 'radar', 'presence', true, 'bathroom')]

describe('in the bathroom, with 45 minutes by day and 30 at night', () => {
  const home = bathroom(30, 45)
  const friday = '2026-11-20'

  test.each([
    ['at noon', '12:00', 'day 12:45'],
    ['at three', '03:00', 'night 03:30'],
    ['so long before the night that the day is due', '21:10', 'day 21:55'],
    ['shortly before the night, it is the night’s half hour from ten', '21:50', 'night 22:30'],
    ['earlier, by the day’s 45 minutes though the night has begun', '21:20', 'day 22:05'],
    ['shortly before the morning it is the night’s half hour all the same', '06:45', 'night 07:15'],
  ])('%s', (_when, time, due) => {
    const from = at('00:00', friday)
    const events = inside(at(time, friday))
    expect(dueAndWhy(bathroom(30, 45, from), events, at('00:30', '2026-11-21'))).toEqual([due])
  })

  test('a Saturday’s night begins an hour later, and Sunday’s day two hours later', () => {
    expect(dueAndWhy(home, inside(at('22:10')), at('23:59'))).toEqual(['day 22:55'])
    const sunday = '2026-11-22'
    expect(dueAndWhy(home, inside(at('08:10', sunday)), at('12:00', sunday))).toEqual(['night 08:40'])
    expect(dueAndWhy(home, inside(at('09:10', sunday)), at('12:00', sunday))).toEqual(['day 09:55'])
  })

  test('Christmas Eve’s night is one before a holiday, whatever day of the week it is', () => {
    const thursday = '2026-12-24'
    expect(dueAndWhy(home, inside(at('22:10', thursday)), at('23:59', thursday))).toEqual(['day 22:55'])
    expect(dueAndWhy(home, inside(at('08:00', '2026-12-25')), at('12:00', '2026-12-25'))).toEqual([
      'night 08:30',
    ])
  })
})

describe('a rule that watches only at night, or only by day', () => {
  const door = (choices: ProfilesOfRule, from?: number) => homeWith('nobody-back', choices, from)
  const left = (when: number) => [says(when, 'front', 'door', true, 'front-door')]

  test('out at noon: nothing until night; with the day chosen, two hours', () => {
    expect(dueAndWhy(door({}), left(at('12:00')), at('22:59'))).toEqual([])
    expect(dueAndWhy(door({}), left(at('12:00')), at('23:59'))).toEqual(['night 23:15'])
    expect(dueAndWhy(door({ day: lasts(120) }), left(at('12:00')), at('23:59'))).toEqual(['day 14:00'])
  })

  test('by day alone: out at 21:00 is the next morning’s', () => {
    const friday = '2026-11-20'
    const byDay = door({ night: lasts(15, false), day: lasts(120) }, at('00:00', friday))
    expect(dueAndWhy(byDay, left(at('21:00', friday)), at('12:00'))).toEqual(['day 09:00'])
  })

  test('a limit that no night is long enough for, chosen before hours were checked, still comes due', () => {
    const home = homeWith('out-of-bed', { night: lasts(600) }, at('12:00', '2026-11-16'))
    const up = [says(at('23:00', '2026-11-16'), 'bed', 'bed', false)]
    expect(dueAndWhy(home, up, at('12:00', '2026-11-18'))).toEqual(['night 08:00'])
  })
})

describe('what should have happened by a time of the day', () => {
  const later: ProfilesOfRule = {
    holiday: { isWatched: true, limits: { fromMinute: 360, byMinute: 720 } },
  }

  test('by ten on weekdays and Saturdays, by noon on Sundays and holidays', () => {
    const home = homeWith('no-sign-of-life', later, at('20:00', '2026-12-24'))
    const until = at('18:00', '2026-12-28')
    expect(dueAndWhy(home, [says(at('20:00', '2026-12-24'), 'pir', 'motion', 'active')], until)).toEqual([
      'holiday 12:00',
      'holiday 12:00',
      'holiday 12:00',
      'workday 10:00',
    ])
  })

  test('a sign at 05:30 counts on a Saturday and not on the Sunday after it', () => {
    const home = homeWith('no-sign-of-life', later)
    const signs = ['2026-11-21', '2026-11-22'].map((day) => says(at('05:30', day), 'pir', 'motion', 'active'))
    expect(dueAndWhy(home, signs, at('18:00', '2026-11-22'))).toEqual(['holiday 12:00'])
  })

  test('medicine that is taken elsewhere on Sundays: nothing is said of them', () => {
    const home = homeWith('medicine-not-taken', { holiday: { isWatched: false, limits: {} } })
    const friday = says(at('20:30', '2026-11-20'), 'box', 'medicine', 'opened')
    expect(dueAndWhy(home, [friday], at('18:00', '2026-11-23'))).toEqual(['workday 10:00', 'workday 10:00'])
  })
})

describe('the nights in which the clock is changed', () => {
  const nightOf = (from: number, to: number) => ({ night: { from, to }, holidayNight: { from, to } })

  test('the night before 29 March ends at seven by the new clock and is an hour shorter', () => {
    const evening = Date.parse('2026-03-28T22:00:00+01:00')
    const hours = nightOf(22 * 60, 7 * 60)
    expect(stretchAt(hours, evening)).toEqual({
      profile: 'night',
      to: Date.parse('2026-03-29T07:00:00+02:00'),
    })
    expect(stretchAt(hours, evening - 1)).toEqual({ profile: 'day', to: evening })
  })

  test('the night before 25 October ends at seven by the new clock and is an hour longer', () => {
    const evening = Date.parse('2026-10-24T22:00:00+02:00')
    const hours = nightOf(22 * 60, 7 * 60)
    expect(stretchAt(hours, evening)).toEqual({
      profile: 'night',
      to: Date.parse('2026-10-25T07:00:00+01:00'),
    })
  })

  test('a night that ends at 02:30 ends with the hour that March skips, and at the first 02:30 of October', () => {
    const hours = nightOf(22 * 60, 2 * 60 + 30)
    const to = (at: string) => stretchAt(hours, Date.parse(at)).to
    expect(to('2026-03-29T01:59:00+01:00')).toBe(Date.parse('2026-03-29T03:00:00+02:00'))
    expect(to('2026-10-25T02:29:00+02:00')).toBe(Date.parse('2026-10-25T02:30:00+02:00'))
    expect(stretchAt(hours, Date.parse('2026-10-25T02:29:00+01:00')).profile).toBe('day')
  })

  test('a night inside the hour that is skipped is none, and the day goes on to the next one', () => {
    const hours = nightOf(2 * 60 + 10, 2 * 60 + 50)
    const skipped = Date.parse('2026-03-29T01:59:59+01:00')
    const change = stretchAt(hours, skipped)
    expect(change.profile).toBe('day')
    expect(stretchAt(hours, change.to)).toEqual({
      profile: 'day',
      to: Date.parse('2026-03-30T02:10:00+02:00'),
    })
  })

  test('into the bathroom at 06:50 before the clock goes forward or back: the night’s half hour, as any day', () => {
    for (const [day, zone] of [
      ['2026-03-29', '+02:00'],
      ['2026-10-25', '+01:00'],
    ] as const) {
      const when = Date.parse(`${day}T06:50:00${zone}`)
      const home: Home = { ...bathroom(30, 45, 0), hours: nightOf(22 * 60, 7 * 60) }
      expect(dueAndWhy(home, inside(when), when + 60 * MINUTE)).toEqual(['night 07:20'])
    }
  })
})

test('by day and at night: never sooner than the shorter limit, never later than the longer one', () => {
  const limit = fc.integer({ min: 1, max: 600 })
  const when = fc.integer({ min: at('00:00', '2026-03-20'), max: at('00:00', '2026-04-10') })
  fc.assert(
    fc.property(limit, limit, when, (night, day, since) => {
      const [fire] = replay(bathroom(night, day, 0), inside(since), since + 601 * MINUTE).fires
      const stood = ((fire?.dueAt ?? 0) - since) / MINUTE
      expect(stood).toBeGreaterThanOrEqual(Math.min(night, day))
      expect(stood).toBeLessThanOrEqual(Math.max(night, day))
      expect(fire?.watched.limits.lastsMinutes).toBe(fire?.watched.profile === 'night' ? night : day)
    }),
  )
})

test('nights and days follow each other without a gap and are never empty', () => {
  fc.assert(
    fc.property(fc.integer({ min: at('00:00', '2026-03-01'), max: at('00:00', '2026-12-31') }), (when) => {
      const here = stretchAt(USUAL_HOURS, when)
      expect(here.to).toBeGreaterThan(when)
      expect(stretchAt(USUAL_HOURS, here.to).profile).not.toBe(here.profile)
    }),
  )
})

test('the shortest night is an ordinary one, the shortest day the one between a holiday’s night and an ordinary one', () => {
  expect(shortestOf(USUAL_HOURS)).toEqual({ night: 9 * 60, day: 13 * 60 })
})

describe('numbers that are changed while something stands', () => {
  const changed = (
    id: 'too-long-in-bathroom' | 'no-sign-of-life',
    choices: ProfilesOfRule,
    changedAt: number,
  ) => {
    const home = homeWith(id, choices, at('00:00', '2026-11-20'))
    return { ...home, rules: home.rules.map((active) => ({ ...active, changedAt })) }
  }

  test('forty minutes in the bathroom and the limit becomes thirty: it is due at once', () => {
    const shorter = changed('too-long-in-bathroom', { day: lasts(30) }, at('12:40'))
    expect(dueAndWhy(shorter, inside(at('12:00')), at('12:40'))).toEqual(['day 12:40'])
  })

  test('what was over before the change is never said, however long it lasted', () => {
    const shorter = changed('too-long-in-bathroom', { day: lasts(30) }, at('14:00'))
    const out = says(at('12:40'), 'radar', 'presence', false, 'bathroom')
    expect(dueAndWhy(shorter, [...inside(at('12:00')), out], at('15:00'))).toEqual([])
  })

  test('no sign of life by ten becomes by nine at half past nine: due then, and not of yesterday', () => {
    const nine = { isWatched: true, limits: { byMinute: 540 } }
    const earlier = changed('no-sign-of-life', { workday: nine }, at('09:30'))
    const yesterday = says(at('09:20', '2026-11-20'), 'pir', 'motion', 'active')
    expect(dueAndWhy(earlier, [yesterday], at('18:00'))).toEqual(['workday 09:30'])
  })
})
