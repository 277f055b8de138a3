/** What was switched on by the first version of the rules, in the words of today: it goes on meaning what it meant. */
import type { RuleLimits } from '../../../shared/domain/rule-profiles.ts'
import { profilesOf, type ProfilesOfRule, type TimeRule, type TimeRuleId } from './rule-set.ts'

/** The ready-made numbers of that version, which had one set of them for each rule. */
const NUMBERS: Readonly<Record<TimeRuleId, RuleLimits>> = {
  'no-sign-of-life': { fromMinute: 300, byMinute: 600 },
  'out-of-bed': { lastsMinutes: 30 },
  'door-open-at-night': { lastsMinutes: 5 },
  'too-long-in-bathroom': { lastsMinutes: 45 },
  'nobody-back': { lastsMinutes: 15 },
  'too-cold-or-hot': { lastsMinutes: 30, lowestCelsius: 16, highestCelsius: 30 },
  'medicine-not-taken': { fromMinute: 420, byMinute: 600 },
}
/** They watched at night alone. */
const AT_NIGHT: ReadonlySet<TimeRuleId> = new Set(['out-of-bed', 'door-open-at-night', 'nobody-back'])

/** `limits`: those that differed from the ready-made ones of that version. */
export function choicesOfFirstSet(rule: TimeRule, limits: RuleLimits): ProfilesOfRule {
  const chosen = { isWatched: true, limits: { ...NUMBERS[rule.id], ...limits } }
  return Object.fromEntries(
    profilesOf(rule).map(([profile, readyMade]) => [
      profile,
      profile === 'day' && AT_NIGHT.has(rule.id) ? { ...readyMade, isWatched: false } : chosen,
    ]),
  )
}
