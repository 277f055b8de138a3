/** When what a device reports began and ended, from the reports themselves: the same with an engine and without. Pure. */
import { ruleEndedBy, ruleFor } from '../../station/alarms/rules.ts'
import type { Happening } from './synthetic-night.ts'

/** Seconds since the night began. */
export interface NightCondition {
  readonly from: number
  /** Null while it stands. */
  readonly until: number | null
  /** When the same source reported again after that; null where it did not. */
  readonly backAt: number | null
}

export function sourceOf(deviceId: string | null, cause: string): string {
  return `${String(deviceId)} ${cause}`
}

/** What stood when, by source, each in order. A report while it stands changes nothing. */
export function conditionsOf(
  happenings: readonly Happening[],
): ReadonlyMap<string, readonly NightCondition[]> {
  const conditions = new Map<string, NightCondition[]>()
  for (const { at, device, kind, value } of happenings) {
    const rule = kind === 'restored' ? ruleEndedBy(value) : ruleFor(kind, value)
    if (rule === undefined) continue
    const source = sourceOf(device.id, rule.cause)
    const ofSource = conditions.get(source) ?? []
    conditions.set(source, ofSource)
    const last = ofSource.at(-1)
    const stands = last?.until === null
    if (kind === 'restored') {
      if (stands) ofSource[ofSource.length - 1] = { ...last, until: at }
    } else if (!stands) {
      if (last !== undefined) ofSource[ofSource.length - 1] = { ...last, backAt: at }
      ofSource.push({ from: at, until: null, backAt: null })
    }
  }
  return conditions
}

/** The one that a ring at `at` is for: the last that had begun. */
export function conditionAt(conditions: readonly NightCondition[] = [], at: number): NightCondition | null {
  return conditions.findLast(({ from }) => from <= at) ?? null
}
