/** One SIP endpoint: sends and answers MESSAGE requests over UDP, TCP and TLS (RFC 3261, RFC 3428). No dialogs. */
import type { SipAddress, SipNet, SipNetFailure, SipTls, SipTransportKind } from './net.ts'

export interface SipEndpointParts {
  readonly net: SipNet
  /** Hex digest of the UTF-8 text. */
  readonly hash: (algorithm: 'md5' | 'sha256', text: string) => string
  /** That many unpredictable bytes as hex. */
  readonly randomHex: (bytes: number) => string
  /** Calls back once after `ms`; the answer ends it before that. */
  readonly after: (ms: number, callback: () => void) => () => void
  /** Where to listen. Requests over UDP leave from the first UDP address; without one a free port is opened for them. */
  readonly listen: readonly SipListenAddress[]
  readonly tls?: SipTls | undefined
  /** Every message that crosses, both ways, for the log; header fields, and with them secrets, are not in it. */
  readonly onTraffic?: ((traffic: SipTraffic) => void) | undefined
}

export interface SipListenAddress extends SipAddress {
  readonly kind: SipTransportKind
}

/** The other side of a message. `stream` names the connection it came over; none over UDP. */
export interface SipPeer extends SipAddress {
  readonly kind: SipTransportKind
  readonly stream?: number | undefined
}

export interface SipTraffic {
  readonly direction: 'in' | 'out'
  readonly peer: SipPeer
  /** e.g. `MESSAGE` or `200`. */
  readonly what: string
  readonly callId: string
  readonly body: string
}

export interface SipCredentials {
  readonly username: string
  readonly password: string
}

export interface SipRequest {
  /** Where it goes, e.g. `sip:sentral@192.0.2.10:5061;transport=tls`. */
  readonly uri: string
  /** Goes over this peer's connection (or to its UDP address) while there is one, else to `uri`. */
  readonly peer?: SipPeer | undefined
  /** `sip:` addresses without tag. From's user is who we are; answers by MESSAGE may be sent to it. */
  readonly from: string
  readonly to: string
  readonly contentType: string
  readonly body: string
  readonly credentials?: SipCredentials | undefined
  /** Gives up after this long, at most 32 s (64 × T1). */
  readonly limitMs?: number | undefined
  /**
   * Whose places it takes: where there are no more, the oldest request of this share ends, or of the one that has the
   * most. Without a name it is refused where there is no place.
   */
  readonly share?: string | undefined
}

/** Why a request has no final answer. */
export type SipFailure = SipNetFailure | 'timeout' | 'bad-address' | 'too-many' | 'stopped'

/** Any final answer is `ok`: what a status means is the caller's matter. */
export type SipOutcome =
  | {
      readonly ok: true
      readonly status: number
      readonly retryAfterMs: number | undefined
      readonly contentType: string | undefined
      readonly body: string
    }
  | { readonly ok: false; readonly code: SipFailure }

/** A MESSAGE from somebody. */
export interface SipIncoming {
  readonly uri: string
  readonly fromUri: string
  /** The user part of From, decoded; empty where there is none. */
  readonly fromUser: string
  readonly toUri: string
  /** The address in Contact, where requests back should go; undefined where there is none. */
  readonly contact: string | undefined
  readonly callId: string
  /** Lower case, without parameters. */
  readonly contentType: string
  /** UTF-8; bytes that are none become U+FFFD. */
  readonly body: string
  /** The values of Authorization, for `DigestGuard`. */
  readonly authorization: readonly string[]
  readonly peer: SipPeer
}

export interface SipAnswer {
  readonly status: number
  /** Header fields besides those every answer has, e.g. `['WWW-Authenticate', challenge]`. */
  readonly headers?: readonly (readonly [name: string, value: string])[] | undefined
}

/** What was dropped or refused, since the start. */
export interface SipCounts {
  readonly received: number
  readonly sent: number
  /** Not SIP, cut short, over a limit. */
  readonly garbage: number
  /** A request repeated by UDP, answered with the same answer. */
  readonly repeated: number
  /** An answer that nobody waits for. */
  readonly stray: number
  /** Connections, transactions, requests under way or unsent bytes over the limit. */
  readonly overload: number
}

export interface SipEndpoint {
  /** The addresses listened on, with the ports that were free. */
  readonly listening: readonly SipListenAddress[]
  request(request: SipRequest): Promise<SipOutcome>
  counts(): SipCounts
  /** Listening addresses show these from now on; connections that stand stay. */
  renew(tls: SipTls): void
  close(): Promise<void>
}

/** `openSipEndpoint(parts, handler): Promise<SipEndpoint>` is in `endpoint.ts`. Answers a MESSAGE; a handler that fails is answered 500. OPTIONS and other methods are answered by the endpoint. */
export type SipHandler = (request: SipIncoming) => SipAnswer | Promise<SipAnswer>
