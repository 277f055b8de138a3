/** One home as its stored rows tell it: what stands, what has been said of it, and what is to be said yet. Pure. */
import type { Instant } from '../../../shared/domain/time.ts'
import type { RuleDeadline } from '../../store/rule-rows.ts'
import { isMissing } from './due.ts'
import type { HomeEvent } from './facts.ts'
import {
  countsAnew,
  endAbsence,
  episodeKey,
  isKeyOver,
  isOfDayToCome,
  keyOf,
  leave,
  NEW_HOME,
  passTo,
  takeEvent,
  type Fire,
  type Home,
  type HomeState,
  type HomeStep,
} from './home-watch.ts'
import type { TimeRule } from './rule-set.ts'
import { afterAbsence, eventOf, withStretch } from './standing.ts'

export interface StoredHome {
  readonly home: Home
  /** In their order; also what stands since long ago. */
  readonly events: readonly HomeEvent[]
  /** When a device that is theirs now first told of medicine, however long ago. */
  readonly medicineToldFrom: Instant | null
  /** When the resident was away last: until when. */
  readonly backAt: Instant | null
  /** Devices that were theirs, and until when; also where one is theirs again. */
  readonly left: readonly DeviceLeft[]
}

export interface DeviceLeft {
  readonly deviceId: string
  readonly at: Instant
}

/**
 * What came due or is over, in the order in which it happened; `gone` is what no word can end any more: its rule is off,
 * or its device was somebody else's long ago. Keys are `rule episode`.
 */
export type Happened =
  | { readonly kind: 'fire'; readonly fire: Fire }
  | { readonly kind: 'over' | 'gone'; readonly key: string; readonly at: Instant }

export interface Recalled {
  readonly state: HomeState
  /** What was said, under the name that its episode has now, and the alarm of it. */
  readonly said: ReadonlyMap<string, string | null>
  /** Rows whose episode was stored under its event alone. */
  readonly renamed: readonly { readonly before: string; readonly after: string }[]
  /** What no row knows yet. */
  readonly happened: readonly Happened[]
}

/** `rows` are this resident's. */
export function recall(stored: StoredHome, rows: readonly RuleDeadline[], now: Instant): Recalled {
  const { home } = stored
  const renamed: { before: string; after: string }[] = []
  const named = rows.map((row) => {
    const rule = home.rules.find((active) => active.rule.id === row.ruleId)?.rule
    const before = `${row.ruleId} ${row.episode}`
    if (row.firedAt === null || rule === undefined || isMissing(rule)) return { ...row, key: before }
    const key = episodeKey(rule, nameOf(stored, rule, row))
    if (key !== before) renamed.push({ before, after: key })
    return { ...row, key }
  })
  const fired = named.filter(({ firedAt, key }) => firedAt !== null && !isOfDayToCome(home, key, now))
  const said = new Map(fired.map(({ key, alarmId }) => [key, alarmId]))
  const told = new Set(named.flatMap(({ overAt, key }) => (overAt === null ? [] : [key])))
  const known = new Set(named.map(({ key }) => key))
  const { state, happened } = relive(stored, now)
  const stands = fired.filter(({ key, overAt }) => overAt === null && !state.fired.has(key))
  const isOver = (key: string): boolean => isKeyOver(home, state.told, key)
  const begun = new Set(stored.events.map(({ id }) => id))
  const isGone = (key: string): boolean => {
    const [id, episode = ''] = key.split(' ')
    const rule = home.rules.find((active) => active.rule.id === id)?.rule
    return rule === undefined || (!isMissing(rule) && !begun.has(eventOf(episode)))
  }
  const ended = new Set(happened.flatMap((one) => (one.kind === 'over' ? [one.key] : [])))
  return {
    state: {
      ...state,
      fired: new Set([
        ...state.fired,
        ...stands.map(({ key }) => key).filter((key) => !isGone(key) && !isOver(key)),
      ]),
    },
    said,
    renamed,
    happened: [
      ...happened.filter((one) =>
        one.kind === 'fire'
          ? !said.has(keyOf(one.fire)) && isToSay(home, one.fire, known)
          : !told.has(one.key),
      ),
      ...stands
        .filter(({ key }) => (isGone(key) || isOver(key)) && !ended.has(key))
        .map(({ key }): Happened => ({ kind: isGone(key) ? 'gone' : 'over', key, at: now })),
    ],
  }
}

/** The episode as it is called now, of a row of before nights, or absences, were told apart. */
function nameOf(
  { home, events, backAt }: StoredHome,
  rule: TimeRule,
  { episode, dueAt, firedAt }: RuleDeadline,
): string {
  const named = withStretch(rule, episode, dueAt, home.hours)
  if (backAt === null || firedAt === null || firedAt < backAt || !countsAnew(rule)) return named
  const began = events.find(({ id }) => id === eventOf(episode))
  return began !== undefined && began.receivedAt < backAt ? afterAbsence(named, backAt) : named
}

/** Everything anew that the events made due, and what of it is over. */
function relive(
  { home, events, medicineToldFrom, backAt, left }: StoredHome,
  now: Instant,
): { readonly state: HomeState; readonly happened: readonly Happened[] } {
  const told = medicineToldFrom === null ? null : Math.min(medicineToldFrom, now)
  // What is stored was said by devices that may be somebody else's by now.
  const knowing = (after: HomeState): HomeState => ({
    ...after,
    facts: { ...after.facts, medicineToldFrom: told },
  })
  let state = knowing(NEW_HOME)
  let happened: Happened[] = []
  const add = (step: HomeStep, at: Instant): void => {
    state = knowing(step.state)
    happened.push(
      ...step.fires.map((fire): Happened => ({ kind: 'fire', fire })),
      ...step.over.map((key): Happened => ({ kind: 'over', key, at })),
    )
  }
  const comeBack = (away: Instant): void => {
    const before = state.fired
    // What was held back and still stands is due anew.
    happened = happened.filter(
      (one) => one.kind !== 'fire' || !countsAnew(one.fire.rule) || !before.has(keyOf(one.fire)),
    )
    add(endAbsence(state, home, away, backAt ?? away), away)
  }
  const turns = [
    ...left.map(({ deviceId, at }) => ({
      at: Math.min(at, now),
      take: (then: Instant): void => {
        add(leave(state, home, deviceId, then), then)
      },
    })),
    ...(backAt === null ? [] : [{ at: Math.min(backAt, now), take: comeBack }]),
  ].sort((a, b) => b.at - a.at)
  const takeTurns = (before: Instant): void => {
    for (let next = turns.at(-1); next !== undefined && next.at < before; next = turns.at(-1)) {
      turns.pop()
      next.take(next.at)
    }
  }
  for (const stored of events) {
    // Of a time that is yet to come, because the clock was set back since: it stands from now on at the latest.
    const event = { ...stored, receivedAt: Math.min(stored.receivedAt, now) }
    takeTurns(event.receivedAt)
    add(takeEvent(state, home, event), event.receivedAt)
  }
  takeTurns(Infinity)
  add(passTo(state, home, now), now)
  return { state, happened }
}

/**
 * What stands on is asked for anew only in a night that was waited for, or by numbers that were changed meanwhile: the
 * station of before an update never waited for it, and of a night that is over nothing rings at a start.
 */
function isToSay(
  { rules }: Home,
  { rule, dueAt, episode, isAnew }: Fire,
  known: ReadonlySet<string>,
): boolean {
  if (!isAnew || known.has(episodeKey(rule, episode))) return true
  return rules.some((active) => active.rule.id === rule.id && active.changedAt === dueAt)
}
