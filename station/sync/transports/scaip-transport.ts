/**
 * The centre as an alarm receiving centre over SIP (contract: "SCAIP"; scaip.md §3, §9). A 200 says that a document
 * arrived; only an `mrs` with `snu` 0 is a delivery. Commands do not come this way.
 */
import { createHash } from 'node:crypto'
import { SCAIP_MEDIA_TYPE, type ScaipRequest, type ScaipResponse } from '../../../shared/scaip/document.ts'
import {
  deviceTypeOf,
  heartbeatRequestOf,
  requestOf,
  shortened,
} from '../../../shared/scaip/message-document.ts'
import { readDocument } from '../../../shared/scaip/read-document.ts'
import { referenceOf } from '../../../shared/scaip/reference.ts'
import { writeRequest } from '../../../shared/scaip/write-document.ts'
import type { SipEndpoint, SipListenAddress, SipOutcome } from '../../../shared/sip/endpoint-types.ts'
import type { SipTls } from '../../../shared/sip/net.ts'
import type { MessagesReply, RejectedMessage, StationMessage } from '../../../shared/wire/centre-messages.ts'
import type { Registry } from '../../devices/registry.ts'
import type { Log } from '../../services.ts'
import type { MessagesBody, OutboxTransport, SendFailure, SendResult } from '../transport.ts'
import { ScaipAnswers } from './scaip-answers.ts'
import { ScaipGate } from './scaip-gate.ts'
import { ScaipLink } from './scaip-link.ts'
import { failed, verdictOfOutcome, verdictOfResponse, type Failed, type Verdict } from './scaip-verdict.ts'

/** Of one body: alarms side by side, so that a distant receiver does not make each wait for the one before. */
const MOST_MESSAGES = 8
/** Two lanes side by side. */
const MOST_UNDER_WAY = 2 * MOST_MESSAGES
/** Messages that went over another way are not asked for here again. */
const MOST_OWED = 100

export interface ScaipPath {
  /** `sip:sentral@192.0.2.10:5061;transport=tls` */
  readonly uri: string
  /** Of the station, for what concerns no resident with one of their own. */
  readonly cid: string
  /** Where answers may come besides the connection that we opened. */
  readonly listen: SipListenAddress | undefined
  readonly username: string | undefined
  readonly password: string | undefined
  readonly tls: SipTls
}

export class ScaipTransport implements OutboxTransport {
  readonly kind = 'scaip'
  readonly mostMessages = MOST_MESSAGES
  readonly carriesCommands = false
  readonly #gate = new ScaipGate(MOST_UNDER_WAY)
  readonly #link: ScaipLink
  readonly #answers = new ScaipAnswers((messageId) => {
    this.#onUnasked({ acknowledged: [messageId], rejected: [], commands: [] })
  })
  /** What failed in a body that was answered in part is said when it comes again first, so that the next way has it. */
  readonly #owed = new Map<string, Failed>()
  /** Ends the wait for an answer that nobody will use any more. */
  readonly #underWay = new Set<(code: SendFailure) => void>()
  #onUnasked: (reply: MessagesReply) => void = () => undefined
  #onStray: () => void = () => undefined

  constructor(
    private readonly path: ScaipPath,
    private readonly registry: () => Registry,
    log: Log,
  ) {
    const { listen, tls } = path
    const onAnswer = (response: ScaipResponse): boolean => {
      const isAwaited = this.#answers.take(response)
      if (!isAwaited) this.#onStray()
      return isAwaited
    }
    this.#link = new ScaipLink({ listen, tls, log, onAnswer })
  }

  listen(onReply: (reply: MessagesReply) => void, onStray: () => void): void {
    this.#onUnasked = onReply
    this.#onStray = onStray
  }

  async send({ messages }: MessagesBody, limitMs: number): Promise<SendResult> {
    const owed = this.#owed.get(messages[0]?.id ?? '')
    for (const { id } of messages) this.#owed.delete(id)
    if (owed !== undefined) return { ok: false, code: owed.code, retryAfterMs: owed.retryAfterMs }
    const endpoint = await this.#link.opened()
    if (endpoint === undefined) return { ok: false, code: 'unreachable', retryAfterMs: undefined }
    const until = performance.now() + limitMs
    const verdicts = new Map<string, Verdict>()
    await Promise.all(chainsOf(messages).map((chain) => this.#sendChain(endpoint, chain, until, verdicts)))
    return this.#resultOf(messages, verdicts)
  }

  async close(): Promise<void> {
    for (const end of this.#underWay) end('unreachable')
    await this.#link.close()
  }

  /** The messages of one alarm, each after the centre's answer to the one before. */
  async #sendChain(
    endpoint: SipEndpoint,
    chain: readonly StationMessage[],
    until: number,
    verdicts: Map<string, Verdict>,
  ): Promise<void> {
    for (const message of chain) {
      const urgency = 'alarmId' in message ? message.priority : 'heartbeat'
      const verdict = await this.#gate.through(urgency, () => this.#exchange(endpoint, message, until))
      verdicts.set(message.id, verdict)
      if (verdict.type === 'failed') return
    }
  }

  async #exchange(endpoint: SipEndpoint, message: StationMessage, until: number): Promise<Verdict> {
    const document = this.#documentOf(message)
    const verdict = await this.#try(endpoint, message.id, document, until)
    if (verdict.type !== 'shorten') return verdict
    const second = await this.#try(endpoint, message.id, shortened(document), until)
    return second.type === 'shorten' ? { type: 'rejected', code: 'too-long' } : second
  }

  /** Whatever comes first: the centre's answer, which may overtake the 200, a refusal by SIP, the end of the time. */
  async #try(
    endpoint: SipEndpoint,
    messageId: string,
    document: ScaipRequest,
    until: number,
  ): Promise<Verdict> {
    const awaited = this.#answers.await(document.ref, messageId)
    const answered = awaited.answer.then(verdictOfResponse)
    const limitMs = Math.max(1, until - performance.now())
    let end: (code: SendFailure) => void = () => undefined
    const over = new Promise<Verdict>((resolve) => {
      end = (code) => resolve(failed(code))
    })
    const timer = setTimeout(end, limitMs, 'timeout')
    this.#underWay.add(end)
    const { uri, username, password } = this.path
    const plain = uri.replace(/^sips?:/, 'sip:').replace(/(?::[0-9]+)?(?:;.*)?$/, '')
    const sent = endpoint.request({
      uri,
      // Large receivers refuse a document whose `cid` is not the user of From (scaip.md §2).
      from: plain.replace(/^sip:[^@]*/, `sip:${document.cid}`),
      to: plain,
      contentType: SCAIP_MEDIA_TYPE,
      body: writeRequest(document),
      credentials: username === undefined ? undefined : { username, password: password ?? '' },
      limitMs,
    })
    try {
      const refused = sent.then((outcome) => {
        this.#takeInside(outcome)
        return verdictOfOutcome(outcome) ?? answered
      })
      return await Promise.race([answered, refused, over])
    } finally {
      clearTimeout(timer)
      this.#underWay.delete(end)
      awaited.end()
    }
  }

  /** Some receivers put the `mrs` into their 200 (scaip.md §3). */
  #takeInside(outcome: SipOutcome): void {
    const read = outcome.ok && outcome.body !== '' ? readDocument(outcome.body) : undefined
    if (read?.kind === 'mrs') this.#answers.take(read.response)
  }

  #documentOf(message: StationMessage): ScaipRequest {
    const ref = referenceOf(message.id, (text) => createHash('sha256').update(text).digest())
    if (!('alarmId' in message)) return heartbeatRequestOf(message, { ref, cid: this.path.cid })
    const registry = this.registry()
    const device = registry.device(message.deviceId ?? '')
    return requestOf(message, {
      ref,
      cid: registry.resident(message.residentRef ?? '')?.cid ?? this.path.cid,
      did: device?.did ?? undefined,
      deviceType: device === undefined ? undefined : deviceTypeOf(device.protocol),
    })
  }

  #resultOf(messages: readonly StationMessage[], verdicts: ReadonlyMap<string, Verdict>): SendResult {
    const acknowledged: string[] = []
    const rejected: RejectedMessage[] = []
    const failures = new Map<string, Failed>()
    for (const [index, { id }] of messages.entries()) {
      const verdict = verdicts.get(id)
      if (verdict?.type === 'accepted') acknowledged.push(id)
      else if (verdict?.type === 'failed') failures.set(id, verdict)
      else if (verdict?.type === 'rejected') {
        rejected.push({ id, index, code: verdict.code, message: 'refused by the alarm receiving centre' })
      }
    }
    const [failure] = failures.values()
    if (failure !== undefined && acknowledged.length + rejected.length === 0) {
      return { ok: false, code: failure.code, retryAfterMs: failure.retryAfterMs }
    }
    if (this.#owed.size > MOST_OWED) this.#owed.clear()
    for (const [id, verdict] of failures) this.#owed.set(id, verdict)
    return { ok: true, reply: { acknowledged, rejected, commands: [] } }
  }
}

/** By alarm, in the order in which they came; a heartbeat stands alone. */
function chainsOf(messages: readonly StationMessage[]): (readonly StationMessage[])[] {
  const chains = new Map<string, StationMessage[]>()
  for (const message of messages) {
    const key = 'alarmId' in message ? message.alarmId : message.id
    const chain = chains.get(key)
    if (chain === undefined) chains.set(key, [message])
    else chain.push(message)
  }
  return [...chains.values()]
}
