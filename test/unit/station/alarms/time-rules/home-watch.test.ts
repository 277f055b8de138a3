import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HomeEvent } from '../../../../../station/alarms/time-rules/facts.ts'
import {
  endTest,
  NEW_HOME,
  passTo,
  replay,
  takeEvent,
  type Fire,
  type Home,
} from '../../../../../station/alarms/time-rules/home-watch.ts'
import { USUAL_HOURS } from '../../../../../station/alarms/time-rules/hours.ts'
import { TIME_RULES } from '../../../../../station/alarms/time-rules/rule-set.ts'
import { at, dueBy, homeWith, says, since, withEveryProfile } from './home-that-is-watched.ts'

describe('no sign of life by 10:00', () => {
  const home = homeWith('no-sign-of-life')
  const lastNight = says(at('23:00', '2026-11-20'), 'radar', 'presence', true)

  test('nothing since last night: due at 10:00, once', () => {
    expect(dueBy(home, [lastNight], at('09:59'))).toEqual([])
    expect(dueBy(home, [lastNight], at('18:00'))).toEqual(['10:00'])
  })

  test('up at 08:10: nothing', () => {
    expect(dueBy(home, [lastNight, says(at('08:10'), 'radar', 'motion', 'active')], at('18:00'))).toEqual([])
  })

  test('a radar that says that nobody is there is no sign of life, nor is one before five', () => {
    const events = [
      lastNight,
      says(at('03:00'), 'bed', 'bed', false),
      says(at('08:00'), 'radar', 'presence', false),
    ]
    expect(dueBy(home, events, at('18:00'))).toEqual(['10:00'])
  })

  test('a sensor that says that nobody came to bed or that the door was left open has noticed nobody', () => {
    const events = [
      lastNight,
      says(at('06:00'), 'bed', 'bed', 'absence-violation'),
      says(at('08:00'), 'front', 'door', 'left-open'),
      says(at('09:00'), 'front', 'door', 'exit'),
    ]
    expect(dueBy(home, events, at('18:00'))).toEqual(['10:00'])
  })

  test('every day anew, also after days without a word', () => {
    expect(dueBy(home, [lastNight], at('18:00', '2026-11-23'))).toEqual(['10:00', '10:00', '10:00'])
  })

  test('switched on at noon it says nothing of this morning', () => {
    expect(dueBy(homeWith('no-sign-of-life', {}, at('12:00')), [lastNight], at('18:00'))).toEqual([])
  })

  test('it is over when somebody is noticed', () => {
    const step = replay(home, [lastNight, says(at('10:20'), 'door', 'door', true)], at('11:00'))
    expect(step.over).toHaveLength(1)
  })
})

describe('out of bed at night', () => {
  const home = homeWith('out-of-bed')

  test('up at 02:00 and not back: due at 02:30', () => {
    expect(dueBy(home, [says(at('02:00'), 'bed', 'bed', false)], at('06:00'))).toEqual(['02:30'])
  })

  test('back after 20 min: nothing; up again: a new half hour', () => {
    const events = [
      says(at('02:00'), 'bed', 'bed', false),
      says(at('02:20'), 'bed', 'bed', true),
      says(at('03:00'), 'bed', 'bed', false),
    ]
    expect(dueBy(home, events, at('06:00'))).toEqual(['03:30'])
  })

  test('up at 21:50, before her night: due 30 min into it; before a Sunday the night begins later', () => {
    const friday = says(at('21:50', '2026-11-20'), 'bed', 'bed', false)
    expect(dueBy(home, [friday], at('06:00'))).toEqual(['22:30'])
    expect(dueBy(home, [says(at('21:50'), 'bed', 'bed', false)], at('23:59'))).toEqual(['23:30'])
  })

  test('up at 06:50 for the day: nothing, and in bed that evening nothing either', () => {
    const events = [
      says(at('06:50', '2026-11-20'), 'bed', 'bed', false),
      says(at('21:30', '2026-11-20'), 'bed', 'bed', true),
    ]
    expect(dueBy(home, events, at('06:00'))).toEqual([])
  })

  test('on a Sunday the night is longer', () => {
    const sunday = [says(at('08:00', '2026-11-22'), 'bed', 'bed', false)]
    expect(dueBy(home, sunday, at('12:00', '2026-11-22'))).toEqual(['08:30'])
    const monday = [says(at('08:00', '2026-11-23'), 'bed', 'bed', false)]
    expect(dueBy(home, monday, at('12:00', '2026-11-23'))).toEqual([])
  })

  test('on the first of May, a Friday, the night is as long as a Sunday’s; the day before it is not', () => {
    const upAt = (day: string) => [says(Date.parse(`${day}T08:00:00+02:00`), 'bed', 'bed', false)]
    const may = homeWith('out-of-bed', {}, Date.parse('2026-04-29T12:00:00+02:00'))
    expect(dueBy(may, upAt('2026-05-01'), Date.parse('2026-05-01T12:00:00+02:00'))).toEqual(['08:30'])
    expect(dueBy(may, upAt('2026-04-30'), Date.parse('2026-04-30T12:00:00+02:00'))).toEqual([])
  })

  test('in the night of 29 March, which has no 02:30, half an hour is half an hour and ten is ten', () => {
    const from = Date.parse('2026-03-28T12:00:00+01:00')
    const up = says(Date.parse('2026-03-29T01:50:00+01:00'), 'bed', 'bed', false)
    const ten = Date.parse('2026-03-29T10:00:00+02:00')
    expect(dueBy(homeWith('out-of-bed', {}, from), [up], ten)).toEqual(['03:20'])
    const { fires } = replay(homeWith('no-sign-of-life', {}, from), [up], ten)
    expect(fires.map(({ dueAt }) => dueAt)).toEqual([ten])
  })

  test('in the night of 25 October half an hour is half an hour', () => {
    const up = Date.parse('2026-10-25T02:50:00+02:00')
    const early = homeWith('out-of-bed', {}, 0)
    expect(replay(early, [says(up, 'bed', 'bed', false)], up + 3 * 3_600_000).fires[0]?.dueAt).toBe(
      up + 30 * 60_000,
    )
  })
})

test('an outer door open at night for five minutes; each door for itself', () => {
  const events = [
    says(at('01:00'), 'front', 'door', true, 'front-door'),
    says(at('01:02'), 'terrace', 'door', true, 'living-room'),
    says(at('01:04'), 'front', 'door', false, 'front-door'),
  ]
  expect(dueBy(homeWith('door-open-at-night'), events, at('02:00'))).toEqual(['01:07'])
})

describe('left standing by a guided test', () => {
  const tested = (event: HomeEvent): HomeEvent => ({ ...event, isTest: true })
  const dueAfterTest = (home: Home, events: readonly HomeEvent[]) => {
    const begun = events.reduce((state, event) => takeEvent(state, home, event).state, NEW_HOME)
    const ended = endTest(begun, home, events[0]?.deviceId ?? '', at('01:10')).state
    return passTo(ended, home, at('03:00')).fires.map(({ dueAt }) => dueAt)
  }
  const opened = tested(says(at('01:00'), 'front', 'door', true, 'front-door'))

  test('an open door is watched from its end, and one that was closed again is not', () => {
    expect(dueAfterTest(homeWith('door-open-at-night'), [opened])).toEqual([at('01:15')])
    const closed = tested(says(at('01:05'), 'front', 'door', false, 'front-door'))
    expect(dueAfterTest(homeWith('door-open-at-night'), [opened, closed])).toEqual([])
  })

  test('an empty bed is; the technician who opened the door is nobody who has left, and no sign of life', () => {
    const empty = tested(says(at('01:00'), 'bed', 'bed', false))
    expect(dueAfterTest(homeWith('out-of-bed'), [empty])).toEqual([at('01:40')])
    expect(dueAfterTest(homeWith('nobody-back'), [opened])).toEqual([])
    const { facts } = endTest(
      takeEvent(NEW_HOME, homeWith('out-of-bed'), empty).state,
      homeWith('out-of-bed'),
      'bed',
      at('01:10'),
    ).state
    expect(facts).toMatchObject({ lastSign: null, tested: new Map() })
  })
})

test('too long in the bathroom by day; noticed in the hall they are out of it', () => {
  const inside = says(at('13:00'), 'radar', 'presence', true, 'bathroom')
  expect(dueBy(homeWith('too-long-in-bathroom'), [inside], at('15:00'))).toEqual(['13:45'])
  const hall = says(at('13:30'), 'pir', 'motion', true, 'hall')
  expect(dueBy(homeWith('too-long-in-bathroom'), [inside, hall], at('15:00'))).toEqual([])
})

test('out of the door at 02:00 and nobody back by 02:15; noticed inside: nothing', () => {
  const out = [
    says(at('02:00'), 'front', 'door', true, 'front-door'),
    says(at('02:01'), 'front', 'door', false, 'front-door'),
  ]
  expect(dueBy(homeWith('nobody-back'), out, at('04:00'))).toEqual(['02:16'])
  const back = says(at('02:10'), 'pir', 'motion', true, 'hall')
  expect(dueBy(homeWith('nobody-back'), [...out, back], at('04:00'))).toEqual([])
})

test.each([
  ['the mat by the bed says late that it is empty', says(at('02:02'), 'mat', 'bed', false, 'bedroom')],
  ['she presses the pendant she wears', says(at('02:05'), 'pendant', 'help-call', true)],
  ['the dispenser says that a dose was missed', says(at('02:05'), 'box', 'medicine', 'missed', 'kitchen')],
])('out of the door at 02:00, then %s: nobody is back', (_, word) => {
  const out = says(at('02:00'), 'front', 'door', true, 'front-door')
  expect(dueBy(homeWith('nobody-back'), [out, word], at('04:00'))).toEqual(['02:15'])
})

test.each([
  ['gets back into bed', says(at('02:05'), 'mat', 'bed', true, 'bedroom')],
  ['pulls the cord in the bathroom', says(at('02:05'), 'cord', 'help-call', true, 'bathroom')],
  ['takes what the dispenser has', says(at('02:05'), 'box', 'medicine', 'taken', 'kitchen')],
])('out of the door at 02:00, then she %s: she is back', (_, word) => {
  const out = says(at('02:00'), 'front', 'door', true, 'front-door')
  expect(dueBy(homeWith('nobody-back'), [out, word], at('04:00'))).toEqual([])
})

test('a dose that was missed is no sign of life', () => {
  const events = [
    says(at('23:00', '2026-11-20'), 'radar', 'presence', true),
    says(at('08:00'), 'box', 'medicine', 'missed', 'kitchen'),
  ]
  expect(dueBy(homeWith('no-sign-of-life'), events, at('18:00'))).toEqual(['10:00'])
})

test('below 16 °C for half an hour; warm again it is over', () => {
  const events = [
    says(at('01:00'), 'thermometer', 'temperature', 15.5),
    says(at('01:10'), 'thermometer', 'temperature', 14),
    says(at('02:00'), 'thermometer', 'temperature', 19),
  ]
  const step = replay(homeWith('too-cold-or-hot'), events, at('03:00'))
  expect(step.fires.map(({ dueAt }) => dueAt)).toEqual([at('01:30')])
  expect(step.over).toHaveLength(1)
})

test('medicine not taken by 10:00', () => {
  const taken = says(at('08:30'), 'box', 'medicine', 'taken')
  const other = says(at('08:30'), 'box', 'medicine', 'opened')
  expect(dueBy(homeWith('medicine-not-taken'), [taken], at('12:00'))).toEqual([])
  expect(dueBy(homeWith('medicine-not-taken'), [other], at('12:00'))).toEqual(['10:00'])
})

test('of medicine nothing is missed where no device ever told of it, nor before its first word', () => {
  const radar = says(at('08:00', '2026-11-20'), 'radar', 'presence', true)
  const firstWord = says(at('12:00'), 'box', 'medicine', 'opened')
  const home = homeWith('medicine-not-taken')
  expect(dueBy(home, [radar], at('12:00', '2026-11-24'))).toEqual([])
  expect(dueBy(home, [radar, firstWord], at('09:59', '2026-11-22'))).toEqual([])
  expect(dueBy(home, [radar, firstWord], at('12:00', '2026-11-23'))).toEqual(['10:00', '10:00'])
})

test('whatever happens and whenever it is looked at: the same events make the same due, each once', () => {
  const home: Home = {
    rules: TIME_RULES.map((rule) => ({ rule: withEveryProfile(rule), ...since(at('20:00', '2026-10-23')) })),
    hours: USUAL_HOURS,
  }
  const happening = fc.record({
    afterMinutes: fc.integer({ min: 0, max: 400 }),
    device: fc.constantFrom('bed', 'front', 'radar', 'box', 'thermometer'),
    on: fc.boolean(),
    looks: fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 3 }),
  })
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 25 }), (happenings) => {
      let now = at('20:00', '2026-10-23')
      const events: HomeEvent[] = []
      const fires: Fire[] = []
      let state = NEW_HOME
      for (const { afterMinutes, device, on, looks } of happenings) {
        for (const look of [...looks].sort((a, b) => a - b).filter((minutes) => minutes < afterMinutes)) {
          const step = passTo(state, home, now + look * 60_000)
          state = step.state
          fires.push(...step.fires)
        }
        now += afterMinutes * 60_000
        const event = happened(now, device, on)
        events.push(event)
        const step = takeEvent(state, home, event)
        state = step.state
        fires.push(...step.fires)
      }
      const last = passTo(state, home, now + 86_400_000)
      const live = [...fires, ...last.fires].map(
        ({ rule, episode, dueAt }) => `${rule.id} ${episode} ${String(dueAt)}`,
      )
      const replayed = replay(home, events, now + 86_400_000).fires.map(
        ({ rule, episode, dueAt }) => `${rule.id} ${episode} ${String(dueAt)}`,
      )
      expect([...live].sort()).toEqual([...replayed].sort())
      expect(new Set(live).size).toBe(live.length)
    }),
  )
})

function happened(now: number, device: string, on: boolean): HomeEvent {
  switch (device) {
    case 'bed':
      return says(now, device, 'bed', on)
    case 'front':
      return says(now, device, 'door', on, 'front-door')
    case 'radar':
      return says(now, device, 'presence', on, 'bathroom')
    case 'box':
      return says(now, device, 'medicine', on ? 'taken' : 'missed')
    default:
      return says(now, device, 'temperature', on ? 20 : 10)
  }
}
