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
/** Not every C1001 firmware reports a fall by itself (mr60fda.md, section 7). */
const C1001_FALL_POLL_MS = 1000

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

  constructor(private readonly variant: RadarVariant) {}

  /** A person who fell while the station was off must raise an alarm: fall first. */
  open(now: MonotonicMs): Uint8Array[] {
    this.waiting.push(FALL, PRESENCE, HEARTBEAT)
    this.heartbeatDueAt = now + HEARTBEAT_MS
    if (this.variant === 'r60-c1001') this.fallPollDueAt = now + C1001_FALL_POLL_MS
    return this.sendNext(now)
  }

  /** A valid frame came; it may be the answer, or a report that crossed it. */
  heard(frame: R60Frame, now: MonotonicMs): Uint8Array[] {
    const asked = this.outstanding?.query
    if (asked === undefined || asked.control !== frame.control || asked.command !== frame.command) return []
    this.outstanding = null
    this.owed.delete(asked)
    if (asked === HEARTBEAT) {
      for (const query of this.owed) this.ask(query)
      this.owed.clear()
    }
    return this.sendNext(now)
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
      // A radar that was away may have been restarted, and a restart forgets to report what already is.
      for (const level of query === HEARTBEAT ? [FALL, PRESENCE] : [query]) this.owed.add(level)
    }
    return this.sendNext(now)
  }

  nextDueAt(): MonotonicMs {
    if (this.outstanding !== null) {
      return Math.min(this.outstanding.sentAt + REPEAT_MS, this.outstanding.firstSentAt + GIVE_UP_MS)
    }
    return Math.min(this.heartbeatDueAt, this.fallPollDueAt)
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
      this.fallPollDueAt = now + C1001_FALL_POLL_MS
      this.ask(FALL)
    }
    const query = this.waiting.shift()
    if (query === undefined) return []
    this.outstanding = { query, firstSentAt: now, sentAt: now }
    return [query.bytes]
  }
}

function query(control: number, command: number, bytes: Uint8Array): Query {
  return { control, command, bytes }
}
