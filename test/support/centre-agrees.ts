import type { CareCentre } from './centre-process.ts'
import type { StationRows } from './station-rows.ts'
import { waitUntil } from './wait-until.ts'

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

/**
 * The same for stations that run: each still writes by itself while it is looked at (a step of the ladder, a second path
 * that comes back), so a difference counts only where no row was written meanwhile. Gives the rows that were compared.
 */
export async function agreedWhileRunning(
  centre: CareCentre,
  read: () => Promise<readonly StationRows[]>,
  limitMs = 60_000,
): Promise<readonly StationRows[]> {
  const look = async () => {
    const before = await read()
    if (!before.every(isDelivered)) return
    const [first] = before
    if (first === undefined) throw new Error('no station')
    const alarms = before.flatMap((rows) => rows.alarms)
    const messages = before.flatMap((rows) => rows.messages)
    try {
      await assertCentreAgrees(centre, { ...first, alarms, messages })
    } catch (error) {
      if (stepsOf(await read()) === stepsOf(before)) throw error
      return
    }
    return before
  }
  return await waitUntil(look, 'not everything was delivered', { limitMs, everyMs: 200 })
}

/** Everything these rows have to say was acknowledged. */
function isDelivered({ messages }: StationRows): boolean {
  return messages.every(({ acknowledged_at }) => acknowledged_at !== null)
}

const stepsOf = (stations: readonly StationRows[]) => stations.map(({ messages }) => messages.length).join()
