/** Levels as events on change (bthome-v2.md, section 7): what a frame says against what was told before. */
import type { EventKind } from '../../shared/domain/device-event.ts'
import type { KnownLevels } from '../protocol-driver.ts'
import type { News } from './button-news.ts'
import type { BthomeObject, ObjectValue } from './read-objects.ts'

/** A level that is or is not; both are told. */
const STATES: readonly (readonly [EventKind, readonly number[]])[] = [
  ['motion', [0x21, 0x22]],
  ['presence', [0x23]],
  ['door', [0x11, 0x1a, 0x2d]],
]
/** A condition that begins, and ends with `restored`. */
const CONDITIONS: readonly (readonly [EventKind, readonly number[]])[] = [
  ['smoke', [0x29]],
  ['gas', [0x17, 0x1c]],
  ['water', [0x20]],
  ['tamper', [0x2b]],
]
const TEMPERATURES = [0x02, 0x45, 0x57, 0x58]
const BATTERY = 0x01
const BATTERY_LOW = 0x15
const PROBLEM = 0x26
const SAFETY = 0x28

/** Below this percentage a battery is an event at once (section 7). */
const BATTERY_LIMIT = 15
/** °C; a reading that wavers in its last digit is no news. */
const TEMPERATURE_STEP = 0.5

export function levelNews(
  objects: readonly BthomeObject[],
  known: KnownLevels,
  /** The last percentage heard, null before the first. */
  batteryBefore: number | null,
): readonly News[] {
  const any = (ids: readonly number[]): boolean | null => anyTrue(objects, ids)
  return [
    ...STATES.flatMap(([kind, ids]): News[] => {
      const value = any(ids)
      return value === null || value === known[kind] ? [] : [{ kind, value }]
    }),
    ...CONDITIONS.flatMap(([kind, ids]) => conditionNews(kind, any(ids), known)),
    ...faultNews(any([PROBLEM]), any([SAFETY]), known),
    ...temperatureNews(firstNumber(objects, TEMPERATURES), known),
    ...batteryNews(firstNumber(objects, [BATTERY]), any([BATTERY_LOW]), known, batteryBefore),
  ]
}

export function batteryPercent(objects: readonly BthomeObject[]): number | null {
  return firstNumber(objects, [BATTERY])
}

/** A tamper that was seen otherwise (a refused plain frame) is not this device's to end. */
function conditionNews(kind: EventKind, active: boolean | null, known: KnownLevels): readonly News[] {
  if (active === true && known[kind] !== true) return [{ kind, value: true }]
  return active === false && known[kind] === true ? [{ kind: 'restored', value: kind }] : []
}

function faultNews(problem: boolean | null, safe: boolean | null, known: KnownLevels): readonly News[] {
  const code = safe === false ? 'unsafe' : problem === true ? 'problem' : null
  if (code !== null) return code === known.fault ? [] : [{ kind: 'fault', value: code }]
  const ended =
    (known.fault === 'unsafe' && safe === true) || (known.fault === 'problem' && problem === false)
  return ended ? [{ kind: 'restored', value: 'fault' }] : []
}

function temperatureNews(celsius: number | null, { temperature }: KnownLevels): readonly News[] {
  if (celsius === null) return []
  const isNews = typeof temperature !== 'number' || Math.abs(celsius - temperature) >= TEMPERATURE_STEP
  return isNews ? [{ kind: 'temperature', value: celsius }] : []
}

/** A percentage is told when it changes, so that its course is known, and at once when it is low. */
function batteryNews(
  percent: number | null,
  low: boolean | null,
  known: KnownLevels,
  before: number | null,
): readonly News[] {
  const wasLow =
    known.battery === 'low' || (typeof known.battery === 'number' && known.battery < BATTERY_LIMIT)
  const isLow = low === true || (percent !== null && percent < BATTERY_LIMIT)
  const recovered: News[] =
    wasLow && !isLow && (percent !== null || low === false) ? [{ kind: 'restored', value: 'battery' }] : []
  if (percent === null) {
    return low === true && !wasLow ? [{ kind: 'battery', value: 'low' }] : recovered
  }
  const changed = isLow ? percent !== known.battery : before !== null && percent !== before
  return changed ? [...recovered, { kind: 'battery', value: percent }] : recovered
}

/** Whether one of these objects is true; null when the frame has none of them with a value. */
function anyTrue(objects: readonly BthomeObject[], ids: readonly number[]): boolean | null {
  const values = valuesOf(objects, ids).filter((value) => typeof value === 'boolean')
  return values.length === 0 ? null : values.includes(true)
}

function firstNumber(objects: readonly BthomeObject[], ids: readonly number[]): number | null {
  return valuesOf(objects, ids).find((value) => typeof value === 'number') ?? null
}

function valuesOf(objects: readonly BthomeObject[], ids: readonly number[]): readonly ObjectValue[] {
  return objects.filter(({ id }) => ids.includes(id)).map(({ value }) => value)
}
