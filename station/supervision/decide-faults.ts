/**
 * When the conditions of one moment are a fault, and when a fault is over: a pure function on the monotonic clock. A
 * condition is found once when it has lasted, is over when it has been so for as long as it asks, and is said again in
 * the next shift where a person closed its alarm while it still stood. What becomes of it is said by the stages.
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
  /** Its condition was over and its alarm stayed: it is set aside, or comes and goes too often. */
  readonly isOver: boolean
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
    const isSaid = alarm !== undefined && !alarm.isOver
    const episode = nextEpisode(before.get(key), condition, { hasAlarm: alarm !== undefined, isSaid }, now)
    if (isDue(condition, episode, now) && !isSaid) {
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
  { hasAlarm, isSaid }: { readonly hasAlarm: boolean; readonly isSaid: boolean },
  now: MonotonicMs,
): Episode {
  const known = before ?? { since: null, overSince: null, raisedAt: null }
  // An alarm that was open before this run was raised for what stands now.
  const raisedAt = known.raisedAt ?? (isSaid ? now : null)
  switch (condition.standing) {
    case 'unknown':
      return { ...known, raisedAt }
    case 'yes':
      return { since: known.since ?? Math.min(condition.since ?? now, now), overSince: null, raisedAt }
    case 'no':
      return { since: null, overSince: hasAlarm ? (known.overSince ?? now) : null, raisedAt: null }
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
