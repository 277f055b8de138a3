/** What the audit log says of a changed rule or changed hours: before and after, in words that stay the same. Pure. */
import type { Hours } from '../../../shared/domain/oslo-time.ts'
import type { RuleLimits } from '../../../shared/domain/rule-profiles.ts'
import type { NightHours } from './hours.ts'
import { profilesOf, withChoices, type ProfilesOfRule, type TimeRule } from './rule-set.ts'

const OFF = 'off'

/** E.g. `night lastsMinutes=30; day off`; a rule that is off, before or after, is `off`. */
export function ruleFacts(
  rule: TimeRule,
  before: ProfilesOfRule | undefined,
  after: ProfilesOfRule | undefined,
): Record<'ruleId' | 'before' | 'after', string> {
  const words = (choices: ProfilesOfRule | undefined): string =>
    choices === undefined ? OFF : choiceWords(withChoices(rule, choices))
  return { ruleId: rule.id, before: words(before), after: words(after) }
}

/** E.g. `night 22:00-07:00; holidayNight 23:00-09:00`. */
export function hoursFacts(before: NightHours, after: NightHours): Record<'before' | 'after', string> {
  return { before: hoursWords(before), after: hoursWords(after) }
}

function choiceWords(rule: TimeRule): string {
  return profilesOf(rule)
    .map(([profile, { isWatched, limits }]) => `${profile} ${isWatched ? limitWords(limits) : OFF}`)
    .join('; ')
}

function limitWords(limits: RuleLimits): string {
  return (Object.entries(limits) as [keyof RuleLimits, number][])
    .map(([name, value]) => `${name}=${isTimeOfDay(name) ? timeOfDay(value) : String(value)}`)
    .join(' ')
}

function isTimeOfDay(name: keyof RuleLimits): boolean {
  return name === 'fromMinute' || name === 'byMinute'
}

function hoursWords({ night, holidayNight }: NightHours): string {
  const words = ({ from, to }: Hours): string => `${timeOfDay(from)}-${timeOfDay(to)}`
  return `night ${words(night)}; holidayNight ${words(holidayNight)}`
}

function timeOfDay(minute: number): string {
  const twoDigits = (value: number): string => String(value).padStart(2, '0')
  return `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`
}
