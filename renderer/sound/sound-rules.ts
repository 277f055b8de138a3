/** When which burst sounds, and how a pause of the sound ends. Pure; times are milliseconds of one clock. */
import { MUTE_LIMIT_MS } from '../../shared/api/board.ts'
import { priorityRank, type Priority } from '../../shared/domain/priority.ts'
import type { Instant } from '../../shared/domain/time.ts'
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

export interface SoundState {
  /** Rings that have sounded at least once. */
  readonly sounded: ReadonlySet<string>
  readonly lastBurst: { readonly priority: Priority; readonly at: number } | null
  /** The rings whose most urgent have all sounded: while they are the same ones nothing is new. */
  readonly heard: readonly Sounding[] | null
  /** `known`: the rings that were there when the sound was paused; a critical one beyond them ends the pause. */
  readonly mute: { readonly until: number; readonly known: ReadonlySet<string> } | null
}

export const SILENT: SoundState = { sounded: new Set(), lastBurst: null, heard: null, mute: null }

export interface SoundDecision {
  readonly state: SoundState
  readonly burst: Priority | null
}

/** What to play now. Only the most urgent ring sounds; a more urgent one does not wait for the pause between bursts. */
export function decideBurst(state: SoundState, rings: readonly Sounding[], now: number): SoundDecision {
  const areSame = rings === state.heard
  const mute = muteThatHolds(state.mute, rings, now)
  const kept = areSame ? state.sounded : without(state.sounded, keysOf(rings))
  const next: SoundState = { ...state, sounded: kept, heard: areSame ? rings : null, mute }
  const loudest = loudestOf(rings)
  if (loudest === undefined) return { state: { ...next, lastBurst: null }, burst: null }
  if (mute !== null) return { state: next, burst: null }

  const isNew =
    !areSame && rings.some((ring) => ring.priority === loudest.priority && !kept.has(ringKey(ring)))
  const due = isNew
    ? isPauseOver(state.lastBurst, loudest.priority, now)
    : isRepeatDue(state.lastBurst, loudest.priority, now)
  if (!due) return { state: isNew ? next : { ...next, heard: rings }, burst: null }
  const sounded = new Set([...kept, ...rings.filter((r) => r.priority === loudest.priority).map(ringKey)])
  return {
    state: { ...next, sounded, heard: rings, lastBurst: { priority: loudest.priority, at: now } },
    burst: loudest.priority,
  }
}

/** Pauses the sound for the longest time allowed, or ends the pause when there is one. */
export function toggleMute(state: SoundState, rings: readonly Sounding[], now: number): SoundState {
  if (state.mute !== null) return { ...state, mute: null }
  const limit = rings.some(({ isCarersCall }) => isCarersCall === true) ? CARERS_MUTE_LIMIT_MS : MUTE_LIMIT_MS
  return { ...state, mute: { until: now + limit, known: keysOf(rings) } }
}

function muteThatHolds(
  mute: SoundState['mute'],
  rings: readonly Sounding[],
  now: number,
): SoundState['mute'] {
  if (mute === null || now >= mute.until) return null
  const broken = rings.some((ring) => ring.priority === 'critical' && !mute.known.has(ringKey(ring)))
  return broken ? null : mute
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

function loudestOf(rings: readonly Sounding[]): Sounding | undefined {
  let loudest: Sounding | undefined
  for (const ring of rings) {
    if (loudest === undefined || priorityRank(ring.priority) < priorityRank(loudest.priority)) loudest = ring
  }
  return loudest
}

/** What of `keys` is still there; the same set where all of it is. */
function without(keys: ReadonlySet<string>, present: ReadonlySet<string>): ReadonlySet<string> {
  for (const key of keys) {
    if (!present.has(key)) return new Set([...keys].filter((each) => present.has(each)))
  }
  return keys
}

/** Thousands may ring and are looked at ten times a second: what was made for them once is kept as long as they are. */
const KEYS = new WeakMap<Sounding, string>()
const KEY_SETS = new WeakMap<readonly Sounding[], ReadonlySet<string>>()

function keysOf(rings: readonly Sounding[]): ReadonlySet<string> {
  const known = KEY_SETS.get(rings)
  if (known !== undefined) return known
  const keys = new Set(rings.map(ringKey))
  KEY_SETS.set(rings, keys)
  return keys
}

function ringKey(ring: Sounding): string {
  const known = KEYS.get(ring)
  if (known !== undefined) return known
  const key = `${ring.id} ${String(ring.ringRevision)} ${String(ring.calledAt ?? 0)}`
  KEYS.set(ring, key)
  return key
}
