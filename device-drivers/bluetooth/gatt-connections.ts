/**
 * Performs what drivers ask of connected devices: one operation at a time for each device, one connecting at a
 * time for the adapter, and exactly one answer to each request.
 */
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { Moment } from '../protocol-driver.ts'
import type { SerialClock } from '../serial/serial-clock.ts'
import { GattError } from './gatt-error.ts'
import type { GattLink, OpenGattLink } from './gatt-link.ts'
import type { GattConnections, GattInput, GattRequest, OpenConnections } from './gatt.ts'

/** A driver asks one thing at a time; more than this waiting is a mistake and not worth memory. */
const MAX_WAITING = 16

export function gattConnectionsOpener(openLink: OpenGattLink, clock: SerialClock): OpenConnections {
  return (adapter, onInput) => new LinkedConnections(adapter, onInput, openLink, clock)
}

/** One device: its link, and what waits its turn behind one another. */
interface Peer {
  link: GattLink | null
  waiting: number
  turn: Promise<void>
}

/** Without address and id, which the request has. */
type Answer =
  | { readonly type: 'connected'; readonly link: GattLink }
  | { readonly type: 'value-read'; readonly bytes: Uint8Array }
  | { readonly type: 'done' }

/** One opening of a connection, and what came of it. */
interface Tried {
  isLost: boolean
  link: GattLink | null
}

class LinkedConnections implements GattConnections {
  private readonly peers = new Map<string, Peer>()
  private connectTurn: Promise<void> = Promise.resolve()
  private isClosed = false

  constructor(
    private readonly adapter: string,
    private readonly onInput: (input: GattInput, at: Moment) => void,
    private readonly openLink: OpenGattLink,
    private readonly clock: SerialClock,
  ) {}

  request(request: GattRequest): void {
    const { address } = request
    const peer = this.peers.get(address) ?? { link: null, waiting: 0, turn: Promise.resolve() }
    this.peers.set(address, peer)
    if (peer.waiting >= MAX_WAITING) {
      queueMicrotask(() => this.tell({ ...of(request), type: 'failed', reason: 'too much waits' }))
      return
    }
    peer.waiting += 1
    peer.turn = peer.turn.then(() => this.answer(peer, request))
  }

  async close(): Promise<void> {
    this.isClosed = true
    const links = [...this.peers.values()].map(({ link }) => link)
    this.peers.clear()
    await Promise.all(links.map(async (link) => link?.close()))
  }

  private async answer(peer: Peer, request: GattRequest): Promise<void> {
    try {
      const answer = await this.perform(peer, request)
      if (answer.type === 'connected') {
        const { characteristics } = answer.link
        this.tell({ ...of(request), type: 'connected', characteristics })
      } else {
        this.tell({ ...of(request), ...answer })
      }
    } catch (error) {
      const { code, message } = GattError.of(error)
      this.tell({ ...of(request), type: 'failed', reason: `${code}: ${message}` })
    }
    peer.waiting -= 1
    const isUnused = peer.link === null && peer.waiting === 0
    if (isUnused && this.peers.get(request.address) === peer) this.peers.delete(request.address)
  }

  private async perform(peer: Peer, request: GattRequest): Promise<Answer> {
    switch (request.type) {
      case 'connect':
        return { type: 'connected', link: await this.connect(peer, request.address) }
      case 'disconnect':
        await this.letGo(peer)
        return { type: 'done' }
      case 'read':
        return { type: 'value-read', bytes: await linkOf(peer).read(request.of) }
      case 'write':
        await linkOf(peer).write(request.of, request.bytes, request.how)
        return { type: 'done' }
      case 'subscribe':
        await linkOf(peer).subscribe(request.of)
        return { type: 'done' }
      default:
        return assertNever(request)
    }
  }

  private async connect(peer: Peer, address: string): Promise<GattLink> {
    await this.letGo(peer)
    const tried: Tried = { isLost: false, link: null }
    const link = await this.inTurn(() => this.open(peer, address, tried))
    if (this.isClosed || tried.isLost) {
      await link.close()
      throw new GattError('connection-lost', 'gone while it was opened')
    }
    tried.link = link
    peer.link = link
    return link
  }

  /** BlueZ begins one connection at a time; a second one would only fail. */
  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    const before = this.connectTurn
    let done: () => void = () => undefined
    this.connectTurn = new Promise((resolve) => (done = resolve))
    await before
    try {
      return await work()
    } finally {
      done()
    }
  }

  private open(peer: Peer, address: string, tried: Tried): Promise<GattLink> {
    if (this.isClosed) throw new GattError('connection-lost', 'the adapter is gone')
    return this.openLink(this.adapter, address, {
      onValue: (characteristic, bytes, at) => {
        this.tell({ address, type: 'notified', of: characteristic, bytes }, at)
      },
      onLost: (at) => {
        tried.isLost = true
        void this.lost(peer, address, tried, at)
      },
    })
  }

  private async lost(peer: Peer, address: string, tried: Tried, at: Moment): Promise<void> {
    const { link } = peer
    // While it is still being opened, the opening fails; one that was let go for another is not that other.
    if (link === null || link !== tried.link) return
    peer.link = null
    this.tell({ address, type: 'disconnected' }, at)
    await link.close()
    if (peer.waiting === 0 && this.peers.get(address) === peer) this.peers.delete(address)
  }

  private async letGo(peer: Peer): Promise<void> {
    const { link } = peer
    peer.link = null
    await link?.close()
  }

  private tell(input: GattInput, at: Moment = this.clock.now()): void {
    if (!this.isClosed) this.onInput(input, at)
  }
}

function of({ id, address }: GattRequest): { readonly id: number; readonly address: string } {
  return { id, address }
}

function linkOf({ link }: Peer): GattLink {
  if (link === null) throw new GattError('connection-lost', 'not connected')
  return link
}
