/** What was said is remembered for as long as it matters and no longer: nothing twice, nothing never. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { HomeEvent } from '../../../../../station/alarms/time-rules/facts.ts'
import {
  keyAfter,
  keyOf,
  movedRule,
  NEW_HOME,
  passTo,
  shifted,
  takeEvent,
  type Home,
  type HomeStep,
} from '../../../../../station/alarms/time-rules/home-watch.ts'
import { USUAL_HOURS } from '../../../../../station/alarms/time-rules/hours.ts'
import { TIME_RULES } from '../../../../../station/alarms/time-rules/rule-set.ts'
import { SaidBook } from '../../../../../station/alarms/time-rules/said-book.ts'
import { at, says, since, withEveryProfile } from './home-that-is-watched.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const BEGINS = at('20:00', '2026-10-23')
const RULES = TIME_RULES.map((rule) => ({ rule: withEveryProfile(rule), ...since(BEGINS) }))

/** A home that is looked at as the station does, with a memory of what it has said. */
class SpokenHome {
  readonly spoken: string[] = []
  readonly said = new SaidBook()
  state = NEW_HOME
  home: Home = { rules: RULES, hours: USUAL_HOURS }
  wall = BEGINS
  mono = 0

  constructor(private readonly isPruned: boolean) {}

  pass(ms: number): void {
    this.wall += ms
    this.mono += ms
    this.#take(passTo(this.state, this.home, this.wall))
    if (this.isPruned) this.said.prune(this.mono, () => this.state.fired)
  }

  hears(event: HomeEvent): void {
    this.#take(takeEvent(this.state, this.home, event))
  }

  clockIsSet(ms: number): void {
    this.wall += ms
    this.home = { ...this.home, rules: this.home.rules.map((active) => movedRule(active, ms)) }
    this.state = shifted(this.state, this.home, ms)
    this.said.rename('r-204', (key) => keyAfter(this.home, key, ms))
  }

  #take({ state, fires }: HomeStep): void {
    this.state = state
    for (const fire of fires.filter((one) => !this.said.has('r-204', keyOf(one)))) {
      this.said.say('r-204', keyOf(fire), 'an-alarm', this.mono)
      this.spoken.push(`${keyOf(fire)} ${String(this.wall)}`)
    }
  }
}

test('a month with four hundred things said a day is remembered by its last days alone', () => {
  const book = new SaidBook()
  let largest = 0
  for (let turn = 0; turn < 30 * 200; turn += 1) {
    const now = turn * (DAY / 200)
    book.say('r-204', `too-long-in-bathroom e-${String(turn)}@night-1`, 'an-alarm', now)
    book.say('r-205', `out-of-bed e-${String(turn)}@night-1`, null, now)
    book.prune(now, () => new Set())
    largest = Math.max(largest, book.size)
  }
  expect(largest).toBeLessThan(4 * 400)
  book.prune(34 * DAY, () => new Set())
  expect(book.size).toBe(0)
})

test('what stands through the month is remembered through it, and what was held back until it is forgotten', () => {
  const book = new SaidBook()
  book.say('r-204', 'door-open-at-night e-1@night-1', 'an-alarm', 0)
  book.say('r-204', 'out-of-bed e-2@night-1', null, 0)
  for (let hour = 0; hour < 30 * 24; hour += 1)
    book.prune(hour * HOUR, () => new Set(['door-open-at-night e-1@night-1', 'out-of-bed e-2@night-1']))
  expect(book.alarmOf('r-204', 'door-open-at-night e-1@night-1')).toBe('an-alarm')
  expect(book.has('r-204', 'out-of-bed e-2@night-1')).toBe(true)
  book.forgetHeldBack('r-204')
  expect(book.has('r-204', 'out-of-bed e-2@night-1')).toBe(false)
  expect(book.size).toBe(1)
})

const happening = fc.record({
  afterMinutes: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 400, max: 6_000 })),
  what: fc.constantFrom('bed', 'front', 'radar', 'box', 'thermometer', 'clock'),
  on: fc.boolean(),
  setMinutes: fc.integer({ min: -3_000, max: 3_000 }),
})

function event(now: number, what: string, on: boolean): HomeEvent {
  switch (what) {
    case 'bed':
      return says(now, what, 'bed', on)
    case 'front':
      return says(now, what, 'door', on, 'front-door')
    case 'radar':
      return says(now, what, 'presence', on, 'bathroom')
    case 'box':
      return says(now, what, 'medicine', on ? 'taken' : 'missed')
    default:
      return says(now, what, 'temperature', on ? 20 : 10)
  }
}

test('a station that forgets says the same, at the same times, as one that remembers all', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 25 }), (happenings) => {
      const homes = [new SpokenHome(true), new SpokenHome(false)] as const
      for (const { afterMinutes, what, on, setMinutes } of happenings) {
        const [first] = homes
        for (const home of homes)
          for (let left = afterMinutes; left > 0; left -= 120) home.pass(Math.min(120, left) * MINUTE)
        const said = event(first.wall, what, on)
        for (const home of homes) {
          if (what === 'clock') home.clockIsSet(setMinutes * MINUTE)
          else home.hears(said)
        }
      }
      const [forgets, remembers] = homes
      expect(forgets.spoken).toEqual(remembers.spoken)
    }),
    { numRuns: 30 },
  )
})
