/** A curve as the points of a drawing. Pure. */
import type { Instant } from '../../shared/domain/time.ts'

export interface CurvePoint {
  readonly at: Instant
  readonly value: number
}

export interface CurveBounds {
  readonly from: Instant
  readonly until: Instant
  readonly low: number
  readonly high: number
}

/** What the drawing spans; `low` and `high` are widened to whole tens so that small noise is no drama. */
export function curveBounds(points: readonly CurvePoint[]): CurveBounds | null {
  const [first] = points
  const last = points.at(-1)
  if (first === undefined || last === undefined) return null
  const values = points.map(({ value }) => value)
  const low = Math.floor(Math.min(...values) / 10) * 10
  const high = Math.ceil(Math.max(...values) / 10) * 10
  return { from: first.at, until: last.at, low, high: high === low ? low + 10 : high }
}

/** Points for an SVG polyline in a box of this size. One point alone becomes a level line. */
export function curvePoints(
  points: readonly CurvePoint[],
  { from, until, low, high }: CurveBounds,
  width: number,
  height: number,
): string {
  const x = (at: Instant) => (until === from ? 0 : ((at - from) / (until - from)) * width)
  const y = (value: number) => height - ((value - low) / (high - low)) * height
  const drawn = points.map(({ at, value }) => `${round(x(at))},${round(y(value))}`)
  const [only] = points
  if (points.length === 1 && only !== undefined) drawn.push(`${round(width)},${round(y(only.value))}`)
  return drawn.join(' ')
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10)
}
