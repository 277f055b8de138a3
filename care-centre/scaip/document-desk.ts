/** From a document to the database and the answer: nothing is accepted before it is on the disk. */
import { isoInstant, type Instant, type MonotonicMs } from '../../shared/domain/time.ts'
import type { ScaipRequest, ScaipResponse } from '../../shared/scaip/document.ts'
import { readIdentity, type OwnIdentity } from '../../shared/scaip/own-identity.ts'
import { writeResponse } from '../../shared/scaip/write-document.ts'
import type { Intake, IntakeAnswer } from '../intake/intake.ts'
import { judgeMessage, partialFingerprintOf, type JudgedBody } from '../intake/judge-message.ts'
import type { StationWatch } from '../intake/station-watch.ts'
import {
  lastVoiceAt,
  readExchange,
  readOpenAlarms,
  readPulse,
  rememberAlarm,
  rememberWords,
  writeExchange,
  writePulse,
  type Exchange,
  type StationPulse,
} from '../store/scaip-store.ts'
import type { Transaction } from '../store/transaction.ts'
import type { Caller } from './callers.ts'
import { messagesOf } from './device-messages.ts'
import { reportOf } from './device-report.ts'
import type { HeardDevices } from './heard-devices.ts'
import { heardAgain } from './silence-messages.ts'
import { intervalAfter } from './silence.ts'
import { stationMessageOf } from './station-message.ts'
import { voiceAnswer } from './voice-answer.ts'

/** A repeated pair of `cid` and `ref` gets the same answer for so long (scaip.md §9.3). */
export const EXCHANGE_KEPT_MS = 24 * 3_600_000

/** What a document costs of the intake's memory: none is longer than this over UDP. */
const DOCUMENT_BYTES = 2_000

const ACCEPTED = 0
const NOT_VALID = 3
/** The sender goes to the next receiver at once and comes back in the next round (scaip.md §6.11). */
const BUSY = 6

export interface DocumentDeskParts {
  readonly intake: Pick<Intake, 'take' | 'takeDecided'>
  readonly watch: Pick<StationWatch, 'hear'>
  readonly heard: HeardDevices
  readonly now: () => Instant
  readonly newId: () => string
  readonly onFailure: (error: unknown) => void
}

/** `pulse`: as it is stored with it. */
interface Decided extends Exchange {
  readonly pulse?: StationPulse | undefined
}

export class DocumentDesk {
  constructor(private readonly parts: DocumentDeskParts) {}

  /** The `mrs` as it is sent, once what it says is durable. */
  async take(request: ScaipRequest, caller: Caller): Promise<string> {
    const own = readIdentity(request.ite)
    try {
      return own === undefined
        ? await this.#device(request, caller)
        : await this.#station(own, request, caller)
    } catch (error) {
      this.parts.onFailure(error)
      return writeResponse({ ref: request.ref, snu: BUSY })
    }
  }

  /** A station of ours: its message has the same id by every path, which is all that a repeat needs. */
  async #station(own: OwnIdentity, request: ScaipRequest, { station }: Caller): Promise<string> {
    const now = this.parts.now()
    const isStop = own.kind === 'heartbeat' && own.data.stopping === true
    this.parts.watch.hear(station, isStop ? 'stopping' : null)
    const snu = await this.#store(station, stationBody(own, request, now))
    return writeResponse({ ref: request.ref, snu, ...(snu === ACCEPTED ? { mre: 0 } : {}) })
  }

  async #device(request: ScaipRequest, caller: Caller): Promise<string> {
    const { station } = caller
    const { heard } = this.parts
    const waits = { bytes: DOCUMENT_BYTES, isUrgent: isCritical(request) }
    const answer = await this.parts.intake.takeDecided(station, waits, async (transaction) => {
      const at = heard.monotonic()
      const { answer: words, messages, pulse } = await this.#decide(transaction, request, caller, at)
      const body = { messages: messages.map(judgeMessage), handled: [], isHeard: false } as const
      return { words, body, pulse, at }
    })
    if (answer.ok && answer.decided.pulse !== undefined) {
      heard.note(answer.decided.pulse, answer.decided.at)
    }
    const snu = snuOf(answer)
    return answer.ok && snu === ACCEPTED ? answer.decided.words : writeResponse({ ref: request.ref, snu })
  }

  /**
   * Called with the station locked, in the transaction that stores what is decided: an alarm that was open here is
   * open when the press is folded into it. A repeat of a document that is stored is nothing new, one that is not is
   * judged by what stands open now.
   */
  async #decide(
    transaction: Transaction,
    request: ScaipRequest,
    caller: Caller,
    at: MonotonicMs,
  ): Promise<Decided> {
    const { station } = caller
    const { cid, did = '' } = request
    const now = this.parts.now()
    const { newId } = this.parts
    const isBeat = request.mty === 'PI'
    const kept = { now, keptMs: EXCHANGE_KEPT_MS }
    const known = isBeat ? undefined : await readExchange(transaction, request, kept)
    if (known !== undefined) return { messages: [], answer: known }

    const open = await readOpenAlarms(transaction, station, cid)
    const ofDevice = open.filter((alarm) => alarm.did === did && !alarm.isSilence)
    const told = messagesOf(request, { open: ofDevice, now, newId })
    const messages = [...heardAgain(open, cid, now, newId), ...told]
    for (const raised of told.filter(({ type }) => type === 'alarm.raised')) {
      await rememberAlarm(transaction, raised, { station, cid, did }, now)
    }
    for (const message of told) await rememberWords(transaction, message, station)
    const pulse = await this.#hear(transaction, { cid, station, isBeat }, { now, at })

    const answer = isBeat
      ? { mre: 0 }
      : voiceAnswer(request, caller.voice, await lastVoiceAt(transaction, cid, now), now)
    const exchange = { messages, answer: writeResponse({ ref: request.ref, snu: ACCEPTED, ...answer }) }
    const voiceAt = (answer.mre ?? 0) === 0 ? null : now
    if (!isBeat) await writeExchange(transaction, request, { ...exchange, station, at: now, voiceAt })
    return { ...exchange, pulse }
  }

  /** A controller that never beats is not missed; one that does is heard by whatever it says. */
  async #hear(
    transaction: Transaction,
    { isBeat, ...who }: { readonly cid: string; readonly station: string; readonly isBeat: boolean },
    { now, at }: { readonly now: Instant; readonly at: MonotonicMs },
  ): Promise<StationPulse | undefined> {
    const before = await readPulse(transaction, who.cid)
    if (before === undefined && !isBeat) return undefined
    const beatAt = isBeat || before === undefined ? now : before.beatAt
    const gapMs = before === undefined ? undefined : this.parts.heard.sinceBeat(before, at)
    const intervalMs = isBeat ? intervalAfter(before, gapMs) : (before?.intervalMs ?? null)
    const pulse = { ...who, heardAt: now, beatAt, intervalMs, isSilent: false }
    await writePulse(transaction, pulse)
    return pulse
  }

  async #store(station: string, body: JudgedBody): Promise<ScaipResponse['snu']> {
    return snuOf(await this.parts.intake.take(station, body, DOCUMENT_BYTES))
  }
}

/** It goes before every heartbeat and battery that waits. */
function isCritical(request: ScaipRequest): boolean {
  const report = reportOf(request)
  return report.kind === 'alarm' && report.ring.priority === 'critical'
}

function snuOf(answer: IntakeAnswer): ScaipResponse['snu'] {
  if (!answer.ok) return BUSY
  return answer.reply.rejected.length > 0 ? NOT_VALID : ACCEPTED
}

function stationBody(own: OwnIdentity, request: ScaipRequest, now: Instant): JudgedBody {
  if (own.kind === 'heartbeat') {
    const message = { id: request.ref, type: 'heartbeat' as const, sentAt: isoInstant(now), data: own.data }
    return { messages: [{ kind: 'heartbeat', message }], handled: [] }
  }
  const judged = judgeMessage(stationMessageOf(own, request, now), 0)
  if (judged.kind !== 'alarm') return { messages: [judged], handled: [] }
  return {
    messages: [{ ...judged, fingerprint: partialFingerprintOf(judged.message) }],
    handled: [],
  }
}
