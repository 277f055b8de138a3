/** The centre over HTTPS (contract: "HTTPS"). Only a listed acknowledgement is a delivery. */
import { Agent, request, type Dispatcher } from 'undici'
import { readReply } from '../read-reply.ts'
import type { MessagesBody, OutboxTransport, SendFailure, SendResult } from '../transport.ts'
import { centreConnector, centreFailureOf, type CentreConnection } from './centre-connector.ts'

/** Most messages of one body: small enough that a critical alarm never waits long behind one. */
const MOST_MESSAGES = 50
/** A reply longer than this is no reply of a care centre. */
const LONGEST_REPLY_BYTES = 4 * 1024 * 1024
const KEEP_ALIVE_MS = 60_000

export interface HttpsPath extends CentreConnection {
  readonly url: string
  readonly token: string
}

const FAILURE_OF: Readonly<Record<number, SendFailure>> = {
  400: 'refused',
  422: 'refused',
  401: 'unauthorised',
  403: 'unauthorised',
  407: 'proxy',
  413: 'too-large',
  429: 'overloaded',
  503: 'cannot-store',
}

export class HttpsTransport implements OutboxTransport {
  readonly kind = 'https'
  readonly mostMessages = MOST_MESSAGES
  readonly carriesCommands = true
  readonly #agent: Agent
  readonly #url: string
  readonly #headers: Record<string, string>

  constructor({ url, token, ...connection }: HttpsPath, stationId: string) {
    this.#url = `${url.replace(/\/+$/, '')}/v1/stations/${encodeURIComponent(stationId)}/messages`
    this.#headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    this.#agent = new Agent({
      // One for each lane, one for the heartbeat and one for what is asked again: a critical alarm finds a free one.
      connections: 4,
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxResponseSize: LONGEST_REPLY_BYTES,
      connect: centreConnector(connection),
    })
  }

  async send(body: MessagesBody, limitMs: number): Promise<SendResult> {
    try {
      const response = await request(this.#url, {
        method: 'POST',
        dispatcher: this.#agent,
        headers: this.#headers,
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(limitMs),
      })
      return await judge(response, body)
    } catch (error) {
      return { ok: false, code: centreFailureOf(error), retryAfterMs: undefined }
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy()
  }
}

async function judge(response: Dispatcher.ResponseData, { messages }: MessagesBody): Promise<SendResult> {
  if (response.statusCode !== 200) {
    await response.body.dump()
    const code = FAILURE_OF[response.statusCode] ?? 'bad-answer'
    return { ok: false, code, retryAfterMs: retryAfter(response.headers['retry-after']) }
  }
  const text = await response.body.text()
  const reply = readReply(parseJson(text), messages)
  if (reply === undefined) return { ok: false, code: 'bad-answer', retryAfterMs: undefined }
  return { ok: true, reply }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function retryAfter(header: string | string[] | undefined): number | undefined {
  const seconds = Number(header)
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined
}
