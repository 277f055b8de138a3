/** How long a battery will last: a line through what it has told since it was new. Pure. */
import type { Instant } from '../../shared/domain/time.ts'

export interface BatteryReading {
  readonly at: Instant
  readonly percent: number
}

const DAY_MS = 24 * 60 * 60_000
/** A rise by more than the noise of a measurement and of a cold night: a new battery. */
const NEW_BATTERY_PERCENT = 10
/** Fewer or closer readings than these make a line out of noise. */
const FEWEST_READINGS = 3
const SHORTEST_SPAN_MS = 7 * DAY_MS
/** A battery that hardly falls says nothing about the day it is empty. */
const FLATTEST_PERCENT_PER_DAY = 0.01

/**
 * Whole days from the last reading until the line reaches 0 %; null where the readings (any order) tell no fall.
 */
export function daysLeft(readings: readonly BatteryReading[]): number | null {
  const line = ofThisBattery(readings)
  const first = line[0]
  const last = line.at(-1)
  if (first === undefined || last === undefined) return null
  if (line.length < FEWEST_READINGS || last.at - first.at < SHORTEST_SPAN_MS) return null
  const slope = percentPerDay(line)
  if (slope > -FLATTEST_PERCENT_PER_DAY) return null
  return Math.max(0, Math.floor(last.percent / -slope))
}

/** The readings since the battery was changed last, by time. */
function ofThisBattery(readings: readonly BatteryReading[]): readonly BatteryReading[] {
  const byTime = [...readings].sort((a, b) => a.at - b.at)
  const changed = byTime.findLastIndex(
    ({ percent }, index) => percent - (byTime[index - 1]?.percent ?? percent) > NEW_BATTERY_PERCENT,
  )
  return changed === -1 ? byTime : byTime.slice(changed)
}

/** Slope of the least-squares line; the readings span some time. */
function percentPerDay(readings: readonly BatteryReading[]): number {
  const days = readings.map(({ at }) => at / DAY_MS)
  const meanDay = mean(days)
  const meanPercent = mean(readings.map(({ percent }) => percent))
  let along = 0
  let square = 0
  for (const [index, { percent }] of readings.entries()) {
    const day = (days[index] ?? meanDay) - meanDay
    along += day * (percent - meanPercent)
    square += day * day
  }
  return square === 0 ? 0 : along / square
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
