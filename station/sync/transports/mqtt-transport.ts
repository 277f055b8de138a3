/** The centre over any MQTT 5 broker (contract: "MQTT"). A PUBACK is no delivery; only an answer on `replies` is. */
import { randomBytes } from 'node:crypto'
import type { MessagesReply, StationMessage } from '../../../shared/wire/centre-messages.ts'
import { reconnectPause } from './reconnect-pause.ts'
import { readReply } from '../read-reply.ts'
import type { MessagesBody, OutboxTransport, SendFailure, SendResult } from '../transport.ts'
import { refusalOf } from './mqtt-failure.ts'
import { MqttLink, type MqttPath } from './mqtt-link.ts'

/** Most messages of one body: small enough that a critical alarm never waits long behind one. */
const MOST_MESSAGES = 50
/** A broker that takes connections and drops them before they were of use is not asked more often than one that is gone. */
const STANDS_AFTER_MS = 10_000
/** What must be sent ends a pause, but not more often than this. */
const SHORTEST_PAUSE_MS = 1_000

interface Asked {
  readonly messages: readonly StationMessage[]
  readonly settle: (result: SendResult) => void
}

export class MqttTransport implements OutboxTransport {
  readonly kind = 'mqtt'
  readonly mostMessages = MOST_MESSAGES
  readonly carriesCommands = true
  /** Bodies that wait for their answer, by correlation. */
  readonly #asked = new Map<string, Asked>()
  /** Being opened, or standing. */
  #link: MqttLink | undefined
  #again: NodeJS.Timeout | undefined
  #openedAt = Number.NEGATIVE_INFINITY
  /** An answer has come since it was opened. */
  #isOfUse = false
  #failures = 0
  #why: SendFailure = 'unreachable'
  #closed = false
  #onUnasked: (reply: MessagesReply) => void = () => undefined
  #onStray: () => void = () => undefined

  constructor(
    private readonly path: MqttPath,
    private readonly station: string,
    private readonly random: () => number = Math.random,
  ) {}

  listen(onReply: (reply: MessagesReply) => void, onStray: () => void): void {
    this.#onUnasked = onReply
    this.#onStray = onStray
  }

  async send(body: MessagesBody, limitMs: number): Promise<SendResult> {
    const startedAt = performance.now()
    const link = await this.#standing(limitMs)
    if (!(link instanceof MqttLink)) return failed(link)
    const text = JSON.stringify(body)
    // The topic and the header of a packet go off what the broker takes.
    if (Buffer.byteLength(text) + 1024 > link.longestBody) return failed('too-large')
    return this.#ask(link, body, text, Math.max(0, limitMs - (performance.now() - startedAt)))
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#again)
    await this.#link?.close()
  }

  #ask(link: MqttLink, { messages }: MessagesBody, text: string, limitMs: number): Promise<SendResult> {
    return new Promise((resolve) => {
      const correlation = randomBytes(12).toString('base64url')
      let atBroker = false
      const settle = (result: SendResult): void => {
        clearTimeout(timer)
        this.#asked.delete(correlation)
        resolve(result)
      }
      const timer = setTimeout(() => {
        // Not even the broker has said a word: the connection is half open, and a new one comes sooner than TCP's own.
        if (!atBroker) link.drop()
        settle(failed('timeout'))
      }, limitMs)
      this.#asked.set(correlation, { messages, settle })
      link.publish(text, correlation, (outcome) => {
        if (outcome === 'taken') atBroker = true
        else settle(failed(outcome))
      })
    })
  }

  /** The link, or why there is none within the time. */
  async #standing(limitMs: number): Promise<MqttLink | SendFailure> {
    const isPausing = this.#link === undefined && performance.now() - this.#openedAt < SHORTEST_PAUSE_MS
    if (this.#closed || isPausing) return this.#why
    const link = this.#link ?? this.#open()
    const limit = timeLimit(limitMs)
    const stands = await Promise.race([link.standing, limit.over])
    limit.lift()
    if (stands === 'over') return 'timeout'
    return stands ? link : this.#why
  }

  #open(): MqttLink {
    clearTimeout(this.#again)
    const openedAt = performance.now()
    this.#openedAt = openedAt
    this.#isOfUse = false
    this.#link = new MqttLink(this.path, this.station, {
      onReply: (payload, correlation) => this.#answered(payload, correlation),
      onClosed: (why) => this.#lost(why, performance.now() - openedAt),
    })
    return this.#link
  }

  #lost(why: SendFailure, stoodMs: number): void {
    this.#link = undefined
    this.#why = why
    this.#failures = this.#isOfUse || stoodMs >= STANDS_AFTER_MS ? 1 : this.#failures + 1
    // The answer to what the broker has taken may still come with the next link, unasked then.
    for (const { settle } of [...this.#asked.values()]) settle(failed(why))
    if (this.#closed) return
    this.#again = setTimeout(
      () => {
        this.#open()
      },
      reconnectPause(this.#failures, this.random()),
    )
  }

  /** An answer is known by its correlation, or, where a centre does not give that back, by the ids in it. */
  #answered(payload: Buffer, correlation: string | undefined): void {
    this.#isOfUse = true
    const answer = parseJson(payload)
    const asked =
      (correlation === undefined ? undefined : this.#asked.get(correlation)) ?? this.#askedBy(answer)
    const refusal = refusalOf(answer)
    if (refusal !== undefined) {
      asked?.settle(failed(refusal))
      return
    }
    const reply = readReply(answer, asked?.messages ?? [])
    if (asked === undefined) {
      if (reply === undefined) this.#onStray()
      else this.#onUnasked(reply)
    } else {
      asked.settle(reply === undefined ? failed('bad-answer') : { ok: true, reply })
    }
  }

  #askedBy(answer: unknown): Asked | undefined {
    const reply = readReply(answer, [])
    const named = new Set([...(reply?.acknowledged ?? []), ...(reply?.rejected ?? []).map(({ id }) => id)])
    return [...this.#asked.values()].find(({ messages }) => messages.some(({ id }) => named.has(id)))
  }
}

function failed(code: SendFailure): SendResult {
  return { ok: false, code, retryAfterMs: undefined }
}

function timeLimit(ms: number): { readonly over: Promise<'over'>; readonly lift: () => void } {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<'over'>((resolve) => {
    timer = setTimeout(() => resolve('over'), ms)
  })
  return { over, lift: () => clearTimeout(timer) }
}

function parseJson(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'))
  } catch {
    return undefined
  }
}
