/**
 * Supervision of every way to the centre (scaip.md, section 7): "I am here" at the set interval, a miss repeated every
 * 5 s. A way that stands by is asked as often as the one in use, which is more than section 7 asks for: whichever is
 * lost, both sides know within 90 s. Each answer brings what the centre wants done.
 */
import { v7 as newId } from 'uuid'
import type { PathTest } from '../../shared/api/centre-paths.ts'
import type { HeartbeatMessage } from '../../shared/wire/centre-messages.ts'
import { isoInstant } from '../../shared/domain/time.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../services.ts'
import type { Courier } from './courier.ts'
import { Doorbell } from './doorbell.ts'
import type { SendResult } from './transport.ts'
import type { Way, Ways } from './ways.ts'

/** Shortest time between two heartbeats: a centre that repeats a command for ever is not asked in a circle. */
const SHORTEST_MS = 500
const ANSWER_LIMIT_MS = 5_000
const REPEAT_MS = 5_000
/** A way that is down is asked less and less often, so that a centre that comes back is not overrun. */
const DOWN_MS = [10_000, 20_000, 30_000]
const MISSES_BEFORE_DOWN = 3
const JITTER = 0.25

export interface BeatFacts {
  readonly misses: number
  readonly heartbeatMs: number
  /** In [0, 1). */
  readonly random: number
}

/** Milliseconds until the next heartbeat of a way. Pure. */
export function nextBeatMs({ misses, heartbeatMs, random }: BeatFacts): number {
  if (misses === 0) return heartbeatMs
  if (misses < MISSES_BEFORE_DOWN) return Math.min(REPEAT_MS, heartbeatMs)
  const downMs = DOWN_MS[Math.min(misses - MISSES_BEFORE_DOWN, DOWN_MS.length - 1)] ?? REPEAT_MS
  return Math.min(downMs * (1 - JITTER + JITTER * random), heartbeatMs)
}

export interface HeartbeatParts {
  readonly ways: Ways
  readonly courier: Courier
  readonly clock: Clock
  readonly log: Log
  readonly random: () => number
  readonly heartbeatMs: () => number
  readonly data: () => HeartbeatMessage['data']
}

interface Loop {
  readonly bell: Doorbell
  readonly pace: Doorbell
  isOver: boolean
  ended: Promise<void>
}

export class Heartbeats {
  readonly #loops = new Map<Way, Loop>()

  constructor(private readonly parts: HeartbeatParts) {}

  /** Begins for ways that are new, ends for those that are gone. */
  follow(): void {
    const { all } = this.parts.ways
    for (const [way, loop] of this.#loops) {
      if (!all.includes(way)) void this.#end(way, loop)
    }
    for (const way of all) {
      if (this.#loops.has(way)) continue
      const loop: Loop = {
        bell: new Doorbell(),
        pace: new Doorbell(),
        isOver: false,
        ended: Promise.resolve(),
      }
      this.#loops.set(way, loop)
      loop.ended = this.#run(way, loop)
    }
  }

  /** Says what is due now over the way in use, for a command that was refused and has no message of its own. */
  wake(): void {
    const { inUse } = this.parts.ways
    if (inUse !== undefined) this.#loops.get(inUse)?.bell.ring()
  }

  /** A way fails: whether the others stand is proven now and not at their next turn. */
  wakeAll(): void {
    for (const { bell } of this.#loops.values()) bell.ring()
  }

  async stop(): Promise<void> {
    const ended = [...this.#loops].map(([way, loop]) => this.#end(way, loop))
    await Promise.all(ended)
  }

  /**
   * The whole way and back, now: only an answer that acknowledges this very heartbeat proves it, and an alarm where
   * alarms do not pass.
   */
  async prove(way: Way): Promise<PathTest> {
    const { clock } = this.parts
    const startedAt = clock.mono()
    const result = await this.#ask(way)
    if (result === null) return { ok: false, code: 'bad-answer' }
    if (!result.ok) return { ok: false, code: result.code }
    const { lastFailure } = way.state
    if (lastFailure !== null) return { ok: false, code: lastFailure }
    return { ok: true, milliseconds: clock.mono() - startedAt }
  }

  /** One heartbeat now; what its answer brings is taken. Null where the answer could not be stored. */
  async beat(way: Way): Promise<SendResult | null> {
    const { courier, clock, data } = this.parts
    const sentAt = isoInstant(clock.wall())
    const heartbeat = { id: newId(), type: 'heartbeat', sentAt, data: data() } as const
    return await this.#stored(way, () => courier.beat(way, heartbeat, ANSWER_LIMIT_MS))
  }

  /** A heartbeat, and after it an alarm over a way that answers heartbeats alone. */
  async #ask(way: Way): Promise<SendResult | null> {
    const beaten = await this.beat(way)
    if (beaten?.ok !== true || !way.state.isDeaf) return beaten
    const tried = await this.#stored(way, () => this.parts.courier.tryAgain(way, ANSWER_LIMIT_MS))
    return tried === undefined ? beaten : tried
  }

  /** Null where the answer could not be stored. */
  async #stored<T>(way: Way, send: () => Promise<T>): Promise<T | null> {
    try {
      return await send()
    } catch (error) {
      // A full disk: the centre repeats its commands until they are reported.
      this.parts.log.error(
        { path: way.name, reason: error instanceof Error ? error.message : 'unknown' },
        'an answer of the centre to the heartbeat could not be stored',
      )
      return null
    }
  }

  #end(way: Way, loop: Loop): Promise<void> {
    loop.isOver = true
    loop.bell.ring()
    loop.pace.ring()
    this.#loops.delete(way)
    return loop.ended
  }

  async #run(way: Way, loop: Loop): Promise<void> {
    while (!loop.isOver) {
      await this.#ask(way)
      await loop.pace.wait(SHORTEST_MS)
      await loop.bell.wait(Math.max(0, this.#nextMs(way) - SHORTEST_MS))
    }
  }

  #nextMs(way: Way): number {
    const { clock, heartbeatMs, random } = this.parts
    const { misses, closedUntil } = way.state
    const closedMs = closedUntil - clock.mono()
    return Math.max(nextBeatMs({ misses, heartbeatMs: heartbeatMs(), random: random() }), closedMs)
  }
}
