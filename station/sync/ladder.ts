/**
 * Which way a lane of the outbox takes next (scaip.md, section 9.5 and 9.6; design: "Order of sending"). Pure.
 *
 *   round:  path 1 ─(no answer within the limit, or a failure)─► path 2 ─► path 3 ─► pause ─► path 1 …
 *
 * A path that is failing stands behind those that are not, so that a dead first path costs the wait once and not
 * with every alarm; it has the traffic back with its next answer, which its own heartbeat asks for. One that answers
 * and refuses whatever it is asked stands between the two.
 */
import type { MonotonicMs } from '../../shared/domain/time.ts'

export type SendLane = 'critical' | 'rest'

/** How long a path has for its acknowledgement, in milliseconds. */
export const ANSWER_LIMIT_MS: Readonly<Record<SendLane, number>> = { critical: 5_000, rest: 20_000 }

const PAUSES_MS: Readonly<Record<SendLane, readonly number[]>> = {
  critical: [5_000, 10_000, 20_000, 30_000],
  rest: [30_000, 60_000, 120_000, 300_000],
}
/** While every failure was known at once nothing has been waited for: a centre that restarts is back in a moment. */
const QUICK_PAUSES_MS = [500, 1_000, 2_000]
/** Stations that lost the same centre must not come back in step. */
const JITTER = 0.25
/** A new critical alarm ends a pause, but not more often than this: a dead centre is not hammered. */
const SHORTEST_PAUSE_MS = 1_000

/** A path, as far as the choice needs it. */
export interface LadderPath {
  readonly key: string
  /** True while its last try failed. */
  readonly isFailing: boolean
  /** It answers and has taken nothing of late. */
  readonly isRefusing: boolean
  /** The centre asked to be left alone until then. */
  readonly closedUntil: MonotonicMs
}

/** Where a lane stands: which paths this round has tried, and how many rounds have failed in a row. */
export interface Round {
  readonly tried: readonly string[]
  readonly failed: number
  /** No path of this round or an earlier one let the lane wait for its answer. */
  readonly isQuick: boolean
  readonly lastTryAt: MonotonicMs
  readonly pausedUntil: MonotonicMs
  /** A critical alarm has come: what the centre wished for lesser ones does not hold. */
  readonly isHurried: boolean
}

export const FIRST_ROUND: Round = {
  tried: [],
  failed: 0,
  isQuick: true,
  lastTryAt: Number.NEGATIVE_INFINITY,
  pausedUntil: Number.NEGATIVE_INFINITY,
  isHurried: false,
}

export type Rung =
  | { readonly kind: 'send'; readonly key: string }
  | { readonly kind: 'wait'; readonly ms: number }
  /** There is no path at all. */
  | { readonly kind: 'none' }

/** `paths` in the order of the configuration. */
export function nextRung(paths: readonly LadderPath[], round: Round, now: MonotonicMs): Rung {
  if (paths.length === 0) return { kind: 'none' }
  if (now < round.pausedUntil) return { kind: 'wait', ms: round.pausedUntil - now }
  const left = leftOf(paths, round, now)
  const answering = left.filter(({ isFailing }) => !isFailing)
  const best = answering.find(({ isRefusing }) => !isRefusing) ?? answering[0] ?? left[0]
  if (best !== undefined) return { kind: 'send', key: best.key }
  return { kind: 'wait', ms: Math.min(...paths.map(({ closedUntil }) => closedUntil)) - now }
}

/**
 * After a failure on `key`: the next path of the round, or the pause before the next round. `atOnce`: the failure was
 * known without waiting for the limit; `random` in [0, 1).
 */
export function afterFailure(
  paths: readonly LadderPath[],
  round: Round,
  lane: SendLane,
  failure: { readonly key: string; readonly atOnce: boolean; readonly random: number },
  now: MonotonicMs,
): Round {
  const next = {
    ...round,
    tried: [...round.tried, failure.key],
    isQuick: round.isQuick && failure.atOnce,
    lastTryAt: now,
    isHurried: false,
  }
  if (leftOf(paths, next, now).length > 0) return next
  const pauses = next.isQuick ? [...QUICK_PAUSES_MS, ...PAUSES_MS[lane]] : PAUSES_MS[lane]
  const whole = pauses[Math.min(next.failed, pauses.length - 1)] ?? 0
  return {
    ...next,
    tried: [],
    failed: next.failed + 1,
    pausedUntil: now + whole * (1 - JITTER + JITTER * failure.random),
  }
}

/**
 * A way answers: every pause ends, and so do the long ones to come. The round goes on where it stands: the path that
 * answers a heartbeat may be the one that did not take the alarm, and the next one has not been asked yet.
 */
export function contacted(round: Round): Round {
  const { failed, pausedUntil } = FIRST_ROUND
  return { ...round, failed, pausedUntil, isQuick: round.isQuick || round.tried.length === 0 }
}

/** A critical alarm has come: the pause ends, at most once a second. */
export function hurried(round: Round): Round {
  const pausedUntil = Math.min(round.pausedUntil, round.lastTryAt + SHORTEST_PAUSE_MS)
  return { ...round, pausedUntil, isHurried: true }
}

/** Not tried in this round, and not closed by the centre's own wish. */
function leftOf(paths: readonly LadderPath[], round: Round, now: MonotonicMs): readonly LadderPath[] {
  const { tried, isHurried } = round
  return paths.filter(({ key, closedUntil }) => !tried.includes(key) && (isHurried || closedUntil <= now))
}
