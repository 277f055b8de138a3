import type { SipPeer } from './endpoint-types.ts'
import type { SipAddress, SipNetFailure } from './net.ts'

/** A way to one peer that is open: a connection, or our UDP port with its address. */
export interface Line {
  readonly peer: SipPeer
  readonly local: SipAddress
  /** TCP and TLS repeat by themselves. */
  readonly isReliable: boolean
  /** It was opened for this request; one that stood may have been cut unseen. */
  readonly isFresh: boolean
  send(bytes: Uint8Array): void
  /** Calls once when the line carries nothing more; the answer ends the wait. */
  onFailure(callback: (code: SipNetFailure) => void): () => void
  /** Nobody answered on it: the next request opens a new one. */
  giveUp(): void
}
