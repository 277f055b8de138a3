/**
 * When something that stands for too long is due: once for each night or day in which its rule watches, for as long as
 * it stands, and where it always watches once in each 24 hours. An alarm that was closed in one night says nothing of the next. Pure.
 */
import { osloTime } from '../../../shared/domain/oslo-time.ts'
import type { RuleLimits, RuleProfile, Watched } from '../../../shared/domain/rule-profiles.ts'
import type { Instant } from '../../../shared/domain/time.ts'
import type { Due } from './due.ts'
import { stretchAt, type NightHours } from './hours.ts'
import type { ProfilesOfRule, TimeRule } from './rule-set.ts'
import type { Since } from './since.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** Nights and days to look through for one that is long enough: more than holidays follow each other. */
const MOST_STRETCHES = 16
/** Whoever asks day by day misses nothing of these. */
const LOOK_BACK_MS = 2 * DAY_MS

/** A night or a day: what stands is due once in it. */
interface Span {
  readonly name: string
  readonly profile: RuleProfile
  readonly limits: RuleLimits
  readonly until: Instant
}

/**
 * What is due of it first, and anew in the nights and days around now and in the next one. The limit of the night or day
 * in which it began counts; where the next one begins, its own limit counts from there, if that is sooner.
 */
export function standing(
  { profiles }: TimeRule,
  since: Since,
  hours: NightHours,
  now: Instant,
): readonly Due[] {
  const dueIn = (from: Instant): Due | undefined => {
    const { profile, to } = spanAt(profiles, hours, from)
    const { isWatched, limits } = profiles[profile] ?? { isWatched: false, limits: {} }
    if (!isWatched) return undefined
    return dueOf(since, { name: nameOf(profile, to), profile, limits, until: to }, from)
  }
  const first = profiles.always === undefined ? firstOf(since, hours, dueIn) : dueIn(since.at)
  if (first === undefined) return []
  return isWatchedAlways(profiles)
    ? dayByDay(since, { ...first, until: Infinity }, (at) => dueIn(at)?.watched ?? first.watched, now)
    : nightByNight(first, hours, dueIn, now)
}

function nightByNight(
  first: Due,
  hours: NightHours,
  dueIn: (from: Instant) => Due | undefined,
  now: Instant,
): readonly Due[] {
  const dues = [first]
  let from = stretchAt(hours, Math.max(first.dueAt, now - LOOK_BACK_MS)).to
  for (let stretches = 0; stretches < MOST_STRETCHES; stretches += 1) {
    const { to } = stretchAt(hours, from)
    const due = dueIn(from)
    if (due !== undefined && due.dueAt < to) dues.push({ ...due, isAnew: true })
    if (due !== undefined && due.dueAt > now) break
    from = to
  }
  return dues
}

/** True where no night or day passes unwatched: then a new one is no reason to ask anew. */
function isWatchedAlways({ always, night, day }: ProfilesOfRule): boolean {
  return always?.isWatched === true || (night?.isWatched === true && day?.isWatched === true)
}

function spanAt(
  { always }: ProfilesOfRule,
  hours: NightHours,
  at: Instant,
): { readonly profile: 'always' | 'night' | 'day'; readonly to: Instant } {
  return always === undefined ? stretchAt(hours, at) : { profile: 'always', to: Infinity }
}

/** What was not due before the rule stopped watching is the next night's or day's in which it watches. */
function firstOf(
  since: Since,
  hours: NightHours,
  dueIn: (from: Instant) => Due | undefined,
): Due | undefined {
  let from = since.at
  let soonest: Due | undefined
  /** Of a limit that no night or day holds, as one of before hours were checked: it goes on beyond. */
  let beyond: Due | undefined
  for (let stretches = 0; stretches < MOST_STRETCHES; stretches += 1) {
    const { profile, to } = stretchAt(hours, from)
    const here = dueIn(from)
    if (here === undefined || soonest === undefined || here.dueAt < soonest.dueAt) soonest = here
    if (soonest !== undefined && soonest.dueAt < to) {
      return { ...soonest, episode: episodeIn(since, nameOf(profile, to)), until: to }
    }
    if (from > since.at) beyond ??= soonest
    from = to
  }
  return beyond === undefined ? undefined : { ...beyond, until: Infinity }
}

/** Where each night and day is watched it is due anew when it has stood for one more day. */
function dayByDay(
  since: Since,
  first: Due,
  watchedAt: (at: Instant) => Watched,
  now: Instant,
): readonly Due[] {
  const on = (days: number): Due => {
    const dueAt = first.dueAt + days * DAY_MS
    const episode = episodeIn(since, alwaysOn(days))
    if (days === 0) return { ...first, episode }
    return { ...first, episode, dueAt, until: dueAt + DAY_MS, isAnew: true, watched: watchedAt(dueAt) }
  }
  const today = Math.floor((now - first.dueAt) / DAY_MS)
  return [0, ...[today - 1, today, today + 1].filter((days) => days > 0)].map(on)
}

function alwaysOn(days: number): string {
  return `always-${String(days)}`
}

function dueOf(since: Since, { name, profile, limits, until }: Span, from: Instant): Due {
  return {
    episode: episodeIn(since, name),
    dueAt: from + (limits.lastsMinutes ?? 0) * MINUTE_MS,
    until,
    isAnew: false,
    since,
    basedOn: since.eventId,
    watched: { profile, limits },
  }
}

/** A night or a day is called by the day on which it ends. */
function nameOf(profile: 'always' | 'night' | 'day', to: Instant): string {
  return profile === 'always' ? alwaysOn(0) : `${profile}-${String(osloTime(to - 1).day)}`
}

function episodeIn({ eventId, backAt }: Since, name: string): string {
  return backAt === undefined ? `${eventId}@${name}` : afterAbsence(`${eventId}@${name}`, backAt)
}

/** The same night or day for somebody who came back in it. */
export function afterAbsence(episode: string, backAt: Instant): string {
  return episode.includes('~') ? episode : `${episode}~${String(backAt)}`
}

/** The event that began what the episode is of. */
export function eventOf(episode: string): string {
  return episode.split('@')[0] ?? episode
}

/** The episode as it is called now, of one that was stored under its event alone and came due then. */
export function withStretch(
  { profiles }: TimeRule,
  episode: string,
  dueAt: Instant,
  hours: NightHours,
): string {
  if (episode.includes('@')) return episode
  const { profile, to } = stretchAt(hours, dueAt)
  return `${episode}@${isWatchedAlways(profiles) ? alwaysOn(0) : nameOf(profile, to)}`
}

/** The same night or day by a clock on the wall that was set by `ms`. */
export function movedStretch(episode: string, ms: number): string {
  return episode.replace(
    /@(night|day)-(-?\d+)(?=~|$)/,
    (_, profile: string, day: string) => `@${profile}-${String(Number(day) + Math.round(ms / DAY_MS))}`,
  )
}
