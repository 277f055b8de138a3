/** What a receiver's answers mean for one message (scaip.md §6.11, §9.7). Pure. */
import type { ScaipResponse } from '../../../shared/scaip/document.ts'
import type { SipFailure, SipOutcome } from '../../../shared/sip/endpoint-types.ts'
import type { SendFailure } from '../transport.ts'

export type Verdict =
  | { readonly type: 'accepted' }
  /** Too long for the receiver: at once again without the optional texts. */
  | { readonly type: 'shorten' }
  /** The receiver does not understand this document: the technician must look. */
  | { readonly type: 'rejected'; readonly code: string }
  | Failed

/** The next way at once; this one not before `retryAfterMs`. */
export interface Failed {
  readonly type: 'failed'
  readonly code: SendFailure
  readonly retryAfterMs: number | undefined
}

/** "Keep, try again after 10 s" (scaip.md §6.11, 4). */
const HOLD_MS = 10_000

export function verdictOfResponse({ snu }: ScaipResponse): Verdict {
  switch (snu) {
    case 0:
      return { type: 'accepted' }
    case 1:
      return { type: 'shorten' }
    case 2:
    case 3:
    case 7:
      return { type: 'rejected', code: `snu-${snu}` }
    case 4:
      return failed('overloaded', HOLD_MS)
    case 6:
      return failed('overloaded')
    // 5, 99 and whatever no list has.
    default:
      return failed('not-handled')
  }
}

/** Undefined for a 2xx: the document has arrived, and the `mrs` is waited for. */
export function verdictOfOutcome(outcome: SipOutcome): Verdict | undefined {
  if (!outcome.ok) return failed(FAILURE_OF[outcome.code])
  const { status, retryAfterMs } = outcome
  if (status < 300) return undefined
  if (status === 413 || status === 513) return { type: 'shorten' }
  if (status === 401 || status === 403 || status === 407) return failed('unauthorised', retryAfterMs)
  if (status === 408) return failed('timeout', retryAfterMs)
  if (status === 480 || status === 486 || status === 503) return failed('overloaded', retryAfterMs)
  return failed('not-handled', retryAfterMs)
}

export function failed(code: SendFailure, retryAfterMs?: number): Failed {
  return { type: 'failed', code, retryAfterMs }
}

const FAILURE_OF: Readonly<Record<SipFailure, SendFailure>> = {
  timeout: 'timeout',
  unreachable: 'unreachable',
  closed: 'unreachable',
  'hung-up': 'hung-up',
  dns: 'dns',
  'certificate-expired': 'certificate-expired',
  'certificate-name': 'certificate-name',
  'certificate-untrusted': 'certificate-untrusted',
  'client-certificate': 'client-certificate',
  tls: 'tls',
  'bad-address': 'unreachable',
  'too-many': 'overloaded',
  stopped: 'unreachable',
}
