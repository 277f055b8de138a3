import type { CareCentre } from './centre-process.ts'
import type { StationRows } from './station-rows.ts'

/**
 * Throws unless the centre has every message of these rows once and nothing else, each alarm's sequence
 * 1…n without a gap, and the alarm in the state it has here. Ask it when nothing waits any more.
 */
export async function assertCentreAgrees(centre: CareCentre, rows: StationRows): Promise<void> {
  const there = await centre.alarms()
  const ids = (list: readonly { readonly id: string }[]) =>
    list
      .map(({ id }) => id)
      .sort()
      .join()
  if (ids(there) !== ids(rows.alarms)) throw new Error(`alarms there ${ids(there)}, here ${ids(rows.alarms)}`)
  for (const alarm of rows.alarms) {
    const story = await centre.story(alarm.id)
    if (story === undefined || !story.timelineComplete) throw new Error(`no whole timeline of ${alarm.id}`)
    const here = rows.messages.filter(({ alarm_id }) => alarm_id === alarm.id)
    const line = (message: { sequence: number; id: string; type: string }) =>
      `${message.sequence} ${message.id} ${message.type}`
    const expected = here.map(line)
    const found = story.timeline.map(line)
    const at = expected.findIndex((wanted, index) => found[index] !== wanted)
    if (at !== -1 || found.length !== expected.length) {
      const words = `${found.length} messages there, ${expected.length} here; first unlike at ${at}`
      throw new Error(
        `alarm ${alarm.id}: ${words}: ${found[at] ?? 'none'} there, ${expected[at] ?? 'none'} here`,
      )
    }
    if (story.state !== alarm.state || story.count !== alarm.count)
      throw new Error(`alarm ${alarm.id}: ${story.state} there, ${alarm.state} here`)
  }
}
