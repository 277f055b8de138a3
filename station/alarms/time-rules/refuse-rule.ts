/** Why what somebody chose for a rule, or for a resident's hours, can't be: pure. */
import type { RuleLimits, RuleProfile } from '../../../shared/domain/rule-profiles.ts'
import { shortestOf, type NightHours } from './hours.ts'
import { profilesOf, withChoices, type ProfilesOfRule, type TimeRule } from './rule-set.ts'

export type RuleRefusal =
  | 'no-such-limit'
  | 'out-of-range'
  | 'contradicts-itself'
  /** It is on and watches at no time. */
  | 'watches-never'
  /** It waits longer than the night, or the day, lasts in which alone it watches. */
  | 'longer-than-hours'

const RANGES: Readonly<Record<keyof RuleLimits, readonly [number, number]>> = {
  lastsMinutes: [1, 24 * 60],
  fromMinute: [0, 24 * 60 - 1],
  byMinute: [0, 24 * 60 - 1],
  lowestCelsius: [-30, 60],
  highestCelsius: [-30, 60],
}

/** Why the rule can't be switched on with these choices; undefined where it can. */
export function refuseRule(
  rule: TimeRule,
  choices: ProfilesOfRule,
  hours: NightHours,
): RuleRefusal | undefined {
  for (const [profile, { limits }] of profilesOf({ profiles: choices })) {
    const refusal = refuseLimits(rule.profiles[profile]?.limits, limits)
    if (refusal !== undefined) return refusal
  }
  const chosen = withChoices(rule, choices)
  const all = profilesOf(chosen)
  if (all.every(([, { isWatched }]) => !isWatched)) return 'watches-never'
  if (all.some(([, { isWatched, limits }]) => isWatched && contradicts(limits))) return 'contradicts-itself'
  return isLongerThan(chosen, hours) ? 'longer-than-hours' : undefined
}

/** Why these can't be a resident's hours while these rules, with the resident's choices, are on. */
export function refuseHours(
  { night, holidayNight }: NightHours,
  rules: readonly TimeRule[],
): 'hours-contradict' | 'longer-than-hours' | undefined {
  if (night.from === night.to || holidayNight.from === holidayNight.to) return 'hours-contradict'
  const hours = { night, holidayNight }
  if (shortestOf(hours).day <= 0) return 'hours-contradict'
  return rules.some((rule) => isLongerThan(rule, hours)) ? 'longer-than-hours' : undefined
}

function refuseLimits(known: RuleLimits | undefined, limits: RuleLimits): RuleRefusal | undefined {
  for (const [name, value] of Object.entries(limits) as [keyof RuleLimits, number][]) {
    if (known?.[name] === undefined) return 'no-such-limit'
    const [lowest, highest] = RANGES[name]
    if (!Number.isInteger(value) || value < lowest || value > highest) return 'out-of-range'
  }
  return known === undefined ? 'no-such-limit' : undefined
}

function contradicts({ fromMinute, byMinute, lowestCelsius, highestCelsius }: RuleLimits): boolean {
  if (fromMinute !== undefined && byMinute !== undefined && fromMinute >= byMinute) return true
  return lowestCelsius !== undefined && highestCelsius !== undefined && lowestCelsius >= highestCelsius
}

/** Where a rule watches by day and by night there is no end that it could wait beyond. */
function isLongerThan({ profiles: { day, night } }: TimeRule, hours: NightHours): boolean {
  if (day?.isWatched === true && night?.isWatched === true) return false
  const shortest = shortestOf(hours)
  const isBeyond = (profile: Extract<RuleProfile, 'day' | 'night'>): boolean => {
    const { isWatched, limits } = { day, night }[profile] ?? { isWatched: false, limits: {} }
    return isWatched && (limits.lastsMinutes ?? 0) >= shortest[profile]
  }
  return isBeyond('day') || isBeyond('night')
}
