/** The messages that this product sends: MESSAGE requests, and answers to whatever came (RFC 3261 8.1.1, 8.2.6). */
import { parseVia, topVia, writtenHost } from './addresses.ts'
import { listOf, valueOf, type SipField, type SipRequestMessage, type SipResponseMessage } from './message.ts'
import type { SipAddress, SipTransportKind } from './net.ts'
import { encodeUtf8 } from './utf8.ts'

/** RFC 3261 8.1.1.7: a branch that begins so is unlike any other. */
export const BRANCH_COOKIE = 'z9hG4bK'

export interface OutgoingMessage {
  readonly uri: string
  readonly from: string
  readonly fromTag: string
  readonly to: string
  readonly callId: string
  readonly sequence: number
  readonly branch: string
  readonly kind: SipTransportKind
  /** Our side of the line. */
  readonly local: SipAddress
  readonly contentType: string
  readonly body: string
  /** The digest, e.g. `['authorization', 'Digest …']`. */
  readonly authorization: readonly SipField[]
}

/** A MESSAGE has no Contact (RFC 3428): answers by MESSAGE come back over the same line or to From. */
export function messageRequest(message: OutgoingMessage): SipRequestMessage {
  const sentBy = `${writtenHost(message.local.host)}:${message.local.port}`
  // `rport`: answer to where it came from (RFC 3581); `alias`: this connection may be used for requests back (RFC 5923).
  const via = `SIP/2.0/${message.kind.toUpperCase()} ${sentBy};branch=${message.branch};rport`
  return {
    type: 'request',
    method: 'MESSAGE',
    uri: message.uri,
    fields: [
      { name: 'via', value: message.kind === 'udp' ? via : `${via};alias` },
      { name: 'max-forwards', value: '70' },
      { name: 'from', value: `<${message.from}>;tag=${message.fromTag}` },
      { name: 'to', value: `<${message.to}>` },
      { name: 'call-id', value: message.callId },
      { name: 'cseq', value: `${message.sequence} MESSAGE` },
      ...message.authorization,
      { name: 'content-type', value: message.contentType },
    ],
    body: encodeUtf8(message.body),
  }
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  202: 'Accepted',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
  420: 'Bad Extension',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  500: 'Server Internal Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
  513: 'Message Too Large',
}

export interface AnswerParts {
  readonly status: number
  readonly fields: readonly SipField[]
  /** For To, where the request has no tag there. */
  readonly toTag: string
}

/** `from`: where the request came from; the topmost Via says so to proxies on the way back (RFC 3581 chapter 4). */
export function answerTo(
  request: SipRequestMessage,
  from: SipAddress,
  parts: AnswerParts,
): SipResponseMessage {
  const [top, ...vias] = listOf(request, 'via')
  const to = valueOf(request, 'to') ?? ''
  return {
    type: 'response',
    status: parts.status,
    reason: REASONS[parts.status] ?? 'Answer',
    fields: [
      ...(top === undefined ? [] : [{ name: 'via', value: withSource(top, from) }]),
      ...vias.map((value) => ({ name: 'via', value })),
      { name: 'from', value: valueOf(request, 'from') ?? '' },
      { name: 'to', value: /;\s*tag\s*=/i.test(to) ? to : `${to};tag=${parts.toTag}` },
      { name: 'call-id', value: valueOf(request, 'call-id') ?? '' },
      { name: 'cseq', value: valueOf(request, 'cseq') ?? '' },
      ...parts.fields,
    ],
    body: new Uint8Array(0),
  }
}

/** Where an answer over UDP goes: with `rport` to where the request came from, else to the port its Via names. */
export function answerAddress(request: SipRequestMessage, from: SipAddress): SipAddress {
  const via = topVia(request)
  if (via === undefined || via.parameters.has('rport')) return from
  return { host: from.host, port: via.port ?? 5060 }
}

function withSource(via: string, from: SipAddress): string {
  const parsed = parseVia(via)
  if (parsed === undefined || parsed.parameters.has('received')) return via
  const hasRport = parsed.parameters.has('rport')
  const source = via.replace(/;\s*rport(?:\s*=\s*[0-9]*)?(?=\s*(?:;|$))/i, `;rport=${from.port}`)
  return hasRport || parsed.host !== from.host ? `${source};received=${from.host}` : source
}
