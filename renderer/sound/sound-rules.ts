/** When which burst sounds, and how a pause of the sound ends. Pure; times are milliseconds of one clock. */
import { MUTE_LIMIT_MS } from '../../shared/api/board.ts'
import { PRIORITIES, priorityRank, type Priority } from '../../shared/domain/priority.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { PatchedMap } from '../patched-map.ts'
import { BURST_PATTERNS, burstLengthMs } from './burst-patterns.ts'

/** A carer who needs help is not put off for two minutes. */
export const CARERS_MUTE_LIMIT_MS = 30_000

/** The shortest silence between two bursts (standards/alarm-standards §4). */
const PAUSE_MS = 2_500

export interface Sounding {
  readonly id: string
  readonly ringRevision: number
  readonly priority: Priority
  /** When it last called the next level: that sounds anew. */
  readonly calledAt?: Instant | null
  readonly isCarersCall?: true
}

/** What rings, by alarm. Thousands may, and are looked at ten times a second: only what differs is. */
export type Rings = PatchedMap<Sounding>

export const NO_RINGS: Rings = PatchedMap.of<Sounding>([])

export interface SoundState {
  /** What rang at the last look, and how many of each priority. */
  readonly rings: Rings
  readonly count: Readonly<Record<Priority, number>>
  /** Those of them that have not sounded yet. */
  readonly unheard: Rings
  readonly lastBurst: { readonly priority: Priority; readonly at: number } | null
  /** `known`: the rings that were there when the sound was paused; a critical one beyond them ends the pause. */
  readonly mute: { readonly until: number; readonly known: Rings } | null
}

export const SILENT: SoundState = {
  rings: NO_RINGS,
  count: { critical: 0, high: 0, medium: 0, low: 0 },
  unheard: NO_RINGS,
  lastBurst: null,
  mute: null,
}

export interface SoundDecision {
  readonly state: SoundState
  readonly burst: Priority | null
  /** The alarms that this burst sounds and no burst has sounded before. */
  readonly begun: readonly string[]
}

/**
 * What to play now. Only the most urgent ring sounds; a more urgent one does not wait for the pause between bursts. Without
 * an output (`canSound`) nothing counts as heard: the one tone of a lesser alarm waits for it.
 */
export function decideBurst(state: SoundState, rings: Rings, now: number, canSound = true): SoundDecision {
  const changed = rings === state.rings ? [] : [...rings.changedSince(state.rings)]
  const next: SoundState = {
    ...state,
    ...followed(state, rings, changed),
    mute: muteThatHolds(state.mute, rings, changed, now),
  }
  const loudest = PRIORITIES.find((priority) => next.count[priority] > 0)
  if (loudest === undefined) return { state: { ...next, lastBurst: null }, burst: null, begun: [] }
  if (next.mute !== null || !canSound) return { state: next, burst: null, begun: [] }

  const isNew = isAmong(next.unheard, loudest)
  const due = isNew ? isPauseOver(state.lastBurst, loudest, now) : isRepeatDue(state.lastBurst, loudest, now)
  if (!due) return { state: next, burst: null, begun: [] }
  const [heard, unheard] = isNew ? parted(next.unheard, loudest) : [[], next.unheard]
  const lastBurst = { priority: loudest, at: now }
  return { state: { ...next, unheard, lastBurst }, burst: loudest, begun: heard }
}

/** The ids of those with this priority, and the others. */
function parted(rings: Rings, wanted: Priority): readonly [readonly string[], Rings] {
  const sounding = [...rings.values()].filter(({ priority }) => priority === wanted).map(({ id }) => id)
  return [sounding, PatchedMap.of([...rings].filter(([, { priority }]) => priority !== wanted))]
}

/** Pauses the sound for the longest time allowed, or ends the pause when there is one. */
export function toggleMute(state: SoundState, rings: Rings, now: number): SoundState {
  if (state.mute !== null) return { ...state, mute: null }
  const isCarers = [...rings.values()].some(({ isCarersCall }) => isCarersCall === true)
  return { ...state, mute: { until: now + (isCarers ? CARERS_MUTE_LIMIT_MS : MUTE_LIMIT_MS), known: rings } }
}

/** The same rings are heard once; one that is gone and comes back is heard anew. */
function followed(
  { rings: before, count, unheard }: SoundState,
  rings: Rings,
  changed: readonly string[],
): Pick<SoundState, 'rings' | 'count' | 'unheard'> {
  const counts = { ...count }
  const notYetHeard: [string, Sounding | undefined][] = []
  for (const id of changed) {
    const [was, is] = [before.get(id), rings.get(id)]
    if (was === is) continue
    if (was !== undefined) counts[was.priority] -= 1
    if (is !== undefined) counts[is.priority] += 1
    if (is === undefined || !isSameRing(was, is) || unheard.has(id)) notYetHeard.push([id, is])
  }
  return { rings, count: counts, unheard: notYetHeard.length === 0 ? unheard : unheard.with(notYetHeard) }
}

/** A notice waits for the end of a burst and of a pause: it is no alarm, and drowns none. */
export function mayNotice({ mute, lastBurst }: SoundState, now: number): boolean {
  if (mute !== null && now < mute.until) return false
  return lastBurst === null || now - lastBurst.at >= burstLengthMs(BURST_PATTERNS[lastBurst.priority])
}

function muteThatHolds(
  mute: SoundState['mute'],
  rings: Rings,
  changed: readonly string[],
  now: number,
): SoundState['mute'] {
  if (mute === null || now >= mute.until) return null
  const isBroken = changed.some((id) => {
    const is = rings.get(id)
    return is?.priority === 'critical' && !isSameRing(mute.known.get(id), is)
  })
  return isBroken ? null : mute
}

function isPauseOver(last: SoundState['lastBurst'], priority: Priority, now: number): boolean {
  if (last === null || priorityRank(priority) < priorityRank(last.priority)) return true
  return now - last.at >= burstLengthMs(BURST_PATTERNS[last.priority]) + PAUSE_MS
}

function isRepeatDue(last: SoundState['lastBurst'], priority: Priority, now: number): boolean {
  const { everyMs } = BURST_PATTERNS[priority]
  if (everyMs === null) return false
  return last?.priority !== priority || now - last.at >= everyMs
}

function isAmong(rings: Rings, wanted: Priority): boolean {
  for (const { priority } of rings.values()) if (priority === wanted) return true
  return false
}

function isSameRing(was: Sounding | undefined, is: Sounding): boolean {
  return was?.ringRevision === is.ringRevision && (was.calledAt ?? 0) === (is.calledAt ?? 0)
}
