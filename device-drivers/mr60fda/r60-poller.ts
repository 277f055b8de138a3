/**
 * What we ask an R60 radar and when (mr60fda.md, "Rules of the dialogue" and section 5). One outstanding query
 * at a time, matched by group and command, repeated after 1 s, given up after 5 s. Reads no clock.
 */
import type { MonotonicMs } from '../../shared/domain/time.ts'
import { encodeR60Command } from './r60-codec.ts'
import type { R60Frame } from './r60-frame-parser.ts'
import type { RadarVariant } from './variants.ts'

interface Query {
  readonly control: number
  readonly command: number
  readonly bytes: Uint8Array
}

const REPEAT_MS = 1000
const GIVE_UP_MS = 5000
const HEARTBEAT_MS = 10_000
/** Not every C1001 firmware reports a fall by itself (mr60fda.md, section 7); also the least pause in doubt. */
const FALL_POLL_MS = 1000

const HEARTBEAT = query(0x01, 0x01, encodeR60Command({ kind: 'heartbeat' }))
const FALL = query(0x83, 0x81, encodeR60Command({ kind: 'get-fall-state' }))
const PRESENCE = query(0x80, 0x81, encodeR60Command({ kind: 'get-presence' }))

export class R60Poller {
  private readonly waiting: Query[] = []
  /** Levels that nobody answered: asked again when the radar shows that it lives. */
  private readonly owed = new Set<Query>()
  private outstanding: { query: Query; firstSentAt: MonotonicMs; sentAt: MonotonicMs } | null = null
  private heartbeatDueAt: MonotonicMs = Infinity
  private fallPollDueAt: MonotonicMs = Infinity
  private fallAskedAt: MonotonicMs = -Infinity

  constructor(private readonly variant: RadarVariant) {}

  /** A person who fell while the station was off must raise an alarm: fall first. */
  open(now: MonotonicMs): Uint8Array[] {
    this.waiting.push(FALL, PRESENCE, HEARTBEAT)
    this.heartbeatDueAt = now + HEARTBEAT_MS
    if (this.variant === 'r60-c1001') this.fallPollDueAt = now + FALL_POLL_MS
    return this.sendNext(now)
  }

  /** A valid frame came; it may be the answer, or a report that crossed it. */
  heard(frame: R60Frame, now: MonotonicMs): Uint8Array[] {
    const asked = this.outstanding?.query
    if (asked === undefined || asked.control !== frame.control || asked.command !== frame.command) return []
    const missed = this.outstanding !== null && this.outstanding.sentAt > this.outstanding.firstSentAt
    this.outstanding = null
    this.owed.delete(asked)
    if (asked === HEARTBEAT) {
      if (missed) this.oweLevels()
      for (const query of this.owed) this.ask(query)
      this.owed.clear()
    }
    return this.sendNext(now)
  }

  /** Bytes were damaged or lost. It may have been the fall, and an R60 tells it only once: ask. */
  doubt(now: MonotonicMs): void {
    this.fallPollDueAt = Math.min(this.fallPollDueAt, Math.max(now, this.fallAskedAt + FALL_POLL_MS))
  }

  due(now: MonotonicMs): Uint8Array[] {
    if (this.outstanding !== null) {
      const { query, firstSentAt, sentAt } = this.outstanding
      if (now - firstSentAt < GIVE_UP_MS) {
        if (now - sentAt < REPEAT_MS) return []
        this.outstanding.sentAt = now
        return [query.bytes]
      }
      this.outstanding = null
      if (query === HEARTBEAT) this.oweLevels()
      else this.owed.add(query)
    }
    return this.sendNext(now)
  }

  nextDueAt(): MonotonicMs {
    if (this.outstanding !== null) {
      return Math.min(this.outstanding.sentAt + REPEAT_MS, this.outstanding.firstSentAt + GIVE_UP_MS)
    }
    return Math.min(this.heartbeatDueAt, this.fallPollDueAt)
  }

  /** A radar that was away may have been restarted, and does not report what already is. */
  private oweLevels(): void {
    this.owed.add(FALL)
    this.owed.add(PRESENCE)
  }

  private ask(query: Query): void {
    if (!this.waiting.includes(query)) this.waiting.push(query)
  }

  private sendNext(now: MonotonicMs): Uint8Array[] {
    if (this.outstanding !== null) return []
    if (now >= this.heartbeatDueAt) {
      this.heartbeatDueAt = now + HEARTBEAT_MS
      this.ask(HEARTBEAT)
    }
    if (now >= this.fallPollDueAt) {
      this.fallPollDueAt = this.variant === 'r60-c1001' ? now + FALL_POLL_MS : Infinity
      this.ask(FALL)
    }
    const query = this.waiting.shift()
    if (query === undefined) return []
    if (query === FALL) this.fallAskedAt = now
    this.outstanding = { query, firstSentAt: now, sentAt: now }
    return [query.bytes]
  }
}

function query(control: number, command: number, bytes: Uint8Array): Query {
  return { control, command, bytes }
}
