/**
 * Random days and nights of one home, with restarts: everything that stands is said once in each night in which it
 * stands for long enough, nothing is said twice, and what is stored makes the same due again.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EventValue } from '../../../../../shared/domain/device-event.ts'
import type { HomeEvent } from '../../../../../station/alarms/time-rules/facts.ts'
import {
  keyOf,
  passTo,
  takeEvent,
  waiting,
  type Fire,
  type Home,
  type HomeStep,
} from '../../../../../station/alarms/time-rules/home-watch.ts'
import { stretchAt, USUAL_HOURS } from '../../../../../station/alarms/time-rules/hours.ts'
import { TIME_RULES, type TimeRuleId } from '../../../../../station/alarms/time-rules/rule-set.ts'
import { recall, type Happened } from '../../../../../station/alarms/time-rules/stored-home.ts'
import type { RuleDeadline } from '../../../../../station/store/rule-rows.ts'
import { at, says, since } from './home-that-is-watched.ts'

const MINUTE = 60_000
const BEGINS = at('20:00', '2026-11-18')
const HOME: Home = {
  rules: TIME_RULES.map((rule) => ({ rule, ...since(BEGINS) })),
  hours: USUAL_HOURS,
}

const SAYINGS = [
  ['bed', 'bed', false, 'bedroom'],
  ['bed', 'bed', true, 'bedroom'],
  ['terrace', 'door', true, 'living-room'],
  ['terrace', 'door', false, 'living-room'],
  ['radar', 'presence', true, 'bathroom'],
  ['radar', 'presence', false, 'bathroom'],
  ['shower', 'presence', true, 'bathroom'],
  ['shower', 'presence', false, 'bathroom'],
  ['thermometer', 'temperature', 12, 'kitchen'],
  ['thermometer', 'temperature', 20, 'kitchen'],
  ['pir', 'motion', 'active', 'hall'],
  ['radar', 'fall', true, 'bathroom'],
  ['radar', 'smoke', true, 'bathroom'],
  ['radar', 'gas', true, 'bathroom'],
] as const

const happening = fc.record({
  saying: fc.constantFrom(...SAYINGS),
  afterMinutes: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 90, max: 900 })),
  restarts: fc.boolean(),
})
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never

/** A station with one home: what it has said stands in rows, and a restart knows them and the events alone. */
class OneHome {
  readonly events: HomeEvent[] = []
  readonly spoken: Fire[] = []
  readonly #rows = new Map<string, RuleDeadline>()
  #state = recall(this.#stored, [], BEGINS).state
  now = BEGINS

  get #stored() {
    return { home: HOME, events: this.events, medicineToldFrom: null, backAt: null, left: [] }
  }

  /** A look each hour. */
  pass(minutes: number): void {
    for (let left = minutes; left > 0; left -= 60) {
      this.now += Math.min(60, left) * MINUTE
      this.#take(passTo(this.#state, HOME, this.now))
      for (const fire of waiting(this.#state, HOME, this.now)) this.#write(fire, null)
    }
  }

  hears(event: HomeEvent): void {
    this.events.push(event)
    this.#take(takeEvent(this.#state, HOME, event))
  }

  restart(): void {
    const { state, happened } = recall(this.#stored, [...this.#rows.values()], this.now)
    this.#state = state
    for (const one of happened) this.#follow(one)
  }

  #take({ state, fires, over }: HomeStep): void {
    this.#state = state
    for (const fire of fires) this.#follow({ kind: 'fire', fire })
    for (const key of over) this.#follow({ kind: 'over', key, at: this.now })
  }

  #follow(one: Happened): void {
    if (one.kind === 'fire') {
      this.spoken.push(one.fire)
      this.#write(one.fire, this.now)
      return
    }
    const row = this.#rows.get(one.key)
    if (row !== undefined) this.#rows.set(one.key, { ...row, overAt: one.at })
  }

  #write(fire: Fire, firedAt: number | null): void {
    const { rule, episode, dueAt } = fire
    const before = this.#rows.get(keyOf(fire))
    if (firedAt === null && before !== undefined && before.firedAt !== null) return
    const alarmId = firedAt === null ? null : 'an-alarm'
    this.#rows.set(keyOf(fire), {
      residentId: 'r-204',
      ruleId: rule.id,
      episode,
      dueAt,
      firedAt,
      alarmId,
      heldBack: null,
      overAt: null,
    })
  }
}

function live(happenings: readonly Happening[], mayRestart: boolean): OneHome {
  const home = new OneHome()
  for (const { saying, afterMinutes, restarts } of happenings) {
    home.pass(afterMinutes)
    const [device, kind, value, placement] = saying
    const event = says(home.now, device, kind, value, placement)
    // The same words by the same names, however often the night is lived.
    home.hears({ ...event, id: `word-${String(home.events.length)}` })
    if (restarts && mayRestart) home.restart()
  }
  home.pass(24 * 60)
  return home
}

interface Stands {
  readonly from: number
  readonly to: number
}

/** From the first word that says so to the one that ends it, read from the words alone. */
function stood({ events, now }: OneHome, begins: Word, ends: Word): readonly Stands[] {
  const found: Stands[] = []
  let from: number | undefined
  for (const event of events) {
    if (begins(event)) from ??= event.receivedAt
    if (from === undefined || !ends(event)) continue
    found.push({ from, to: event.receivedAt })
    from = undefined
  }
  return from === undefined ? found : [...found, { from, to: now }]
}
type Word = (event: HomeEvent) => boolean

const word =
  (device: string, value: EventValue): Word =>
  (event) =>
    event.deviceId === device && (event.kind === 'bed' || event.kind === 'door') && event.value === value

/** The parts of it that lie in nights. */
function inNights({ from, to }: Stands): readonly Stands[] {
  const nights: Stands[] = []
  for (let start = from; start < to;) {
    const stretch = stretchAt(USUAL_HOURS, start)
    const end = Math.min(stretch.to, to)
    if (stretch.profile === 'night') nights.push({ from: start, to: end })
    start = stretch.to
  }
  return nights
}

const NIGHTLY: readonly (readonly [TimeRuleId, begins: Word, ends: Word, minutes: number])[] = [
  ['out-of-bed', word('bed', false), word('bed', true), 30],
  ['door-open-at-night', word('terrace', true), word('terrace', false), 5],
]

const days = fc.array(happening, { minLength: 3, maxLength: 15 })

test('what stands for long enough in a night is said in that night, once, whatever restarts', () => {
  fc.assert(
    fc.property(days, fc.boolean(), (happenings, mayRestart) => {
      const home = live(happenings, mayRestart)
      for (const [id, begins, ends, minutes] of NIGHTLY) {
        const due = home.spoken.flatMap(({ rule, dueAt }) => (rule.id === id ? [dueAt] : []))
        const nights = stood(home, begins, ends).flatMap(inNights)
        for (const { from, to } of nights) {
          const said = due.filter((one) => one >= from && one < to)
          if (to - from > minutes * MINUTE) expect([id, said]).toEqual([id, [from + minutes * MINUTE]])
          else expect([id, said.length <= 1]).toEqual([id, true])
        }
        expect(due).toHaveLength(
          nights.filter(({ from, to }) => due.some((one) => one >= from && one < to)).length,
        )
      }
    }),
    { numRuns: 20 },
  )
})

test('nothing is said twice, and what is stored says the same as the night that was lived', () => {
  fc.assert(
    fc.property(days, (happenings) => {
      const words = (home: OneHome) =>
        home.spoken.map((fire) => `${keyOf(fire)} ${String(fire.dueAt)}`).sort()
      const restarted = words(live(happenings, true))
      expect(restarted).toEqual(words(live(happenings, false)))
      expect(new Set(restarted).size).toBe(restarted.length)
    }),
    { numRuns: 10 },
  )
})
