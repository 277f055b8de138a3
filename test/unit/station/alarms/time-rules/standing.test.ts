/** What stands on is due anew: which rule, when, and through the nights in which the clock is changed. */
import { expect, test } from 'vitest'
import type { HomeEvent } from '../../../../../station/alarms/time-rules/facts.ts'
import {
  endAbsence,
  NEW_HOME,
  passTo,
  replay,
  takeEvent,
} from '../../../../../station/alarms/time-rules/home-watch.ts'
import type { TimeRuleId } from '../../../../../station/alarms/time-rules/rule-set.ts'
import { at, homeWith, says } from './home-that-is-watched.ts'

const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Oslo',
  dateStyle: 'short',
  timeStyle: 'short',
})

function dueOn(id: TimeRuleId, event: HomeEvent, until: number): readonly string[] {
  return replay(homeWith(id, {}, 0), [event], until).fires.map(({ dueAt }) => clock.format(dueAt))
}

const DAY = '2026-11-24'
const END = at('12:00', '2026-11-26')

test.each<[TimeRuleId, HomeEvent, readonly string[]]>([
  ['out-of-bed', says(at('06:00', DAY), 'bed', 'bed', false), ['24 06:30', '24 22:30', '25 22:30']],
  [
    'door-open-at-night',
    says(at('06:50', DAY), 'front', 'door', true, 'front-door'),
    ['24 06:55', '24 22:05', '25 22:05'],
  ],
  [
    'nobody-back',
    says(at('05:00', DAY), 'front', 'door', true, 'front-door'),
    ['24 05:15', '24 22:15', '25 22:15'],
  ],
  // Watched by day and at night: no night begins anything new.
  [
    'too-long-in-bathroom',
    says(at('13:00', DAY), 'radar', 'presence', true, 'bathroom'),
    ['24 13:45', '25 13:45'],
  ],
  ['too-cold-or-hot', says(at('13:00', DAY), 'thermometer', 'temperature', 12), ['24 13:30', '25 13:30']],
  [
    'no-sign-of-life',
    says(at('09:00', '2026-11-23'), 'pir', 'motion', 'active'),
    ['24 10:00', '25 10:00', '26 10:00'],
  ],
  [
    'medicine-not-taken',
    says(at('09:00', '2026-11-23'), 'box', 'medicine', 'taken'),
    ['24 10:00', '25 10:00', '26 10:00'],
  ],
])('%s is said anew for as long as it stands', (id, event, expected) => {
  expect(dueOn(id, event, END)).toEqual(expected.map((time) => `2026-11-${time}`))
})

test('through the nights that lack an hour and have one twice: once in each', () => {
  const march = says(Date.parse('2026-03-27T06:00:00+01:00'), 'bed', 'bed', false)
  expect(dueOn('out-of-bed', march, Date.parse('2026-03-30T12:00:00+02:00'))).toEqual([
    '2026-03-27 06:30',
    '2026-03-27 22:30',
    '2026-03-28 23:30',
    '2026-03-29 22:30',
  ])
  const october = says(Date.parse('2026-10-23T06:00:00+02:00'), 'bed', 'bed', false)
  expect(dueOn('out-of-bed', october, Date.parse('2026-10-26T12:00:00+01:00'))).toEqual([
    '2026-10-23 06:30',
    '2026-10-23 22:30',
    '2026-10-24 23:30',
    '2026-10-25 22:30',
  ])
})

test.each<[TimeRuleId, HomeEvent, number]>([
  ['out-of-bed', says(at('01:00'), 'bed', 'bed', false), 30],
  ['door-open-at-night', says(at('01:00'), 'front', 'door', true, 'front-door'), 5],
  ['nobody-back', says(at('01:00'), 'front', 'door', true, 'front-door'), 15],
  ['too-long-in-bathroom', says(at('01:00'), 'radar', 'presence', true, 'bathroom'), 30],
])('%s counts anew from the end of an absence', (id, event, minutes) => {
  const home = homeWith(id)
  const away = passTo(takeEvent(NEW_HOME, home, event).state, home, at('02:50')).state
  expect(away.fired.size).toBe(1)
  const back = endAbsence(away, home, at('03:00')).state
  expect(passTo(back, home, at('06:00')).fires.map(({ dueAt }) => dueAt)).toEqual([
    at('03:00') + minutes * 60_000,
  ])
})

test('a home that is too cold is as cold as it was when they come back: once in each 24 hours', () => {
  const home = homeWith('too-cold-or-hot')
  const cold = says(at('01:00'), 'thermometer', 'temperature', 12)
  const away = passTo(takeEvent(NEW_HOME, home, cold).state, home, at('02:50')).state
  const back = endAbsence(away, home, at('03:00')).state
  const dues = passTo(back, home, at('12:00', '2026-11-22')).fires.map(({ dueAt }) => dueAt)
  expect(dues).toEqual([at('01:30', '2026-11-22')])
})
