/** Whom a control station polls next (espa-444.md, section 6). */
import type { MonotonicMs } from '../../shared/domain/time.ts'

/** Polls without an answer before a station counts as offline; one lost byte is no outage. */
const OFFLINE_AFTER = 3
/** An offline station is asked this seldom: each try costs the others the time of waiting for it. */
const OFFLINE_RETRY_MS = 60_000

interface Peer {
  readonly address: string
  unanswered: number
  /** When it was polled last; null for never. */
  polledAt: MonotonicMs | null
}

export class PeerPoller {
  private readonly peers: readonly Peer[]

  constructor(
    addresses: readonly string[],
    private readonly intervalMs: number,
  ) {
    this.peers = addresses.map((address) => ({ address, unanswered: 0, polledAt: null }))
  }

  /** When the next poll is due, `-Infinity` for at once. */
  nextDueAt(): MonotonicMs {
    return Math.min(...this.peers.map((peer) => this.dueAt(peer)))
  }

  /** The station whose poll is due first, and which is waited for from now on. */
  poll(now: MonotonicMs): string {
    const [first] = [...this.peers].sort((a, b) => this.dueAt(a) - this.dueAt(b))
    if (first === undefined) throw new RangeError('a control station without peers')
    first.polledAt = now
    return first.address
  }

  /** Anything of the station came; true when it was offline until now. */
  answered(address: string): boolean {
    const peer = this.peers.find((known) => known.address === address)
    if (peer === undefined) return false
    const wasOffline = this.isOffline(peer)
    peer.unanswered = 0
    return wasOffline
  }

  /** The station did not answer; true when it is offline from now on. */
  unanswered(address: string): boolean {
    const peer = this.peers.find((known) => known.address === address)
    if (peer === undefined) return false
    peer.unanswered += 1
    return peer.unanswered === OFFLINE_AFTER
  }

  /** True while a part of the line is offline; all of it is the silence of the port itself. */
  get partlyOffline(): boolean {
    const offline = this.peers.filter((peer) => this.isOffline(peer)).length
    return offline > 0 && offline < this.peers.length
  }

  private isOffline(peer: Peer): boolean {
    return peer.unanswered >= OFFLINE_AFTER
  }

  /** A station alone on its line is asked at the usual pace: waiting for it costs nobody anything. */
  private dueAt(peer: Peer): MonotonicMs {
    if (peer.polledAt === null) return -Infinity
    const wait = this.isOffline(peer) && this.peers.length > 1 ? OFFLINE_RETRY_MS : this.intervalMs
    return peer.polledAt + wait
  }
}
