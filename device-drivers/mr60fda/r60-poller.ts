/**
 * What we ask an R60 radar and when (mr60fda.md, "Rules of the dialogue" and section 5). One outstanding query
 * at a time, matched by group and command, repeated after 1 s, given up after 5 s. Reads no clock.
 */
import type { MonotonicMs } from '../../shared/domain/time.ts'
import { OpenQuestion } from './open-question.ts'
import { encodeR60Command, interpretR60 } from './r60-codec.ts'
import type { R60Frame } from './r60-frame-parser.ts'
import type { SettingsDialogue, SettingsStep } from './settings-dialogue.ts'
import type { RadarVariant } from './variants.ts'

interface Query {
  readonly type: 'query'
  readonly bytes: Uint8Array
  /** Group and command. */
  readonly answer: number
  readonly repeatMs: number
  readonly giveUpMs: number
}

const REPEAT_MS = 1000
const GIVE_UP_MS = 5000
const HEARTBEAT_MS = 10_000
/** Not every C1001 firmware reports a fall by itself (mr60fda.md, section 7); also the least pause in doubt. */
const FALL_POLL_MS = 1000

const HEARTBEAT = query(0x0101, encodeR60Command({ kind: 'heartbeat' }))
const FALL = query(0x8381, encodeR60Command({ kind: 'get-fall-state' }))
const PRESENCE = query(0x8081, encodeR60Command({ kind: 'get-presence' }))

export class R60Poller {
  private readonly waiting: Query[] = []
  /** Levels that nobody answered: asked again when the radar shows that it lives. */
  private readonly owed = new Set<Query>()
  private readonly open = new OpenQuestion<Query | SettingsStep>()
  private heartbeatDueAt: MonotonicMs = Infinity
  private fallPollDueAt: MonotonicMs = Infinity
  private fallAskedAt: MonotonicMs = -Infinity
  private settingsTurn = false

  constructor(
    private readonly variant: RadarVariant,
    private readonly settings: SettingsDialogue,
  ) {}

  /** A person who fell while the station was off must raise an alarm: fall first. */
  start(now: MonotonicMs): Uint8Array[] {
    this.waiting.push(FALL, PRESENCE, HEARTBEAT)
    this.heartbeatDueAt = now + HEARTBEAT_MS
    if (this.variant === 'r60-c1001') this.fallPollDueAt = now + FALL_POLL_MS
    return this.sendNext(now)
  }

  /** A valid frame came; it may be the answer, or a report that crossed it. */
  heard(frame: R60Frame, now: MonotonicMs): Uint8Array[] {
    const { asked, wasRepeated } = this.open
    if (asked?.answer !== ((frame.control << 8) | frame.command)) return []
    this.open.close()
    if (asked.type !== 'query') {
      if (asked.type === 'restart') this.oweLevels()
      this.settings.answered(asked, interpretR60(frame))
      return this.sendNext(now)
    }
    this.owed.delete(asked)
    if (asked === HEARTBEAT) {
      if (wasRepeated) this.oweLevels()
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
    const due = this.open.due(now)
    if (due !== null && 'again' in due) return [due.again]
    if (due !== null) this.gaveUp(due.givenUp)
    return this.sendNext(now)
  }

  nextDueAt(): MonotonicMs {
    if (this.open.asked !== undefined) return this.open.nextDueAt()
    return Math.min(this.heartbeatDueAt, this.fallPollDueAt, this.settings.nextAt())
  }

  private gaveUp(asked: Query | SettingsStep): void {
    if (asked === HEARTBEAT) this.oweLevels()
    else if (asked.type === 'query') this.owed.add(asked)
    else this.settings.unanswered(asked)
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
    if (this.open.asked !== undefined) return []
    if (now >= this.heartbeatDueAt) {
      this.heartbeatDueAt = now + HEARTBEAT_MS
      this.ask(HEARTBEAT)
    }
    if (now >= this.fallPollDueAt) {
      this.fallPollDueAt = this.variant === 'r60-c1001' ? now + FALL_POLL_MS : Infinity
      this.ask(FALL)
    }
    const next = this.takeNext(now)
    if (next === undefined) return []
    this.settingsTurn = next.type === 'query'
    if (next === FALL) this.fallAskedAt = now
    return [this.open.ask(next, now)]
  }

  /** In turn: settings do not hold back the question for a fall, and a radar that is mute does not hold back them. */
  private takeNext(now: MonotonicMs): Query | SettingsStep | undefined {
    const setting = this.settingsTurn || this.waiting.length === 0 ? this.settings.next(now) : undefined
    return setting ?? this.waiting.shift()
  }
}

function query(answer: number, bytes: Uint8Array): Query {
  return { type: 'query', answer, bytes, repeatMs: REPEAT_MS, giveUpMs: GIVE_UP_MS }
}
