/**
 * When a rule over time comes due: pure functions of the facts, the rule with this resident's choices, the resident's
 * hours and now. Nothing is due twice for one episode, whatever is asked and whenever.
 */
import { assertNever } from '../../../shared/domain/assert-never.ts'
import { isHoliday } from '../../../shared/domain/norwegian-holidays.ts'
import { osloInstant, osloTime, type Day } from '../../../shared/domain/oslo-time.ts'
import type { RuleLimits, Watched } from '../../../shared/domain/rule-profiles.ts'
import type { Instant } from '../../../shared/domain/time.ts'
import type { HomeFacts } from './facts.ts'
import type { NightHours } from './hours.ts'
import type { TimeRule } from './rule-set.ts'
import { firstOf, type Since } from './since.ts'
import { eventOf, movedStretch, standing } from './standing.ts'

export interface Due {
  /** What it is due for, the same however often it is asked: the day, or what began it and the night or day. */
  readonly episode: string
  readonly dueAt: Instant
  /** The end of that night or day: what was not due before it is the next one's. */
  readonly until: Instant
  /** True where it has stood since before that night or day, and is asked for anew. */
  readonly isAnew: boolean
  /** What began it; null where nothing did, as where nobody was noticed. */
  readonly since: Since | null
  /** What it stands on, for "why?": what began it, or the last that was noticed before nothing was. */
  readonly basedOn: string | null
  /** By which profile and numbers it is due then. */
  readonly watched: Watched
}

/** More days than follow each other as holidays, or without one. */
const MOST_DAYS = 8

/** What the rule waits for as things stand, also where its time has passed. */
export function duesOf(rule: TimeRule, facts: HomeFacts, hours: NightHours, now: Instant): readonly Due[] {
  return isMissing(rule)
    ? missing(rule, facts, now)
    : standingIn(rule, facts).flatMap((since) => standing(rule, since, hours, now))
}

/**
 * True when what it was due for is over: somebody was noticed, the door is closed, it is warm again. A bed or a bathroom
 * has one end for all that was said of it.
 */
export function isOver(rule: TimeRule, facts: HomeFacts, episode: string): boolean {
  if (rule.id === 'out-of-bed') return facts.emptyBeds.size === 0
  if (rule.id === 'too-long-in-bathroom') return facts.inBathroom === null
  if (!isMissing(rule)) return standingIn(rule, facts).every(({ eventId }) => eventId !== eventOf(episode))
  const from = osloInstant(Number(episode), limitsOn(rule, Number(episode)).fromMinute ?? 0)
  return hasHappened(lastOf(rule, facts), from)
}

/** True when this is said of a day whose time has not come: the clock on the wall was set back since. */
export function isOfLaterDay(rule: TimeRule, episode: string, now: Instant): boolean {
  return isMissing(rule) && endOn(rule, Number(episode)) > now
}

/** The same episode by a clock on the wall that was set by `ms`: what was said of tomorrow may have been of today. */
export function episodeAfter(rule: TimeRule, episode: string, ms: number): string {
  if (!isMissing(rule)) return movedStretch(episode, ms)
  return String(osloTime(endOn(rule, Number(episode)) + ms).day)
}

type MissingRule = TimeRule & { readonly id: 'no-sign-of-life' | 'medicine-not-taken' }

/** True for a rule about what should happen every day, false for one about what stands too long. */
export function isMissing(rule: TimeRule): rule is MissingRule {
  return rule.id === 'no-sign-of-life' || rule.id === 'medicine-not-taken'
}

function lastOf(rule: MissingRule, facts: HomeFacts): Since | null {
  return rule.id === 'no-sign-of-life' ? facts.lastSign : facts.lastMedicine
}

function standingIn(rule: TimeRule, facts: HomeFacts): readonly Since[] {
  switch (rule.id) {
    case 'no-sign-of-life':
    case 'medicine-not-taken':
      return []
    case 'out-of-bed':
      return some(firstOf(facts.emptyBeds))
    case 'door-open-at-night':
      return [...facts.openDoors.values()]
    case 'too-long-in-bathroom':
      return some(facts.inBathroom)
    case 'nobody-back':
      return some(facts.leftBy)
    case 'too-cold-or-hot': {
      const isWithin = withinLimits(rule)
      return [...facts.temperatures.values()].filter(({ celsius }) => !isWithin(celsius))
    }
    default:
      return assertNever(rule.id)
  }
}

function some(since: Since | null): readonly Since[] {
  return since === null ? [] : [since]
}

export function withinLimits({ profiles }: TimeRule): (celsius: number) => boolean {
  const { lowestCelsius = -Infinity, highestCelsius = Infinity } = profiles.always?.limits ?? {}
  return (celsius) => celsius >= lowestCelsius && celsius <= highestCelsius
}

function profileOn(day: Day): 'holiday' | 'workday' {
  return isHoliday(day) ? 'holiday' : 'workday'
}

function limitsOn({ profiles }: TimeRule, day: Day): RuleLimits {
  return profiles[profileOn(day)]?.limits ?? {}
}

function endOn(rule: TimeRule, day: Day): Instant {
  return osloInstant(day, limitsOn(rule, day).byMinute ?? 0)
}

/** Something that should have happened between two times of today, or else of the next day that is watched. */
function missing(rule: MissingRule, facts: HomeFacts, now: Instant): readonly Due[] {
  const last = lastOf(rule, facts)
  const watchedFrom = watchableFrom(rule, facts)
  const today = osloTime(now).day
  const hasBeenToday = hasHappened(last, osloInstant(today, limitsOn(rule, today).fromMinute ?? 0))
  const first = hasBeenToday ? today + 1 : today
  const days = Array.from({ length: MOST_DAYS }, (_, index) => first + index)
  const day = days.find(
    (one) => rule.profiles[profileOn(one)]?.isWatched === true && endOn(rule, one) >= watchedFrom,
  )
  if (day === undefined) return []
  const watched = { profile: profileOn(day), limits: limitsOn(rule, day) }
  const basedOn = last?.eventId ?? null
  const dueAt = endOn(rule, day)
  return [{ episode: String(day), dueAt, until: Infinity, isAnew: false, since: null, basedOn, watched }]
}

/**
 * That no medicine was taken is known only where a device tells of it: before its first word nothing is missed. Nobody
 * noticed is asked of every home: one that is silent altogether is what that rule is for.
 */
function watchableFrom(rule: MissingRule, { medicineToldFrom }: HomeFacts): Instant {
  return rule.id === 'no-sign-of-life' ? -Infinity : (medicineToldFrom ?? Infinity)
}

function hasHappened(last: Since | null, from: Instant): boolean {
  return last !== null && last.at >= from
}
