/**
 * What the conditions of one moment do to the alarms: a pure function on the monotonic clock. A condition is
 * raised once when it has lasted, ends when it has been over for as long as it asks, and is said again in the
 * next shift where a person closed its alarm while it still stood.
 */
import type { MonotonicMs } from '../../shared/domain/time.ts'
import { faultKey, type Condition, type FaultSource } from './condition.ts'

/** A shift: whoever comes next must hear of what the last one closed and nobody mended. */
export const SAID_AGAIN_MS = 8 * 60 * 60_000

export interface Episode {
  /** Since when the condition stands; null while it is over and its alarm waits to end. */
  readonly since: MonotonicMs | null
  readonly overSince: MonotonicMs | null
  readonly raisedAt: MonotonicMs | null
}

export type Episodes = ReadonlyMap<string, Episode>

export interface OpenFault extends FaultSource {
  readonly alarmId: string
}

export interface FaultPlan {
  readonly episodes: Episodes
  readonly raise: readonly Condition[]
  readonly end: readonly OpenFault[]
}

/** `open`: the alarms of supervised causes that are open now. `conditions` is all that is supervised. */
export function decideFaults(
  before: Episodes,
  conditions: readonly Condition[],
  open: readonly OpenFault[],
  now: MonotonicMs,
): FaultPlan {
  const openByKey = new Map(open.map((fault) => [faultKey(fault), fault]))
  const episodes = new Map<string, Episode>()
  const raise: Condition[] = []
  const end: OpenFault[] = []
  for (const condition of conditions) {
    const key = faultKey(condition)
    const alarm = openByKey.get(key)
    openByKey.delete(key)
    const episode = nextEpisode(before.get(key), condition, alarm !== undefined, now)
    if (isDue(condition, episode, now) && alarm === undefined) {
      raise.push(condition)
      episodes.set(key, { ...episode, raisedAt: now })
    } else if (alarm !== undefined && isOver(condition, episode, now)) {
      end.push(alarm)
    } else if (episode.since !== null || episode.overSince !== null) {
      episodes.set(key, episode)
    }
  }
  // What nobody supervises any more (a port that was taken out of the configuration) is not wrong.
  return { episodes, raise, end: [...end, ...openByKey.values()] }
}

function nextEpisode(
  before: Episode | undefined,
  condition: Condition,
  isOpen: boolean,
  now: MonotonicMs,
): Episode {
  const known = before ?? { since: null, overSince: null, raisedAt: null }
  // An alarm that was open before this run was raised for what stands now.
  const raisedAt = known.raisedAt ?? (isOpen ? now : null)
  switch (condition.standing) {
    case 'unknown':
      return { ...known, raisedAt }
    case 'yes':
      return { since: known.since ?? Math.min(condition.since ?? now, now), overSince: null, raisedAt }
    case 'no':
      return { since: null, overSince: isOpen ? (known.overSince ?? now) : null, raisedAt: null }
  }
}

function isDue({ standing, afterMs }: Condition, { since, raisedAt }: Episode, now: MonotonicMs): boolean {
  if (standing !== 'yes' || since === null || now - since < afterMs) return false
  return raisedAt === null || now - raisedAt >= SAID_AGAIN_MS
}

function isOver(
  { standing, endsByItself, clearAfterMs }: Condition,
  { overSince }: Episode,
  now: MonotonicMs,
): boolean {
  return standing === 'no' && endsByItself && overSince !== null && now - overSince >= clearAfterMs
}
