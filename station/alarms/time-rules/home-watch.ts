/**
 * One resident's rules over time as a state machine: events and the passing of time in, what has come due and what is
 * over out. Whenever it is asked, the same events give the same alarms: what was due before an event comes first.
 */
import { osloInstant, osloTime } from '../../../shared/domain/oslo-time.ts'
import type { Instant } from '../../../shared/domain/time.ts'
import { duesOf, episodeAfter, isMissing, isOfLaterDay, isOver, withinLimits, type Due } from './due.ts'
import {
  afterTest,
  countedFrom,
  devicesOf,
  NO_FACTS,
  shiftFacts,
  withEvent,
  withoutDevice,
  withoutTeller,
  type HomeEvent,
  type HomeFacts,
} from './facts.ts'
import type { NightHours } from './hours.ts'
import type { TimeRule } from './rule-set.ts'
import { eventOf } from './standing.ts'

/** A rule that is switched on, with this resident's choices. */
export interface ActiveRule {
  readonly rule: TimeRule
  /** Since when it is on, and since when by these choices. */
  readonly from: Instant
  readonly changedAt: Instant
}

export interface Home {
  readonly rules: readonly ActiveRule[]
  readonly hours: NightHours
}

export interface HomeState {
  readonly facts: HomeFacts
  /** The same with what devices said that have left since: what was said of it has not ended because they left. */
  readonly told: HomeFacts
  /** Episodes that have come due and are not over, as `rule episode`. */
  readonly fired: ReadonlySet<string>
  /** Up to when everything that came due has been said; null before the first event. */
  readonly passedTo: Instant | null
}

export const NEW_HOME: HomeState = { facts: NO_FACTS, told: NO_FACTS, fired: new Set(), passedTo: null }

export interface Fire extends Due {
  readonly rule: TimeRule
}

export interface HomeStep {
  readonly state: HomeState
  readonly fires: readonly Fire[]
  /** Keys of episodes that are over. */
  readonly over: readonly string[]
}

export function episodeKey(rule: Pick<TimeRule, 'id'>, episode: string): string {
  return `${rule.id} ${episode}`
}

export function keyOf({ rule, episode }: Fire): string {
  return episodeKey(rule, episode)
}

/** Everything that has come due by `now`. */
export function passTo(state: HomeState, home: Home, now: Instant): HomeStep {
  const fires: Fire[] = []
  const fired = new Set(state.fired)
  // What should have happened is asked for day by day.
  for (const moment of [...endsOfDays(state.passedTo ?? now, now), now]) {
    const due = waiting({ ...state, fired }, home, moment).filter(({ dueAt }) => dueAt <= moment)
    for (const fire of due) fired.add(keyOf(fire))
    fires.push(...[...due].sort((a, b) => a.dueAt - b.dueAt))
  }
  const passedTo = Math.max(state.passedTo ?? now, now)
  return { state: { ...state, passedTo, fired: fires.length === 0 ? state.fired : fired }, fires, over: [] }
}

/** The last millisecond of each day in Norway that ends between these, no more than a month of them. */
function endsOfDays(from: Instant, to: Instant): readonly Instant[] {
  const [first, last] = [osloTime(from).day, osloTime(to).day]
  const days = Array.from({ length: Math.min(31, Math.max(0, last - first)) }, (_, index) => last - index)
  return days.reverse().map((day) => osloInstant(day, 0) - 1)
}

export function takeEvent(state: HomeState, home: Home, event: HomeEvent): HomeStep {
  const { state: before, fires } = passTo(state, home, event.receivedAt - 1)
  const temperature = home.rules.find(({ rule }) => rule.id === 'too-cold-or-hot')?.rule
  const isWithin = temperature === undefined ? (): boolean => true : withinLimits(temperature)
  const facts = withEvent(before.facts, event, isWithin)
  const told = withEvent(before.told, event, isWithin)
  const over = [...before.fired].filter((key) => isKeyOver(home, told, key))
  const fired = over.length === 0 ? before.fired : without(before.fired, over)
  return { state: { ...before, facts, told, fired }, fires, over }
}

/**
 * This device is somebody else's from then on, or out of use: what it said stands no more and comes due no more. What
 * has come due of it ends with its true end, or by a person.
 */
export function leave(state: HomeState, home: Home, deviceId: string, at: Instant): HomeStep {
  if (!devicesOf(state.facts).has(deviceId)) return { state, fires: [], over: [] }
  const { state: before, fires } = passTo(state, home, at)
  const said = new Set([...before.fired].map((key) => eventOf(key.split(' ')[1] ?? '')))
  const facts = withoutDevice(before.facts, deviceId, at, ({ eventId }) => said.has(eventId))
  return { state: { ...before, facts, told: withoutTeller(before.told, deviceId) }, fires, over: [] }
}

/** `key` as `rule episode`. Of a rule that is off nothing is known to have ended. */
export function isKeyOver({ rules }: Home, told: HomeFacts, key: string): boolean {
  const [id, episode = ''] = key.split(' ')
  const rule = rules.find((active) => active.rule.id === id)?.rule
  return rule !== undefined && isOver(rule, told, episode)
}

/** The test of this device has ended: what it left standing is watched from now on. */
export function endTest(state: HomeState, home: Home, deviceId: string, now: Instant): HomeStep {
  const step = passTo(state, home, now)
  const { facts, told } = step.state
  const after = { facts: afterTest(facts, deviceId, now), told: afterTest(told, deviceId, now) }
  return { ...step, state: { ...step.state, ...after } }
}

/**
 * The resident has been away until then: what stands counts anew from there, whatever came due of it meanwhile or
 * before. What should have happened on a day is said of that day as ever, and a home is as cold as it was.
 */
export function endAbsence(state: HomeState, home: Home, at: Instant, backAt = at): HomeStep {
  const step = passTo(state, home, at)
  return {
    state: {
      ...step.state,
      facts: countedFrom(step.state.facts, at, backAt),
      told: countedFrom(step.state.told, at, backAt),
    },
    fires: step.fires.filter(({ rule }) => !countsAnew(rule)),
    over: step.over,
  }
}

/** True for a rule about what somebody who is at home leaves standing. */
export function countsAnew(rule: TimeRule): boolean {
  return !isMissing(rule) && rule.id !== 'too-cold-or-hot'
}

/**
 * The same home by a clock on the wall that was set by `ms`. How long something has stood goes on counting, so that a
 * jump makes nothing due and puts nothing off; what belongs to a time of day is judged by the new one, and the days
 * that were jumped over never were.
 */
export function shifted({ facts, told, fired, passedTo }: HomeState, home: Home, ms: number): HomeState {
  return {
    facts: shiftFacts(facts, ms),
    told: shiftFacts(told, ms),
    fired: new Set([...fired].map((key) => keyAfter(home, key, ms))),
    passedTo: passedTo === null ? null : passedTo + ms,
  }
}

/** The rule by a clock on the wall that was set by `ms`. */
export function movedRule(active: ActiveRule, ms: number): ActiveRule {
  return { ...active, from: active.from + ms, changedAt: active.changedAt + ms }
}

/** `key` as `rule episode`. */
export function keyAfter({ rules }: Home, key: string, ms: number): string {
  const [id, episode = ''] = key.split(' ')
  const rule = rules.find((active) => active.rule.id === id)?.rule
  return rule === undefined ? key : episodeKey(rule, episodeAfter(rule, episode, ms))
}

/** True for what was said of a day whose time is yet to come: the clock was set back while nobody looked. */
export function isOfDayToCome({ rules }: Home, key: string, now: Instant): boolean {
  const [id, episode = ''] = key.split(' ')
  const rule = rules.find((active) => active.rule.id === id)?.rule
  return rule !== undefined && isOfLaterDay(rule, episode, now)
}

/** What each rule waits for, without what it has said already. */
export function waiting(
  { facts, fired }: Pick<HomeState, 'facts' | 'fired'>,
  { rules, hours }: Home,
  now: Instant,
): readonly Fire[] {
  return rules.flatMap((active) =>
    duesOf(active.rule, facts, hours, now)
      .filter(({ episode }) => !fired.has(episodeKey(active.rule, episode)))
      .flatMap((due) => {
        const dueAt = Math.max(due.dueAt, active.changedAt)
        return dueAt < due.until && isSince(active, due, dueAt) ? [{ ...due, dueAt, rule: active.rule }] : []
      }),
  )
}

/**
 * What stands too long by new numbers is due with them, whatever the old ones were. Of a morning that was over before
 * the rule was switched on nothing is said.
 */
function isSince({ rule, from }: ActiveRule, due: Due, dueAt: Instant): boolean {
  return (isMissing(rule) ? due.dueAt : dueAt) >= from
}

/** What stored events, in their order, make due by then: the same as it was when they came. */
export function replay(home: Home, events: readonly HomeEvent[], until: Instant): HomeStep {
  const fires: Fire[] = []
  const over: string[] = []
  let state = NEW_HOME
  const add = (step: HomeStep): void => {
    state = step.state
    fires.push(...step.fires)
    over.push(...step.over)
  }
  for (const event of events) add(takeEvent(state, home, event))
  add(passTo(state, home, until))
  return { state, fires, over }
}

function without(all: ReadonlySet<string>, gone: readonly string[]): ReadonlySet<string> {
  return new Set([...all].filter((key) => !gone.includes(key)))
}
