/**
 * What we ask the stick and when (enocean-esp3.md, "Commands, responses, events"). Responses carry no command
 * code, so one command is outstanding at a time; reading the version every 30 s proves that the stick lives.
 */
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { MonotonicMs } from '../../shared/domain/time.ts'
import type { DriverEffect } from '../protocol-driver.ts'
import { SpeedSearch } from './speed-search.ts'
import { COMMAND, EVENT, RETURN_CODE, buildCommand, readBaseId, readVersion } from './stick-messages.ts'
import type { StickVersion } from './stick-messages.ts'

const ANSWER_MS = 500
const TRIES = 3
const PROOF_OF_LIFE_MS = 30_000
/** A stick that was silent is asked more often, so that its return is seen. */
const SILENT_RETRY_MS = 5000
/** What a line needs to run at another speed. */
const SPEED_SETTLES_MS = 100
/** After "duty cycle exceeded" nothing is sent for this long; the limit is 1 % of an hour. */
const DUTY_PAUSE_MS = 60_000
/** A telegram of ours that waits longer than the device listens is not sent any more. */
const MOST_WAITING = 4

type Question = 'version' | 'base-id' | 'telegram'

interface Outstanding {
  readonly question: Question
  readonly bytes: Uint8Array
  readonly sentAt: MonotonicMs
  readonly tries: number
}

interface Waiting {
  readonly bytes: Uint8Array
  readonly sendBefore: MonotonicMs
}

export class StickDialogue {
  /** Eight hex digits once the stick has told it: the sender of what we send. */
  baseId: string | null = null
  private version: StickVersion | null = null
  private outstanding: Outstanding | null = null
  private waiting: Waiting[] = []
  private versionDueAt: MonotonicMs = Infinity
  private baseIdOwed = false
  private identified = false
  private silent = false
  private restarted = false
  private pausedUntil: MonotonicMs = -Infinity
  private readonly speeds: SpeedSearch

  /** `baudRates`: that of the line, then others to look for the stick at. */
  constructor(baudRates: readonly number[]) {
    this.speeds = new SpeedSearch(baudRates)
  }

  /** It has answered since it was asked last who it is. */
  get answers(): boolean {
    return this.identified
  }

  open(now: MonotonicMs): readonly DriverEffect[] {
    this.outstanding = null
    return this.startUp(now)
  }

  /** A valid packet came, whatever it says: the line runs at the right speed. */
  heard(): readonly DriverEffect[] {
    const baudRate = this.speeds.found()
    return baudRate === undefined ? [] : [notice('stick-speed', { baudRate })]
  }

  /** Sends a telegram as soon as the stick is free; not at all after `sendBefore`. */
  send(bytes: Uint8Array, sendBefore: MonotonicMs, now: MonotonicMs): readonly DriverEffect[] {
    if (now < this.pausedUntil || this.waiting.length >= MOST_WAITING) return [notice('telegram-not-sent')]
    this.waiting.push({ bytes, sendBefore })
    return this.sendNext(now)
  }

  /** A RESPONSE packet came. One that answers nothing we asked is late and says no more than that it lives. */
  response(data: Uint8Array, now: MonotonicMs): readonly DriverEffect[] {
    const { outstanding } = this
    if (outstanding === null) return []
    const effects = this.takeAnswer(outstanding.question, data, now)
    if (effects === undefined) return []
    this.outstanding = null
    return [...effects, ...this.sendNext(now)]
  }

  /** An EVENT packet came. */
  event(data: Uint8Array, now: MonotonicMs): readonly DriverEffect[] {
    switch (data[0]) {
      case EVENT.ready: {
        // While it has not told its version yet, it has only just been plugged in.
        if (!this.identified) return []
        this.restarted = true
        this.outstanding = null
        const cause = data[1] ?? 0
        return [fault('stick-restarted', true), notice('stick-restarted', { cause }), ...this.startUp(now)]
      }
      case EVENT.dutyCycleLimit:
        return this.pause('duty-cycle-limit', now)
      case EVENT.transmitFailed:
        return [notice('transmit-failed')]
      default:
        return []
    }
  }

  due(now: MonotonicMs): readonly DriverEffect[] {
    const { outstanding } = this
    if (outstanding === null) return this.sendNext(now)
    if (now < outstanding.sentAt + ANSWER_MS) return []
    if (outstanding.question !== 'telegram' && outstanding.tries < TRIES) {
      return [this.ask({ ...outstanding, tries: outstanding.tries + 1 }, now)]
    }
    this.outstanding = null
    return [...this.gaveUp(outstanding.question, now), ...this.sendNext(now)]
  }

  nextDueAt(): MonotonicMs {
    return this.outstanding === null ? this.versionDueAt : this.outstanding.sentAt + ANSWER_MS
  }

  private startUp(now: MonotonicMs): readonly DriverEffect[] {
    this.identified = false
    this.baseIdOwed = true
    this.versionDueAt = now
    return this.sendNext(now)
  }

  private sendNext(now: MonotonicMs): readonly DriverEffect[] {
    if (this.outstanding !== null) return []
    const late = this.waiting.filter(({ sendBefore }) => sendBefore <= now)
    this.waiting = this.waiting.filter(({ sendBefore }) => sendBefore > now)
    const effects = late.map((): DriverEffect => notice('telegram-not-sent'))
    const telegram = this.waiting.shift()
    const tries = 1
    if (telegram !== undefined) {
      return [...effects, this.ask({ question: 'telegram', bytes: telegram.bytes, tries }, now)]
    }
    if (now >= this.versionDueAt) {
      return [...effects, this.ask({ question: 'version', bytes: READ_VERSION, tries }, now)]
    }
    if (this.baseIdOwed && this.identified) {
      return [...effects, this.ask({ question: 'base-id', bytes: READ_BASE_ID, tries }, now)]
    }
    return effects
  }

  private ask(asked: Omit<Outstanding, 'sentAt'>, now: MonotonicMs): DriverEffect {
    this.outstanding = { ...asked, sentAt: now }
    return { type: 'write', bytes: asked.bytes }
  }

  /** Undefined where the response cannot be the answer to this question: it came too late for an earlier one. */
  private takeAnswer(
    question: Question,
    data: Uint8Array,
    now: MonotonicMs,
  ): readonly DriverEffect[] | undefined {
    const returnCode = data[0] ?? RETURN_CODE.notSupported
    const isRefused = returnCode !== RETURN_CODE.done && data.length === 1
    switch (question) {
      case 'version': {
        const version = readVersion(data)
        if (version === undefined && !isRefused) return undefined
        const effects =
          version === undefined ? [notice('stick-refused', { command: COMMAND.readVersion, returnCode })] : []
        if (version !== undefined) this.version = version
        this.identified = true
        this.versionDueAt = now + PROOF_OF_LIFE_MS
        return [...effects, ...this.lives()]
      }
      case 'base-id': {
        const baseId = readBaseId(data)
        if (baseId === undefined && !isRefused) return undefined
        this.baseIdOwed = false
        if (baseId === undefined) {
          return [notice('stick-refused', { command: COMMAND.readBaseId, returnCode }), ...this.upAgain()]
        }
        this.baseId = baseId
        return [this.introduced(baseId), ...this.upAgain()]
      }
      case 'telegram':
        if (data.length !== 1) return undefined
        if (returnCode === RETURN_CODE.dutyCycleLock) return this.pause('duty-cycle-limit', now)
        return returnCode === RETURN_CODE.done ? [] : [notice('telegram-refused', { returnCode })]
      default:
        return assertNever(question)
    }
  }

  private gaveUp(question: Question, now: MonotonicMs): readonly DriverEffect[] {
    switch (question) {
      case 'version':
        return this.unanswered(now)
      case 'base-id':
        // It answers its version: asked again after the next one.
        this.identified = false
        return [notice('no-base-id'), ...this.upAgain()]
      case 'telegram':
        return [notice('telegram-not-sent')]
      default:
        return assertNever(question)
    }
  }

  /** At no speed: silent. */
  private unanswered(now: MonotonicMs): readonly DriverEffect[] {
    const next = this.speeds.next()
    const effects: DriverEffect[] =
      next === undefined ? [] : [{ type: 'line-speed', baudRate: next.baudRate }]
    if (next?.asksNow === true) {
      this.versionDueAt = now + SPEED_SETTLES_MS
      return effects
    }
    this.versionDueAt = now + SILENT_RETRY_MS
    if (this.silent) return effects
    this.silent = true
    this.identified = false
    this.baseIdOwed = true
    return [...effects, fault('stick-silent', true)]
  }

  /** Shown to the technician: which stick this is. */
  private introduced(baseId: string): DriverEffect {
    const { description = '', appVersion = '', chipId = '' } = this.version ?? {}
    return notice('stick-ready', { description, appVersion, chipId, baseId })
  }

  private lives(): readonly DriverEffect[] {
    if (!this.silent) return []
    this.silent = false
    return [fault('stick-silent', false)]
  }

  /** A restart is over when the stick has answered both questions. */
  private upAgain(): readonly DriverEffect[] {
    if (!this.restarted) return []
    this.restarted = false
    return [fault('stick-restarted', false)]
  }

  private pause(code: string, now: MonotonicMs): readonly DriverEffect[] {
    this.pausedUntil = now + DUTY_PAUSE_MS
    this.waiting = []
    return [notice(code)]
  }
}

const READ_VERSION = buildCommand(COMMAND.readVersion)
const READ_BASE_ID = buildCommand(COMMAND.readBaseId)

function fault(code: string, active: boolean): DriverEffect {
  return { type: 'port-fault', code, active }
}

function notice(code: string, data: Readonly<Record<string, string | number>> = {}): DriverEffect {
  return { type: 'notice', address: null, code, data }
}
