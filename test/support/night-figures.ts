/** A night's alarms by the measures of ISA-18.2 (alarm-standards.md, section 5). Pure. */
import { PRIORITIES } from '../../shared/domain/priority.ts'
import type { NightCondition } from './night-conditions.ts'

/** One thing that made a sound. `source`: device and cause. */
export interface Annunciation {
  readonly at: number
  readonly source: string
  readonly priority: string
  /** When somebody took it; null where nobody did. */
  readonly takenAt: number | null
  /** What it was for; null where no report began it. */
  readonly condition: NightCondition | null
}

export interface NightFigures {
  readonly alarms: number
  readonly perHour: number
  readonly perTenMinutes: number
  readonly mostInTenMinutes: number
  /** Share of 10-min windows with more than 10. */
  readonly windowsAboveTen: number
  readonly timeInFlood: number
  /** Share of the ten most frequent sources. */
  readonly tenMostFrequent: number
  readonly chattering: number
  /** Rings for what stood less than 10 s and was not back within 60 s. */
  readonly fleeting: number
  /** Share of what was over before anyone took it. */
  readonly missed: number
  /** How many of them, by priority. */
  readonly missedOf: Readonly<Record<string, number>>
  /** 95th percentile of seconds from the ring to the hand that took it, by priority; null where none was taken. */
  readonly takenWithin: Readonly<Record<string, number | null>>
  /** Share of what was taken without being read: within 2 s of its ring, or as one of more than 5 within 10 s. */
  readonly rubberStamped: number
  /** Shares of critical, high, medium and low. */
  readonly priorities: Readonly<Record<string, number>>
}

const TEN_MINUTES_S = 600
const FIVE_MINUTES_S = 300
const FLEETING_S = 10
const NOT_BACK_S = 60
const READ_S = 2
const SERIES = 5
const SERIES_S = 10

/** `alarms` in seconds since the beginning, in order, over `hours`. */
export function nightFigures(alarms: readonly Annunciation[], hours: number): NightFigures {
  const windows = Array.from({ length: hours * 6 }, () => 0)
  for (const { at } of alarms) {
    const index = Math.min(windows.length - 1, Math.floor(at / TEN_MINUTES_S))
    windows[index] = (windows[index] ?? 0) + 1
  }
  const bySource = new Map<string, number[]>()
  for (const { at, source } of alarms) bySource.set(source, [...(bySource.get(source) ?? []), at])
  const most = [...bySource.values()].map(({ length }) => length).sort((a, b) => b - a)
  const share = (part: number): number => (alarms.length === 0 ? 0 : part / alarms.length)
  const missed = alarms.filter(isMissed)
  const priorities: Record<string, number> = {}
  for (const { priority } of alarms) priorities[priority] = (priorities[priority] ?? 0) + share(1)
  return {
    alarms: alarms.length,
    perHour: alarms.length / hours,
    perTenMinutes: alarms.length / windows.length,
    mostInTenMinutes: mostWithin(alarms),
    windowsAboveTen: windows.filter((count) => count > 10).length / windows.length,
    timeInFlood: floodSeconds(alarms, hours * 3600) / (hours * 3600),
    tenMostFrequent: share(most.slice(0, 10).reduce((sum, count) => sum + count, 0)),
    chattering: [...bySource.values()].filter(chatters).length,
    fleeting: alarms.filter(isFleeting).length,
    missed: share(missed.length),
    missedOf: Object.fromEntries(
      PRIORITIES.map((wanted) => [wanted, missed.filter(({ priority }) => priority === wanted).length]),
    ),
    takenWithin: Object.fromEntries(PRIORITIES.map((wanted) => [wanted, takenWithin(alarms, wanted)])),
    rubberStamped: rubberStamped(alarms),
    priorities,
  }
}

/** By nearest rank. */
function takenWithin(alarms: readonly Annunciation[], wanted: string): number | null {
  const waits = alarms
    .flatMap(({ at, takenAt, priority }) => (takenAt === null || priority !== wanted ? [] : [takenAt - at]))
    .sort((a, b) => a - b)
  return waits[Math.ceil(waits.length * 0.95) - 1] ?? null
}

/** Of one user. What was taken by one press with others of its alarm is one acknowledgement. */
function rubberStamped(alarms: readonly Annunciation[]): number {
  const first = new Map<string, { readonly at: number; readonly takenAt: number }>()
  for (const { at, takenAt, source } of alarms) {
    if (takenAt !== null) first.set(`${source} ${String(takenAt)}`, { at, takenAt })
  }
  const presses = [...first.values()].sort((a, b) => a.takenAt - b.takenAt)
  const stamped = presses.filter(({ at, takenAt }) => {
    const inSeries = presses.filter((other) => Math.abs(other.takenAt - takenAt) < SERIES_S)
    return takenAt - at < READ_S || hasSeries(inSeries.map((press) => press.takenAt))
  })
  return presses.length === 0 ? 0 : stamped.length / presses.length
}

/** More than five within ten seconds; `at` in order. */
function hasSeries(at: readonly number[]): boolean {
  return at.some((from, index) => (at[index + SERIES] ?? Infinity) - from < SERIES_S)
}

function mostWithin(alarms: readonly Annunciation[]): number {
  let most = 0
  let first = 0
  alarms.forEach(({ at }, index) => {
    while (at - (alarms[first]?.at ?? at) >= TEN_MINUTES_S) first += 1
    most = Math.max(most, index - first + 1)
  })
  return most
}

/** From more than 10 in 10 min until fewer than 5. */
function floodSeconds(alarms: readonly Annunciation[], seconds: number): number {
  let inFlood = 0
  let floods = false
  for (let now = 0; now < seconds; now += 10) {
    const count = alarms.filter(({ at }) => at <= now && now - at < TEN_MINUTES_S).length
    floods = floods ? count >= 5 : count > 10
    if (floods) inFlood += 10
  }
  return inFlood
}

/** More than 5 times in 5 min. */
function chatters(at: readonly number[]): boolean {
  return at.some((_, index) => {
    const sixth = at[index + 5]
    return sixth !== undefined && sixth - (at[index] ?? 0) < FIVE_MINUTES_S
  })
}

function isFleeting({ condition }: Annunciation): boolean {
  if (condition === null || condition.until === null) return false
  const { from, until, backAt } = condition
  return until - from < FLEETING_S && (backAt === null || backAt - until > NOT_BACK_S)
}

function isMissed({ takenAt, condition }: Annunciation): boolean {
  const until = condition?.until ?? null
  return until !== null && (takenAt === null || until < takenAt)
}
