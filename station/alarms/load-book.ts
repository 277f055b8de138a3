/** How busy sources and house are, in memory: from what is committed, and read again from rows at a start. */
import { ALWAYS_RINGS, type Alarm } from '../../shared/domain/alarm.ts'
import type { Priority } from '../../shared/domain/priority.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { cameOn, hasJustRung, isRestless, wentOff, type SourceActivity } from './activity.ts'
import { bannerOf, NO_ALARMS, settled, withOpened, type FloodBanner, type OpenedAlarm } from './flood.ts'
import type { AlarmLoad, IntakePlan } from './intake-decision.ts'
import { ruleEndedBy, ruleFor } from './rules.ts'
import type { PlacedEvent } from './placed-event.ts'
import { sourceKey, type Source } from './source.ts'

export type RecentEvent = Pick<PlacedEvent, 'kind' | 'value' | 'deviceId' | 'residentId' | 'receivedAt'>

/** Somebody did something about an alarm of this source. */
export interface RecentAct extends Source {
  readonly at: Instant
}

/** A condition that no event tells of, as of a lost port: it came on, or it was over. */
export interface RecentChange extends RecentAct {
  readonly isOn: boolean
}

/** It rang, and what it rang as. */
export interface RecentRing extends RecentAct {
  readonly priority: Priority
}

/** What the last window held, each list the oldest first. */
export interface RecentPast {
  readonly events: readonly RecentEvent[]
  readonly changes: readonly RecentChange[]
  readonly acts: readonly RecentAct[]
  readonly rings: readonly RecentRing[]
  readonly alarms: readonly OpenedAlarm[]
  readonly now: Instant
}

const NOTHING_RECENT: RecentPast = { events: [], changes: [], acts: [], rings: [], alarms: [], now: 0 }

export class LoadBook implements AlarmLoad {
  readonly #activity = new Map<string, SourceActivity>()
  #newAlarms = NO_ALARMS

  constructor({ events, changes, acts, rings, alarms, now }: RecentPast = NOTHING_RECENT) {
    const waiting = [...acts]
    for (const change of merged(events.flatMap(changeOf), changes)) {
      while (waiting[0] !== undefined && waiting[0].at < change.at) this.#forget(waiting.shift())
      this.#recall(change)
    }
    for (const act of waiting) this.#forget(act)
    for (const ring of rings) this.#ring(ring, acts)
    for (const alarm of alarms) this.opened(alarm)
    this.#newAlarms = settled(this.#newAlarms, now)
  }

  activityOf(key: string): SourceActivity | undefined {
    return this.#activity.get(key)
  }

  get isFlood(): boolean {
    return this.#newAlarms.floodSince !== null
  }

  banner(): FloodBanner | null {
    return bannerOf(this.#newAlarms)
  }

  /** After a commit. */
  follow({ activity }: Pick<IntakePlan, 'activity'>): void {
    for (const [key, after] of activity) this.#activity.set(key, after)
  }

  opened(alarm: OpenedAlarm): void {
    this.#newAlarms = withOpened(this.#newAlarms, [alarm], alarm.openedAt)
  }

  /** It rang because it was due, without a report. */
  rang(alarm: Alarm): void {
    this.#rings({ ...alarm, at: alarm.lastRangAt })
  }

  /** Somebody did something about it: what comes after that is counted anew. */
  personActed(alarm: Alarm): void {
    this.#activity.delete(sourceKey(alarm))
  }

  /** Lets go of what is over. */
  settle(now: Instant, chattering: ReadonlySet<string>): void {
    for (const [key, activity] of this.#activity) {
      const isOver = !isRestless(activity, now) && !hasJustRung(activity, now)
      if (isOver && !chattering.has(key)) this.#activity.delete(key)
    }
    this.#newAlarms = settled(this.#newAlarms, now)
  }

  #recall(change: RecentChange): void {
    if (ALWAYS_RINGS.has(change.cause) || change.category === 'test') return
    const key = sourceKey(change)
    const before = this.#activity.get(key)
    this.#activity.set(key, change.isOn ? cameOn(before, change.at) : wentOff(before, change.at))
  }

  #ring(ring: RecentRing, acts: readonly RecentAct[]): void {
    const key = sourceKey(ring)
    if (acts.some((act) => act.at > ring.at && sourceKey(act) === key)) return
    this.#rings(ring)
  }

  /** Also of a source that has been quiet for so long that nothing else is known of it. */
  #rings(ring: RecentRing): void {
    if (ALWAYS_RINGS.has(ring.cause) || ring.category === 'test') return
    const key = sourceKey(ring)
    const silent = { onsAt: [], lastAt: ring.at, isOn: true }
    this.#activity.set(key, {
      ...(this.#activity.get(key) ?? silent),
      rang: { at: ring.at, as: ring.priority },
    })
  }

  #forget(act: RecentAct | undefined): void {
    if (act !== undefined) this.#activity.delete(sourceKey(act))
  }
}

function changeOf({ kind, value, deviceId, residentId, receivedAt }: RecentEvent): readonly RecentChange[] {
  const isOn = kind !== 'restored'
  const rule = isOn ? ruleFor(kind, value) : ruleEndedBy(value)
  if (rule === undefined) return []
  const { cause, category } = rule
  return [{ deviceId, residentId, cause, category, at: receivedAt, isOn }]
}

/** Each list stays in its own order: a clock that was set back must not turn it round. */
function merged(one: readonly RecentChange[], other: readonly RecentChange[]): readonly RecentChange[] {
  const waiting = [...other]
  const all: RecentChange[] = []
  for (const change of one) {
    while (waiting[0] !== undefined && waiting[0].at <= change.at) all.push(...waiting.splice(0, 1))
    all.push(change)
  }
  return [...all, ...waiting]
}
