/**
 * The ready-made rules over time: data, versioned with the other rules. Each is off until it is switched on for a
 * resident. A rule's words stand in the locale files under its id.
 */
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

/**
 * Numbers of one rule, all of them whole. Minutes of the day are since midnight in Norway; `lastsMinutes` how long it
 * must stand.
 */
export interface Limits {
  readonly lastsMinutes?: number
  readonly fromMinute?: number
  readonly byMinute?: number
  readonly lowestCelsius?: number
  readonly highestCelsius?: number
}

/** When a rule watches: at the resident's night, or always. */
export type Watches = 'at-night' | 'always'

export interface TimeRule extends AlarmRule {
  readonly id: TimeRuleId
  readonly watches: Watches
  readonly limits: Limits
}

const care = { category: 'care', priority: 'high', endsWithCondition: true } as const

export const TIME_RULES: readonly TimeRule[] = [
  {
    ...care,
    id: 'no-sign-of-life',
    kind: 'inactivity',
    cause: 'inactivity',
    watches: 'always',
    limits: { fromMinute: 5 * 60, byMinute: 10 * 60 },
  },
  { ...care, id: 'out-of-bed', kind: 'bed', cause: 'bed', watches: 'at-night', limits: { lastsMinutes: 30 } },
  {
    ...care,
    id: 'door-open-at-night',
    kind: 'door',
    cause: 'door',
    watches: 'at-night',
    limits: { lastsMinutes: 5 },
  },
  {
    ...care,
    id: 'too-long-in-bathroom',
    kind: 'presence',
    cause: 'bathroom',
    watches: 'always',
    limits: { lastsMinutes: 45 },
  },
  {
    ...care,
    id: 'nobody-back',
    kind: 'door',
    cause: 'door',
    watches: 'at-night',
    limits: { lastsMinutes: 15 },
  },
  {
    ...care,
    id: 'too-cold-or-hot',
    kind: 'temperature',
    cause: 'temperature',
    priority: 'medium',
    watches: 'always',
    limits: { lastsMinutes: 30, lowestCelsius: 16, highestCelsius: 30 },
  },
  {
    ...care,
    id: 'medicine-not-taken',
    kind: 'medicine',
    cause: 'medicine',
    priority: 'medium',
    watches: 'always',
    limits: { fromMinute: 7 * 60, byMinute: 10 * 60 },
  },
]

/** The rule with this resident's numbers in place of the ready-made ones. */
export function withLimits(rule: TimeRule, limits: Limits): TimeRule {
  return { ...rule, limits: { ...rule.limits, ...limits } }
}

export type LimitsRefusal = 'no-such-limit' | 'out-of-range' | 'contradicts-itself'

const RANGES: Readonly<Record<keyof Limits, readonly [number, number]>> = {
  lastsMinutes: [1, 24 * 60],
  fromMinute: [0, 24 * 60 - 1],
  byMinute: [0, 24 * 60 - 1],
  lowestCelsius: [-30, 60],
  highestCelsius: [-30, 60],
}

/** Why these numbers are no rule; undefined where they are one. */
export function refuseLimits(rule: TimeRule, limits: Limits): LimitsRefusal | undefined {
  for (const [name, value] of Object.entries(limits) as [keyof Limits, number][]) {
    if (rule.limits[name] === undefined) return 'no-such-limit'
    const [lowest, highest] = RANGES[name]
    if (!Number.isInteger(value) || value < lowest || value > highest) return 'out-of-range'
  }
  const {
    fromMinute = 0,
    byMinute = 1,
    lowestCelsius = 0,
    highestCelsius = 1,
  } = {
    ...rule.limits,
    ...limits,
  }
  const hasHours = rule.limits.fromMinute !== undefined
  if (hasHours && fromMinute >= byMinute) return 'contradicts-itself'
  return rule.limits.lowestCelsius !== undefined && lowestCelsius >= highestCelsius
    ? 'contradicts-itself'
    : undefined
}
