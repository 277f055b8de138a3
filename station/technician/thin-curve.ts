import type { Instant } from '../../shared/domain/time.ts'

export interface CurvePoint {
  readonly at: Instant
  readonly value: number
}

/**
 * At most `most` points, oldest first: the first and the last, and of each stretch between them the one that lies
 * furthest from its stretch's mean, so that a dip stays a dip.
 */
export function thinCurve(points: readonly CurvePoint[], most = 500): CurvePoint[] {
  const [first] = points
  const last = points.at(-1)
  if (first === undefined || last === undefined || points.length <= most) return [...points]
  const inner = points.slice(1, -1)
  const stretches = most - 2
  const kept: CurvePoint[] = [first]
  for (let index = 0; index < stretches; index += 1) {
    const from = Math.floor((index * inner.length) / stretches)
    const to = Math.floor(((index + 1) * inner.length) / stretches)
    const outlier = furthestFromMean(inner.slice(from, to))
    if (outlier !== undefined) kept.push(outlier)
  }
  return [...kept, last]
}

function furthestFromMean(stretch: readonly CurvePoint[]): CurvePoint | undefined {
  const mean = stretch.reduce((sum, { value }) => sum + value, 0) / Math.max(1, stretch.length)
  let furthest: CurvePoint | undefined
  for (const point of stretch) {
    if (furthest === undefined || Math.abs(point.value - mean) > Math.abs(furthest.value - mean)) {
      furthest = point
    }
  }
  return furthest
}
