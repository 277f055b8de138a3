/**
 * How one way to the centre fares: when it last answered, how often it failed since, what was wrong last. Heartbeats
 * and alarms are told apart: a way that answers the ones and not the others carries nothing.
 */
import type { Instant, MonotonicMs } from '../../shared/domain/time.ts'
import type { PathStanding } from '../../shared/wire/centre-messages.ts'
import type { SendFailure } from './transport.ts'

/** A receiver is down after three misses in a row (scaip.md, section 7) … */
const DOWN_AFTER_MISSES = 3
/** … which are five seconds apart: three refusals within a second are one. */
const DOWN_AFTER_MS = 10_000
/** The longest that a centre may ask to be left alone (design: capped at 30 s for critical alarms). */
const LONGEST_CLOSED_MS = 30_000

/** A way refuses whatever it is asked: so many different messages and none taken among them … */
const REFUSES_AFTER = 3
/** … and has the next body first again after so long. */
const REFUSED_PAUSE_MS = 60_000

/** What a body was made of: a heartbeat, or messages of alarms. */
export type Carried = 'heartbeat' | 'alarms'

/** Tries of one kind that have all failed, from the first to the last. */
interface Failing {
  readonly since: MonotonicMs
  readonly misses: number
  readonly code: SendFailure
}

/** What was wrong last, also where it is over. */
export interface PathFault {
  readonly code: SendFailure
  readonly at: Instant
}

export class PathState {
  #heartbeats: Failing | null = null
  #alarms: Failing | null = null
  /** A heartbeat has passed beside alarms that did not: those that follow say nothing of alarms either. */
  #isDeaf = false
  #closedUntil: MonotonicMs = Number.NEGATIVE_INFINITY
  #lastContactAt: Instant | null = null
  #lastFault: PathFault | null = null
  #faults = 0
  #strays = 0
  #refusals = 0
  /** Different messages that it has refused since it took one. */
  readonly #refused = new Set<string>()
  #refusedAt: MonotonicMs = Number.NEGATIVE_INFINITY

  /**
   * Alarms that pass end every failure. A heartbeat ends that of alarms only where heartbeats had failed as well, so
   * that the whole way was down and is back.
   */
  succeeded(carried: Carried, wall: Instant): void {
    this.#closedUntil = Number.NEGATIVE_INFINITY
    this.#lastContactAt = wall
    const wasDown = this.#heartbeats !== null && !this.#isDeaf
    this.#heartbeats = null
    if (carried === 'alarms' || wasDown) this.#alarms = null
    this.#isDeaf = this.#alarms !== null
  }

  /** `retryAfterMs`: the centre asks to be left alone for so long. */
  failed(
    carried: Carried,
    code: SendFailure,
    retryAfterMs: number | undefined,
    now: MonotonicMs,
    wall: Instant,
  ): void {
    if (carried === 'alarms') this.#alarms = again(this.#alarms, code, now)
    else this.#heartbeats = again(this.#heartbeats, code, now)
    this.#faults += 1
    this.#lastFault = { code, at: wall }
    if (retryAfterMs !== undefined) this.#closedUntil = now + Math.min(retryAfterMs, LONGEST_CLOSED_MS)
  }

  standing(now: MonotonicMs): PathStanding {
    const { failingSince, misses } = this
    if (failingSince === null) return this.#lastContactAt === null ? 'untried' : 'up'
    const isDown = misses >= DOWN_AFTER_MISSES && now - failingSince >= DOWN_AFTER_MS
    return isDown ? 'down' : 'failing'
  }

  get link(): 'never' | 'ok' | 'lost' {
    if (this.#lastContactAt === null) return 'never'
    return this.lastFailure === null ? 'ok' : 'lost'
  }

  /** Failures in a row, of heartbeats or of alarms. */
  get misses(): number {
    return Math.max(this.#heartbeats?.misses ?? 0, this.#alarms?.misses ?? 0)
  }

  /** Heartbeats pass and alarms do not: only an alarm can tell when that is over. */
  get isDeaf(): boolean {
    return this.#isDeaf && this.#heartbeats === null
  }

  /** Failures of this run. */
  get faults(): number {
    return this.#faults
  }

  /** An answer came to what nobody asked: of another station, forged, or of nobody. */
  strayed(): void {
    this.#strays += 1
  }

  get strays(): number {
    return this.#strays
  }

  /** The centre answered that it does not take so many messages, or one body; `ids` are those it was asked about. */
  refused(count: number, ids: readonly string[], now: MonotonicMs): void {
    this.#refusals += count
    if (ids.length === 0) return
    this.#refusedAt = now
    for (const id of ids) if (this.#refused.size < REFUSES_AFTER) this.#refused.add(id)
  }

  /** It took a message of an alarm: what it refused was at fault, and not the way. */
  took(): void {
    this.#refused.clear()
  }

  /** No way takes these: they were at fault, and not this way. */
  nobodyTook(ids: readonly string[]): void {
    for (const id of ids) this.#refused.delete(id)
  }

  /** It answers, and takes nothing. */
  get isRefusing(): boolean {
    return this.#refused.size >= REFUSES_AFTER
  }

  /** What it would refuse goes over the others at once; now and then it is asked again. */
  isPassedOver(now: MonotonicMs): boolean {
    return this.isRefusing && now - this.#refusedAt < REFUSED_PAUSE_MS
  }

  get refusals(): number {
    return this.#refusals
  }

  get closedUntil(): MonotonicMs {
    return this.#closedUntil
  }

  get lastContactAt(): Instant | null {
    return this.#lastContactAt
  }

  /** When the first try failed of those that have all failed since, heartbeats or alarms; null where none fails. */
  get failingSince(): MonotonicMs | null {
    const since = [this.#heartbeats, this.#alarms].flatMap((failing) => failing?.since ?? [])
    return since.length === 0 ? null : Math.min(...since)
  }

  /** Null where nothing fails. */
  get lastFailure(): SendFailure | null {
    return (this.#heartbeats ?? this.#alarms)?.code ?? null
  }

  get lastFault(): PathFault | null {
    return this.#lastFault
  }
}

function again(failing: Failing | null, code: SendFailure, now: MonotonicMs): Failing {
  return { since: failing?.since ?? now, misses: (failing?.misses ?? 0) + 1, code }
}
