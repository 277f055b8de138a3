/**
 * When a rule over time comes due: pure functions of the facts, the rule with this resident's numbers, the resident's
 * hours and now. Nothing is due twice for one episode, whatever is asked and whenever.
 */
import { assertNever } from '../../../shared/domain/assert-never.ts'
import { osloInstant, osloTime } from '../../../shared/domain/oslo-time.ts'
import type { Instant } from '../../../shared/domain/time.ts'
import type { HomeFacts, Since } from './facts.ts'
import { nightAround, type Profile } from './hours.ts'
import type { TimeRule } from './rule-set.ts'

export interface Due {
  /** What it is due for, the same however often it is asked: the day, or the event that began it. */
  readonly episode: string
  readonly dueAt: Instant
  /** What began it; null where nothing did, as where nobody was noticed. */
  readonly since: Since | null
}

const MINUTE_MS = 60_000

/** What the rule waits for as things stand, also where its time has passed. */
export function duesOf(rule: TimeRule, facts: HomeFacts, profile: Profile, now: Instant): readonly Due[] {
  return isMissing(rule)
    ? [missing(rule, lastOf(rule, facts), now)]
    : standingIn(rule, facts).map((since) => standing(rule, since, profile))
}

/** True when what it was due for is over: somebody was noticed, the door is closed, it is warm again. */
export function isOver(rule: TimeRule, facts: HomeFacts, episode: string): boolean {
  if (!isMissing(rule)) return standingIn(rule, facts).every(({ eventId }) => eventId !== episode)
  const from = osloInstant(Number(episode), rule.limits.fromMinute ?? 0)
  return hasHappened(lastOf(rule, facts), from)
}

/** True when this is said of a day whose time has not come: the clock on the wall was set back since. */
export function isOfLaterDay(rule: TimeRule, episode: string, now: Instant): boolean {
  return isMissing(rule) && osloInstant(Number(episode), rule.limits.byMinute ?? 0) > now
}

/** The same episode by a clock on the wall that was set by `ms`: what was said of tomorrow may have been of today. */
export function episodeAfter(rule: TimeRule, episode: string, ms: number): string {
  if (!isMissing(rule)) return episode
  return String(osloTime(osloInstant(Number(episode), rule.limits.byMinute ?? 0) + ms).day)
}

type MissingRule = TimeRule & { readonly id: 'no-sign-of-life' | 'medicine-not-taken' }

function isMissing(rule: TimeRule): rule is MissingRule {
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
      return some(facts.outOfBed)
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

export function withinLimits({ limits }: TimeRule): (celsius: number) => boolean {
  const { lowestCelsius = -Infinity, highestCelsius = Infinity } = limits
  return (celsius) => celsius >= lowestCelsius && celsius <= highestCelsius
}

/** Something that should have happened between two times of today, or else of tomorrow. */
function missing({ limits }: TimeRule, last: Since | null, now: Instant): Due {
  const { fromMinute = 0, byMinute = 0 } = limits
  const today = osloTime(now).day
  const day = hasHappened(last, osloInstant(today, fromMinute)) ? today + 1 : today
  return { episode: String(day), dueAt: osloInstant(day, byMinute), since: null }
}

function hasHappened(last: Since | null, from: Instant): boolean {
  return last !== null && last.at >= from
}

/** Something that stands for too long, at night where the rule watches only then. */
function standing({ watches, limits }: TimeRule, since: Since, profile: Profile): Due {
  const lastsMs = (limits.lastsMinutes ?? 0) * MINUTE_MS
  if (watches === 'always') return { episode: since.eventId, dueAt: since.at + lastsMs, since }
  const night = nightAround(profile, since.at)
  const dueAt = Math.max(since.at, night.from) + lastsMs
  // What began shortly before morning is the next night's, if it stands until then.
  if (dueAt < night.to) return { episode: since.eventId, dueAt, since }
  return { episode: since.eventId, dueAt: nightAround(profile, night.to).from + lastsMs, since }
}
