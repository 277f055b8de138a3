/** How many events of each device are committed, read from the side; the counts that a proof compares. */
import { join } from 'node:path'
import { z } from 'zod'
import { openReader } from '../../station/store/sqlite.ts'

const RowsSchema = z.array(z.object({ device: z.string(), count: z.number() }))

/** What sensors said, without what the station noticed by itself (it has no frame). */
export async function storedCounts(data: string): Promise<ReadonlyMap<string, number>> {
  const source = await openReader(join(data, 'station.sqlite'))
  try {
    const rows = RowsSchema.parse(
      await source.query(
        'SELECT device_id AS device, count(*) AS count FROM device_events WHERE raw IS NOT NULL GROUP BY device_id',
      ),
    )
    return new Map(rows.map(({ device, count }) => [device, count]))
  } finally {
    await source.destroy()
  }
}

export interface Comparison {
  readonly sent: number
  readonly stored: number
  readonly missing: number
  /** Stored more often than it was sent. */
  readonly extra: number
  /** Where they differ, as `device: sent, stored`; the first few. */
  readonly examples: readonly string[]
}

const MOST_EXAMPLES = 5

export function compareCounts(
  sent: ReadonlyMap<string, number>,
  stored: ReadonlyMap<string, number>,
): Comparison {
  const devices = [...new Set([...sent.keys(), ...stored.keys()])]
  const pairs = devices.map((device) => ({
    device,
    before: sent.get(device) ?? 0,
    after: stored.get(device) ?? 0,
  }))
  const sum = (of: (pair: (typeof pairs)[number]) => number): number =>
    pairs.reduce((total, pair) => total + of(pair), 0)
  return {
    sent: sum(({ before }) => before),
    stored: sum(({ after }) => after),
    missing: sum(({ before, after }) => Math.max(0, before - after)),
    extra: sum(({ before, after }) => Math.max(0, after - before)),
    examples: pairs
      .filter(({ before, after }) => before !== after)
      .slice(0, MOST_EXAMPLES)
      .map(({ device, before, after }) => `${device}: sent ${String(before)}, stored ${String(after)}`),
  }
}
