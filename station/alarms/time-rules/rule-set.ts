/**
 * The ready-made rules over time: data, versioned with the other rules. Each is off until it is switched on for a
 * resident. A rule's words stand in the locale files under its id.
 */
import type { RuleLimits, RuleProfile } from '../../../shared/domain/rule-profiles.ts'
import type { AlarmRule } from '../rules.ts'

export const TIME_RULE_IDS = [
  'no-sign-of-life',
  'out-of-bed',
  'door-open-at-night',
  'too-long-in-bathroom',
  'nobody-back',
  'too-cold-or-hot',
  'medicine-not-taken',
] as const
export type TimeRuleId = (typeof TIME_RULE_IDS)[number]

/** Whether a rule watches in a profile, and by which numbers it goes there. */
export interface ProfileOfRule {
  readonly isWatched: boolean
  readonly limits: RuleLimits
}
/** A profile that is left out makes no sense for the rule and can't be chosen. */
export type ProfilesOfRule = Readonly<Partial<Record<RuleProfile, ProfileOfRule>>>

export interface TimeRule extends AlarmRule {
  readonly id: TimeRuleId
  readonly profiles: ProfilesOfRule
}

const care = { category: 'care', priority: 'high', endsWithCondition: true } as const

const watched = (limits: RuleLimits): ProfileOfRule => ({ isWatched: true, limits })
/** Can be chosen for a resident who needs it. */
const onRequest = (limits: RuleLimits): ProfileOfRule => ({ isWatched: false, limits })
const everyDay = (limits: RuleLimits): ProfilesOfRule => ({
  workday: watched(limits),
  holiday: watched(limits),
})

export const TIME_RULES: readonly TimeRule[] = [
  {
    ...care,
    id: 'no-sign-of-life',
    kind: 'inactivity',
    cause: 'inactivity',
    profiles: everyDay({ fromMinute: 5 * 60, byMinute: 10 * 60 }),
  },
  {
    ...care,
    id: 'out-of-bed',
    kind: 'bed',
    cause: 'bed',
    // Who is out of bed by day is up.
    profiles: { night: watched({ lastsMinutes: 30 }) },
  },
  {
    ...care,
    id: 'door-open-at-night',
    kind: 'door',
    cause: 'door',
    profiles: { night: watched({ lastsMinutes: 5 }), day: onRequest({ lastsMinutes: 30 }) },
  },
  {
    ...care,
    id: 'too-long-in-bathroom',
    kind: 'presence',
    cause: 'bathroom',
    profiles: { night: watched({ lastsMinutes: 30 }), day: watched({ lastsMinutes: 45 }) },
  },
  {
    ...care,
    id: 'nobody-back',
    kind: 'door',
    cause: 'door',
    code: 'nobody-back',
    profiles: { night: watched({ lastsMinutes: 15 }), day: onRequest({ lastsMinutes: 120 }) },
  },
  {
    ...care,
    id: 'too-cold-or-hot',
    kind: 'temperature',
    cause: 'temperature',
    priority: 'medium',
    profiles: { always: watched({ lastsMinutes: 30, lowestCelsius: 16, highestCelsius: 30 }) },
  },
  {
    ...care,
    id: 'medicine-not-taken',
    kind: 'medicine',
    cause: 'medicine',
    priority: 'medium',
    profiles: everyDay({ fromMinute: 7 * 60, byMinute: 10 * 60 }),
  },
]

/** The rule with this resident's choices in place of the ready-made ones. */
export function withChoices(rule: TimeRule, choices: ProfilesOfRule): TimeRule {
  const profiles = Object.fromEntries(
    profilesOf(rule).map(([profile, { isWatched, limits }]) => {
      const chosen = choices[profile]
      return [
        profile,
        { isWatched: chosen?.isWatched ?? isWatched, limits: { ...limits, ...chosen?.limits } },
      ]
    }),
  )
  return { ...rule, profiles }
}

/** The profiles that a rule has, in its order. */
export function profilesOf({
  profiles,
}: Pick<TimeRule, 'profiles'>): readonly (readonly [RuleProfile, ProfileOfRule])[] {
  return Object.entries(profiles) as [RuleProfile, ProfileOfRule][]
}
