/**
 * The connections of an endpoint: those it opened, kept for the next request to the same place, and those that others
 * opened, over which answers and requests go back. All of it bounded; a peer that is slow or talks nonsense loses its
 * connection and nothing else.
 */
import type { SipEndpointParts } from './endpoint-types.ts'
import type { Line } from './line.ts'
import type { SipMessage } from './message.ts'
import type { SipAddress, SipNetFailure, SipStream, SipStreamEvents } from './net.ts'
import { SipStreamReader, type StreamOutput } from './stream-reader.ts'

/** The connection used longest ago makes room for a new one. */
const MOST_STREAMS = 4_000
/** A peer that does not take our bytes. */
const MOST_UNSENT_BYTES = 1024 * 1024
/** A message must be whole this long after its first byte (as long as any transaction lasts). */
const UNFINISHED_MS = 32_000
/** Two standby heartbeats of 5 min and some. */
const IDLE_MS = 11 * 60_000

const PONG = Uint8Array.of(13, 10)

interface Entry {
  readonly id: number
  readonly kind: 'tcp' | 'tls'
  readonly stream: SipStream
  readonly reader: SipStreamReader
  /** Where we connected to, for the next request; undefined for a connection that came in or is ending. */
  key: string | undefined
  readonly failures: Set<(code: SipNetFailure) => void>
  readonly openings: Set<(result: Line | SipNetFailure) => void>
  isOpen: boolean
  /** Chunks that came; a line on which none comes is cut. */
  heard: number
  unfinished: (() => void) | undefined
  idle: (() => void) | undefined
}

export interface StreamBookParts extends Pick<SipEndpointParts, 'net' | 'after'> {
  readonly tls: NonNullable<SipEndpointParts['tls']>
  readonly onMessage: (message: SipMessage, line: Line) => void
  /** The connection ends behind it; a request at fault may still be answered. */
  readonly onBroken: (output: StreamOutput & { readonly type: 'broken' }, line: Line) => void
  readonly onOverload: () => void
}

export class StreamBook {
  readonly #entries = new Map<number, Entry>()
  #lastId = 0

  constructor(private readonly parts: StreamBookParts) {}

  /** Takes a connection that somebody opened to us. */
  accept(kind: 'tcp' | 'tls', stream: SipStream): SipStreamEvents {
    return this.#add(kind, undefined, () => stream).events
  }

  /** The connection to a place that stands, or a new one. */
  open(kind: 'tcp' | 'tls', to: SipAddress): Promise<Line | SipNetFailure> {
    const standing = this.#find(kind, to)
    if (standing?.isOpen === true) return Promise.resolve(this.#lineOf(standing, false))
    const entry = standing ?? this.#connect(kind, to)
    return new Promise((resolve) => entry.openings.add(resolve))
  }

  /** Nobody answers there: the next request does not wait for the network's own, ever slower tries. */
  abandon(kind: 'tcp' | 'tls', to: SipAddress): void {
    const entry = this.#find(kind, to)
    if (entry?.isOpen === false) end(entry)
  }

  /** The connection with this number, while it is open. */
  lineOf(id: number): Line | undefined {
    const entry = this.#entries.get(id)
    return entry?.isOpen === true ? this.#lineOf(entry, false) : undefined
  }

  close(): void {
    for (const entry of this.#entries.values()) end(entry)
  }

  #find(kind: 'tcp' | 'tls', to: SipAddress): Entry | undefined {
    const key = keyOf(kind, to)
    return [...this.#entries.values()].find((entry) => entry.key === key)
  }

  #connect(kind: 'tcp' | 'tls', to: SipAddress): Entry {
    const { net, tls } = this.parts
    return this.#add(kind, keyOf(kind, to), (events) => net.connect(kind, to, tls, events)).entry
  }

  #add(
    kind: 'tcp' | 'tls',
    key: string | undefined,
    streamWith: (events: SipStreamEvents) => SipStream,
  ): { readonly entry: Entry; readonly events: SipStreamEvents } {
    this.#makeRoom()
    this.#lastId += 1
    // The socket calls back later than it is made, so the entry is there by then.
    const events: SipStreamEvents = {
      onOpen: () => this.#opened(entry),
      onBytes: (bytes) => this.#heard(entry, bytes),
      onClose: (code) => this.#closed(entry, code),
    }
    const entry: Entry = {
      id: this.#lastId,
      kind,
      key,
      stream: streamWith(events),
      reader: new SipStreamReader(),
      failures: new Set(),
      openings: new Set(),
      isOpen: false,
      heard: 0,
      unfinished: undefined,
      idle: undefined,
    }
    this.#entries.set(entry.id, entry)
    return { entry, events }
  }

  #makeRoom(): void {
    const [oldest] = this.#entries.values()
    if (this.#entries.size < MOST_STREAMS || oldest === undefined) return
    this.parts.onOverload()
    this.#entries.delete(oldest.id)
    end(oldest)
  }

  #opened(entry: Entry): void {
    entry.isOpen = true
    this.#used(entry)
    const openings = [...entry.openings]
    entry.openings.clear()
    for (const opened of openings) opened(this.#lineOf(entry, true))
  }

  #heard(entry: Entry, bytes: Uint8Array): void {
    entry.heard += 1
    const line = this.#lineOf(entry, false)
    for (const output of entry.reader.push(bytes)) {
      entry.unfinished?.()
      entry.unfinished = undefined
      if (output.type === 'message') this.parts.onMessage(output.message, line)
      else if (output.type === 'ping') line.send(PONG)
      else {
        this.parts.onBroken(output, line)
        end(entry)
        return
      }
    }
    if (entry.reader.pendingBytes > 0) {
      entry.unfinished ??= this.parts.after(UNFINISHED_MS, () => end(entry))
    }
    this.#used(entry)
  }

  #closed(entry: Entry, code: SipNetFailure): void {
    this.#entries.delete(entry.id)
    entry.isOpen = false
    entry.unfinished?.()
    entry.idle?.()
    for (const opened of entry.openings) opened(code)
    for (const failed of entry.failures) failed(code)
    entry.openings.clear()
    entry.failures.clear()
  }

  /** Newest last, so that the first is the one used longest ago. */
  #used(entry: Entry): void {
    if (!this.#entries.delete(entry.id)) return
    this.#entries.set(entry.id, entry)
    entry.idle?.()
    entry.idle = this.parts.after(IDLE_MS, () => end(entry))
  }

  #lineOf(entry: Entry, isFresh: boolean): Line {
    const { host, port } = entry.stream.remote
    const { heard } = entry
    return {
      peer: { kind: entry.kind, host, port, stream: entry.id },
      local: entry.stream.local,
      isReliable: true,
      isFresh,
      send: (bytes) => {
        if (!entry.isOpen) return
        if (entry.stream.unsentBytes > MOST_UNSENT_BYTES) {
          this.parts.onOverload()
          end(entry)
          return
        }
        entry.stream.write(bytes)
      },
      onFailure: (callback) => {
        entry.failures.add(callback)
        return () => entry.failures.delete(callback)
      },
      giveUp: () => {
        if (entry.heard === heard) end(entry)
      },
    }
  }
}

function keyOf(kind: 'tcp' | 'tls', { host, port }: SipAddress): string {
  return `${kind} ${host} ${port}`
}

/** Its end is told when the socket has closed; until then nobody takes it for one that stands. */
function end(entry: Entry): void {
  entry.key = undefined
  entry.isOpen = false
  entry.stream.destroy()
}
