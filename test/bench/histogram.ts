/** Quantiles out of a Prometheus histogram, linear within a bucket, as Prometheus itself does it. */
import { print } from './figures.ts'

interface Bucket {
  readonly upTo: number
  readonly count: number
}

/** Cumulative counts of one histogram, all priorities together or the series with one of them. */
export function bucketsOf(page: string, name: string, priority?: string): readonly Bucket[] {
  const counts = new Map<number, number>()
  for (const line of page.split('\n')) {
    if (!line.startsWith(`${name}_bucket{`)) continue
    if (priority !== undefined && !line.includes(`priority="${priority}"`)) continue
    const upTo = /le="([^"]+)"/.exec(line)?.[1]
    if (upTo === undefined) continue
    const bound = upTo === '+Inf' ? Number.POSITIVE_INFINITY : Number(upTo)
    counts.set(bound, (counts.get(bound) ?? 0) + Number(line.slice(line.lastIndexOf(' ') + 1)))
  }
  return [...counts].map(([upTo, count]) => ({ upTo, count })).sort((a, b) => a.upTo - b.upTo)
}

/** What came between two readings. */
export function since(before: readonly Bucket[], after: readonly Bucket[]): readonly Bucket[] {
  return after.map(({ upTo, count }, index) => ({ upTo, count: count - (before[index]?.count ?? 0) }))
}

/** In milliseconds. */
function histogramQuantile(buckets: readonly Bucket[], share: number): number {
  const total = buckets.at(-1)?.count ?? 0
  const wanted = share * total
  let lower = { upTo: 0, count: 0 }
  for (const bucket of buckets) {
    if (bucket.count >= wanted && bucket.count > lower.count) {
      if (!Number.isFinite(bucket.upTo)) return lower.upTo * 1000
      const part = (wanted - lower.count) / (bucket.count - lower.count)
      return 1000 * (lower.upTo + part * (bucket.upTo - lower.upTo))
    }
    lower = bucket
  }
  return Number.NaN
}

export function printHistogram(label: string, buckets: readonly Bucket[]): void {
  const ms = (share: number): string => `${histogramQuantile(buckets, share).toFixed(2).padStart(8)} ms`
  print(
    `${label.padEnd(44)} p50 ${ms(0.5)}   p99 ${ms(0.99)}   (${String(buckets.at(-1)?.count ?? 0)}, by histogram)`,
  )
}
