/** Answers what others send: MESSAGE by the handler, OPTIONS with 200, everything else with a refusal. */
import { answerAddress, answerTo, BRANCH_COOKIE } from './build-message.ts'
import { parseNameAddress, topVia, userOf } from './addresses.ts'
import type { SipAnswer, SipEndpointParts, SipHandler, SipIncoming, SipPeer } from './endpoint-types.ts'
import type { Line } from './line.ts'
import { listOf, valueOf, valuesOf, type SipField, type SipRequestMessage } from './message.ts'
import type { SipAddress } from './net.ts'
import { beginServerTransaction, nextServerTransaction, type ServerInput } from './server-transaction.ts'
import type { Tally } from './tally.ts'
import { decodeUtf8 } from './utf8.ts'
import { isFieldText, writeMessage } from './write-message.ts'

/** Answered requests that are kept for their repeats over UDP; the oldest is forgotten first. */
const MOST_TRANSACTIONS = 10_000
/** Requests that the handler has not answered yet; more is told to come later. */
const MOST_UNANSWERED = 1_000

const ALLOWED = 'MESSAGE, OPTIONS'
/** Methods that exist (405); others do not (501). */
const KNOWN_METHODS = new Set(
  'ACK BYE CANCEL INFO INVITE NOTIFY PRACK PUBLISH REFER REGISTER SUBSCRIBE UPDATE'.split(' '),
)
/** Without these nobody can be answered (RFC 3261 8.1.1). */
const NEEDED = ['via', 'from', 'to', 'call-id', 'cseq'] as const

interface Transaction {
  state: ReturnType<typeof beginServerTransaction>
  answer: Uint8Array | undefined
  end: (() => void) | undefined
}

export interface RequestAnswererParts extends Pick<SipEndpointParts, 'randomHex' | 'after'> {
  readonly handler: SipHandler
  readonly tally: Tally
  /** Sends where the answer belongs: over the connection, or by UDP to an address. */
  readonly answerLine: (line: Line, to: SipAddress) => Promise<Line | undefined>
  readonly onAnswered: (peer: SipPeer, status: number, callId: string) => void
}

export class RequestAnswerer {
  readonly #transactions = new Map<string, Transaction>()
  #unanswered = 0
  #isStopped = false

  constructor(private readonly parts: RequestAnswererParts) {}

  take(request: SipRequestMessage, line: Line): void {
    const { tally } = this.parts
    if (!NEEDED.every((name) => valueOf(request, name) !== undefined) || request.method === 'ACK') {
      if (request.method !== 'ACK') tally.add('garbage')
      return
    }
    const key = transactionKey(request, line.peer)
    const known = this.#transactions.get(key)
    if (known !== undefined) {
      tally.add('repeated')
      this.#run(known, { type: 'repeated' }, request, line, key)
      return
    }
    const transaction: Transaction = {
      state: beginServerTransaction(line.isReliable),
      answer: undefined,
      end: undefined,
    }
    this.#transactions.set(key, transaction)
    this.#forgetOldest()
    void this.#answer(request, line).then((answer) => {
      if (this.#isStopped) return
      const fields = (answer.headers ?? [])
        .filter(([name, value]) => isFieldText(name) && isFieldText(value))
        .map(([name, value]): SipField => ({ name: name.toLowerCase(), value }))
      const toTag = this.parts.randomHex(8)
      transaction.answer = writeMessage(
        answerTo(request, line.peer, { status: answer.status, fields, toTag }),
      )
      this.parts.onAnswered(line.peer, answer.status, valueOf(request, 'call-id') ?? '')
      this.#run(transaction, { type: 'answered' }, request, line, key)
    })
  }

  /** A request of which only the head could be read; the connection ends behind it. */
  refuse(request: SipRequestMessage, line: Line, status: number): void {
    if (!NEEDED.every((name) => valueOf(request, name) !== undefined)) return
    const answer = answerTo(request, line.peer, { status, fields: [], toTag: this.parts.randomHex(8) })
    line.send(writeMessage(answer))
  }

  stop(): void {
    this.#isStopped = true
    for (const { end } of this.#transactions.values()) end?.()
    this.#transactions.clear()
  }

  async #answer(request: SipRequestMessage, line: Line): Promise<SipAnswer> {
    const refusal = refusalOf(request)
    if (refusal !== undefined) return refusal
    if (request.method === 'OPTIONS') {
      return {
        status: 200,
        headers: [
          ['Allow', ALLOWED],
          ['Accept', 'application/scaip+xml'],
        ],
      }
    }
    if (this.#unanswered >= MOST_UNANSWERED) {
      this.parts.tally.add('overload')
      return { status: 503, headers: [['Retry-After', '5']] }
    }
    this.#unanswered += 1
    try {
      return await this.parts.handler(incomingOf(request, line.peer))
    } catch {
      // What went wrong is told by whoever handles; the sender must know that it was not taken.
      return { status: 500 }
    } finally {
      this.#unanswered -= 1
    }
  }

  #run(
    transaction: Transaction,
    input: ServerInput,
    request: SipRequestMessage,
    line: Line,
    key: string,
  ): void {
    const step = nextServerTransaction(transaction.state, input)
    transaction.state = step.state
    for (const effect of step.effects) {
      if (effect.type === 'send-answer') void this.#send(transaction.answer, request, line)
      else {
        transaction.end = this.parts.after(effect.ms, () =>
          this.#run(transaction, { type: 'linger-over' }, request, line, key),
        )
      }
    }
    if (step.state.phase === 'terminated') this.#transactions.delete(key)
  }

  async #send(answer: Uint8Array | undefined, request: SipRequestMessage, line: Line): Promise<void> {
    const back = await this.parts.answerLine(line, answerAddress(request, line.peer))
    if (answer !== undefined) back?.send(answer)
  }

  #forgetOldest(): void {
    const [oldest] = this.#transactions
    if (this.#transactions.size <= MOST_TRANSACTIONS || oldest === undefined) return
    oldest[1].end?.()
    this.#transactions.delete(oldest[0])
  }
}

/**
 * RFC 3261 17.2.3; senders from before it have no branch of their own. With where it came from, so that nobody takes
 * the answer of somebody else.
 */
function transactionKey(request: SipRequestMessage, { kind, host, port }: SipPeer): string {
  const from = `${kind} ${host} ${port} `
  const parsed = topVia(request)
  const branch = parsed?.parameters.get('branch') ?? ''
  if (branch.startsWith(BRANCH_COOKIE) && branch.length > BRANCH_COOKIE.length) {
    return `${from}${branch} ${parsed?.host ?? ''}:${parsed?.port ?? ''} ${request.method}`
  }
  return from + ['via', 'from', 'call-id', 'cseq'].map((name) => valueOf(request, name) ?? '').join(' ')
}

function refusalOf(request: SipRequestMessage): SipAnswer | undefined {
  const cseq = /^([0-9]{1,10})\s+(\S+)$/.exec(valueOf(request, 'cseq') ?? '')
  if (topVia(request) === undefined) return { status: 400 }
  if (cseq?.[2] !== request.method || Number(cseq[1]) >= 2 ** 31) return { status: 400 }
  if (request.method !== 'MESSAGE' && request.method !== 'OPTIONS') {
    return { status: KNOWN_METHODS.has(request.method) ? 405 : 501, headers: [['Allow', ALLOWED]] }
  }
  const required = listOf(request, 'require')
  if (required.length > 0) return { status: 420, headers: [['Unsupported', required.join(', ')]] }
  const encoding = valueOf(request, 'content-encoding')?.toLowerCase() ?? 'identity'
  if (encoding !== 'identity') return { status: 415, headers: [['Accept-Encoding', 'identity']] }
  if (parseNameAddress(valueOf(request, 'from') ?? '') === undefined) return { status: 400 }
  return undefined
}

function incomingOf(request: SipRequestMessage, peer: SipPeer): SipIncoming {
  const [contact] = listOf(request, 'contact')
  const fromUri = parseNameAddress(valueOf(request, 'from') ?? '')?.uri ?? ''
  return {
    uri: request.uri,
    fromUri,
    fromUser: userOf(fromUri),
    toUri: parseNameAddress(valueOf(request, 'to') ?? '')?.uri ?? '',
    contact: contact === undefined ? undefined : parseNameAddress(contact)?.uri,
    callId: valueOf(request, 'call-id') ?? '',
    contentType: (valueOf(request, 'content-type')?.split(';', 1)[0] ?? '').trim().toLowerCase(),
    body: decodeUtf8(request.body),
    authorization: valuesOf(request, 'authorization'),
    peer,
  }
}
