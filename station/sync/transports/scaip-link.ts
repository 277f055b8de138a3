/** The SIP endpoint behind a SCAIP path: opened with the first document, every document of it in the log. */
import { readDocument } from '../../../shared/scaip/read-document.ts'
import type { ScaipResponse } from '../../../shared/scaip/document.ts'
import { openSipEndpoint } from '../../../shared/sip/endpoint.ts'
import type {
  SipAnswer,
  SipEndpoint,
  SipIncoming,
  SipListenAddress,
  SipTraffic,
} from '../../../shared/sip/endpoint-types.ts'
import type { SipTls } from '../../../shared/sip/net.ts'
import type { Log } from '../../services.ts'
import { sipMeans } from '../sip-means.ts'

/** Of a document in the log; ours have a fifth of it. */
const LONGEST_LOGGED = 2_048

export interface ScaipLinkParts {
  readonly listen: SipListenAddress | undefined
  readonly tls: SipTls
  readonly log: Log
  /** False for a `ref` that nobody knows. */
  readonly onAnswer: (response: ScaipResponse) => boolean
}

export class ScaipLink {
  #endpoint: Promise<SipEndpoint> | undefined
  #isClosed = false

  constructor(private readonly parts: ScaipLinkParts) {}

  /** Undefined where the address for answers cannot be had; asked again with the next document. */
  async opened(): Promise<SipEndpoint | undefined> {
    if (this.#isClosed) return undefined
    const { listen, tls, log } = this.parts
    this.#endpoint ??= openSipEndpoint(
      {
        ...sipMeans,
        listen: listen === undefined ? [] : [listen],
        tls,
        onTraffic: (traffic) => {
          this.#logTraffic(traffic)
        },
      },
      (request) => this.#take(request),
    )
    try {
      return await this.#endpoint
    } catch (error) {
      this.#endpoint = undefined
      const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
      log.error({ reason }, 'the address for answers over SIP cannot be opened')
      return undefined
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    const endpoint = await this.#endpoint?.catch(() => undefined)
    await endpoint?.close()
  }

  /** What the centre sends by itself: answers, and nothing else, because commands have no document. */
  #take({ body, peer, contentType }: SipIncoming): SipAnswer {
    const { log, onAnswer } = this.parts
    const read = readDocument(body)
    if (read.kind !== 'mrs') {
      log.warn({ peer: peer.host, contentType }, 'what came over SIP is no answer of a centre')
      return { status: read.kind === 'mrq' ? 403 : 415 }
    }
    const { ref, snu } = read.response
    if (!onAnswer(read.response)) {
      log.warn({ peer: peer.host, ref, snu }, 'an answer to a document that nobody sent')
    }
    return { status: 200 }
  }

  /** Both ways, with time and peer (scaip.md §9.11); header fields, and with them the digest, are not in it. */
  #logTraffic({ direction, peer, what, callId, body }: SipTraffic): void {
    this.parts.log.info(
      {
        direction,
        peer: `${peer.kind} ${peer.host}:${peer.port}`,
        what,
        callId,
        document: body.slice(0, LONGEST_LOGGED),
      },
      'scaip',
    )
  }
}
