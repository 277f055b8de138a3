/** A home with rules over time, and what its sensors say, for tests of when something is due. */
import type { EventKind, EventValue } from '../../../../../shared/domain/device-event.ts'
import type { HomeEvent } from '../../../../../station/alarms/time-rules/facts.ts'
import { replay, type Home } from '../../../../../station/alarms/time-rules/home-watch.ts'
import { USUAL_HOURS, type NightHours } from '../../../../../station/alarms/time-rules/hours.ts'
import {
  profilesOf,
  TIME_RULES,
  withChoices,
  type ProfilesOfRule,
  type TimeRule,
  type TimeRuleId,
} from '../../../../../station/alarms/time-rules/rule-set.ts'

/** By the clock on the wall in Norway, in winter. */
export const at = (time: string, day = '2026-11-21'): number => Date.parse(`${day}T${time}:00+01:00`)

let ids = 0
export function says(
  when: number,
  deviceId: string,
  kind: EventKind,
  value: EventValue,
  placement: string | null = null,
): HomeEvent {
  ids += 1
  return { id: `e-${String(ids)}`, deviceId, kind, value, receivedAt: when, placement }
}

/** Switched on then, and not changed since. */
export const since = (from: number) => ({ from, changedAt: from })

export function ruleWith(id: TimeRuleId, choices: ProfilesOfRule = {}): TimeRule {
  const rule = TIME_RULES.find((known) => known.id === id)
  if (rule === undefined) throw new Error(`no rule ${id}`)
  return withChoices(rule, choices)
}

export function homeWith(
  id: TimeRuleId,
  choices: ProfilesOfRule = {},
  from = at('20:00', '2026-11-20'),
  hours: NightHours = USUAL_HOURS,
): Home {
  return { rules: [{ rule: ruleWith(id, choices), ...since(from) }], hours }
}

/** The rule watching in each profile that it has. */
export function withEveryProfile(rule: TimeRule): TimeRule {
  const profiles = profilesOf(rule).map(([profile, choice]) => [profile, { ...choice, isWatched: true }])
  return { ...rule, profiles: Object.fromEntries(profiles) as ProfilesOfRule }
}

const clock = new Intl.DateTimeFormat('nb-NO', {
  timeZone: 'Europe/Oslo',
  hour: '2-digit',
  minute: '2-digit',
})

/** What came due by then, as `HH:MM` in Norway. */
export function dueBy(home: Home, events: readonly HomeEvent[], until: number): readonly string[] {
  return replay(home, events, until).fires.map(({ dueAt }) => clock.format(dueAt))
}

/** The same with the profile that it was by: `night 22:30`. */
export function dueAndWhy(home: Home, events: readonly HomeEvent[], until: number): readonly string[] {
  return replay(home, events, until).fires.map(
    ({ dueAt, watched }) => `${watched.profile} ${clock.format(dueAt)}`,
  )
}
