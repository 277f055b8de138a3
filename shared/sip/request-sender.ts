/** Sends MESSAGE requests and waits for their final answers: line, repeats, digest, one total time limit. */
import { destinationOf, parseSipUri } from './addresses.ts'
import { BRANCH_COOKIE, messageRequest } from './build-message.ts'
import {
  beginClientTransaction,
  nextClientTransaction,
  TRANSACTION_MS,
  type ClientEffect,
  type ClientStep,
} from './client-transaction.ts'
import { CredentialsBook } from './credentials-book.ts'
import type {
  SipEndpointParts,
  SipFailure,
  SipOutcome,
  SipPeer,
  SipRequest,
  SipTraffic,
} from './endpoint-types.ts'
import type { Line } from './line.ts'
import { valueOf, type SipResponseMessage } from './message.ts'
import type { SipAddress, SipNetFailure, SipTransportKind } from './net.ts'
import { assertNever } from '../domain/assert-never.ts'
import { UnderWay } from './under-way.ts'
import { decodeUtf8 } from './utf8.ts'
import { isFieldText, writeMessage } from './write-message.ts'

/** Over UDP a longer request may be cut by the network and goes over TCP instead (RFC 3261 18.1.1). */
const LONGEST_UDP_BYTES = 1_300
/** First, proxy's challenge, receiver's challenge, and once each a nonce that was too old. */
const MOST_ROUNDS = 5

export interface Lines {
  open(kind: SipTransportKind, to: SipAddress): Promise<Line | SipNetFailure>
  /** Ends a try to connect that took too long. */
  abandon(kind: SipTransportKind, to: SipAddress): void
  /** The line to a peer that spoke to us, while there is one. */
  back(peer: SipPeer): Promise<Line | SipNetFailure> | undefined
}

export interface RequestSenderParts extends Pick<SipEndpointParts, 'hash' | 'randomHex' | 'after'> {
  readonly lines: Lines
  readonly onSent: (traffic: Omit<SipTraffic, 'direction'>) => void
  /** A request had no place, or made room for another. */
  readonly onOverload: () => void
}

type Over = 'timeout' | 'too-many'

/** The time that a request has left, for all of its rounds together. */
interface Limit {
  readonly over: Promise<Over>
  /** Now, to make room. */
  readonly cut: () => void
  readonly end: () => void
}

export class RequestSender {
  readonly #waiting = new Map<string, (response: SipResponseMessage) => void>()
  readonly #ends = new Set<() => void>()
  readonly #credentials: CredentialsBook
  readonly #underWay = new UnderWay()
  #isStopped = false

  constructor(private readonly parts: RequestSenderParts) {
    this.#credentials = new CredentialsBook(parts)
  }

  async request(request: SipRequest): Promise<SipOutcome> {
    if (this.#isStopped) return { ok: false, code: 'stopped' }
    const { share } = request
    if (share === undefined && this.#underWay.isFull) {
      this.parts.onOverload()
      return { ok: false, code: 'too-many' }
    }
    const uri = parseSipUri(request.uri)
    const to = uri === undefined ? undefined : destinationOf(uri)
    const texts = [request.uri, request.from, request.to, request.contentType]
    if (to === undefined || !texts.every(isFieldText)) return { ok: false, code: 'bad-address' }
    const limit = this.#limit(Math.min(request.limitMs ?? TRANSACTION_MS, TRANSACTION_MS))
    const leave = this.#underWay.enter(share, limit.cut)
    try {
      return await this.#rounds(request, to, limit)
    } finally {
      leave()
      limit.end()
    }
  }

  /** True where somebody waited for it. */
  answered(branch: string, response: SipResponseMessage): boolean {
    const take = this.#waiting.get(branch)
    take?.(response)
    return take !== undefined
  }

  stop(): void {
    this.#isStopped = true
    for (const end of this.#ends) end()
  }

  async #rounds(
    request: SipRequest,
    to: SipAddress & { kind: SipTransportKind },
    limit: Limit,
  ): Promise<SipOutcome> {
    const { randomHex } = this.parts
    const place = `${request.credentials?.username ?? ''} ${to.kind} ${to.host} ${to.port}`
    const callId = randomHex(16)
    const fromTag = randomHex(8)
    const answered = new Set<string>()
    let hasReopened = false
    for (let sequence = 1; sequence <= MOST_ROUNDS; sequence += 1) {
      const authorization =
        request.credentials === undefined
          ? []
          : this.#credentials.fieldsFor(place, request.credentials, 'MESSAGE', request.uri)
      const branch = `${BRANCH_COOKIE}${randomHex(12)}`
      const write = (line: Line): Uint8Array =>
        writeMessage(
          messageRequest({
            ...request,
            fromTag,
            callId,
            sequence,
            branch,
            kind: line.peer.kind,
            local: line.local,
            authorization,
          }),
        )
      const line = await Promise.race([this.#line(request, to, write), limit.over])
      if (typeof line === 'string') {
        if (line === 'timeout') this.parts.lines.abandon(to.kind, to)
        return { ok: false, code: line }
      }
      this.parts.onSent({ peer: line.peer, what: 'MESSAGE', callId, body: request.body })
      const response = await this.#exchange(line, branch, write(line), limit)
      if (typeof response === 'string') {
        // A connection that stood may have been cut unseen: once anew, the same document again.
        if (response !== 'closed' || line.isFresh || hasReopened) return { ok: false, code: response }
        hasReopened = true
        continue
      }
      const isAsked = response.status === 401 || response.status === 407
      if (
        isAsked &&
        request.credentials !== undefined &&
        this.#credentials.learn(place, response, answered)
      ) {
        continue
      }
      return outcomeOf(response)
    }
    return { ok: false, code: 'timeout' }
  }

  async #line(
    request: SipRequest,
    to: SipAddress & { kind: SipTransportKind },
    write: (line: Line) => Uint8Array,
  ): Promise<Line | SipFailure> {
    const { lines } = this.parts
    const back = request.peer === undefined ? undefined : await lines.back(request.peer)
    if (back !== undefined) return back
    const line = await lines.open(to.kind, to)
    if (typeof line === 'string' || to.kind !== 'udp' || write(line).length <= LONGEST_UDP_BYTES) return line
    const stream = await lines.open('tcp', to)
    return typeof stream === 'string' ? line : stream
  }

  #exchange(
    line: Line,
    branch: string,
    bytes: Uint8Array,
    limit: Limit,
  ): Promise<SipResponseMessage | SipFailure> {
    return new Promise((resolve) => {
      const ends = new Map<ClientEffect['type'] | 'line', () => void>()
      let failure: SipFailure = 'timeout'
      let response: SipResponseMessage | undefined
      const finish = (): void => {
        for (const end of ends.values()) end()
        this.#waiting.delete(branch)
        this.#ends.delete(stop)
      }
      const fail = (code: SipFailure): void => {
        failure = code
        run(nextClientTransaction(state, { type: code === 'timeout' ? 'time-over' : 'line-failed' }))
      }
      const stop = (): void => {
        fail('stopped')
        run(nextClientTransaction(state, { type: 'linger-over' }))
      }
      const later = (type: ClientEffect['type'], ms: number, callback: () => void): void => {
        ends.get(type)?.()
        ends.set(type, this.parts.after(ms, callback))
      }
      const apply = (effect: ClientEffect): void => {
        switch (effect.type) {
          case 'send':
            line.send(bytes)
            return
          case 'repeat-in':
            later(effect.type, effect.ms, () => run(nextClientTransaction(state, { type: 'repeat-due' })))
            return
          case 'give-up-in':
            later(effect.type, effect.ms, () => fail('timeout'))
            return
          case 'linger':
            later(effect.type, effect.ms, () => run(nextClientTransaction(state, { type: 'linger-over' })))
            return
          case 'report':
            ends.get('repeat-in')?.()
            ends.get('give-up-in')?.()
            if (response !== undefined) resolve(response)
            return
          case 'fail':
            if (effect.code === 'timeout') line.giveUp()
            resolve(failure)
            return
          default:
            assertNever(effect)
        }
      }
      let { state } = beginClientTransaction(line.isReliable)
      const run = (step: ClientStep): void => {
        state = step.state
        for (const effect of step.effects) apply(effect)
        if (state.phase === 'terminated') finish()
      }
      this.#waiting.set(branch, (received) => {
        response ??= received.status >= 200 ? received : undefined
        run(nextClientTransaction(state, { type: 'answered', status: received.status }))
      })
      this.#ends.add(stop)
      ends.set('line', line.onFailure(fail))
      void limit.over.then(fail)
      run(beginClientTransaction(line.isReliable))
    })
  }

  #limit(ms: number): Limit {
    let cut: () => void = () => undefined
    let end: () => void = () => undefined
    const over = new Promise<Over>((resolve) => {
      cut = () => {
        this.parts.onOverload()
        resolve('too-many')
      }
      end = this.parts.after(ms, () => resolve('timeout'))
    })
    return { over, cut, end }
  }
}

function outcomeOf(response: SipResponseMessage): SipOutcome {
  const retryAfter = /^[0-9]{1,6}/.exec(valueOf(response, 'retry-after') ?? '')
  return {
    ok: true,
    status: response.status,
    retryAfterMs: retryAfter === null ? undefined : Number(retryAfter[0]) * 1000,
    contentType: valueOf(response, 'content-type')?.split(';', 1)[0]?.trim().toLowerCase(),
    body: decodeUtf8(response.body),
  }
}
