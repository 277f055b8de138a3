/** Changes to whoever listens on `GET /v1/stream`; a listener that does not keep up is cut off, not waited for. */
import type { StoredChange } from '../store/transaction.ts'

/** The half of a response that the feed needs; `writableLength` is what the listener has not yet taken. */
export interface ListenerSink {
  readonly writableLength: number
  write(text: string): unknown
  end(): unknown
}

/** A few hundred changes; a listener behind by more reads the list again when it comes back. */
export const MOST_BUFFERED_BYTES = 256 * 1024
export const MOST_LISTENERS = 200
export const STREAM_HEARTBEAT_MS = 15_000

interface Listener {
  readonly stations: ReadonlySet<string> | undefined
  readonly sink: ListenerSink
}

export class ChangeFeed {
  readonly #listeners = new Set<Listener>()
  #number = 0

  /** Gives the end of the subscription, or `undefined` when there are too many listeners. */
  subscribe(stations: ReadonlySet<string> | undefined, sink: ListenerSink): (() => void) | undefined {
    if (this.#listeners.size >= MOST_LISTENERS) return undefined
    const listener = { stations, sink }
    this.#listeners.add(listener)
    sink.write('retry: 2000\n: connected\n\n')
    return () => this.#listeners.delete(listener)
  }

  publish(change: StoredChange): void {
    this.#number += 1
    const text = `id: ${this.#number}\nevent: ${change.type}\ndata: ${JSON.stringify(change.data)}\n\n`
    for (const listener of this.#listeners) {
      if (listener.stations === undefined || listener.stations.has(change.station)) this.#send(listener, text)
    }
  }

  /** Keeps proxies from closing a calm stream, and finds listeners that are gone. */
  beat(): void {
    for (const listener of this.#listeners) this.#send(listener, ': still here\n\n')
  }

  closeAll(): void {
    for (const listener of this.#listeners) listener.sink.end()
    this.#listeners.clear()
  }

  get size(): number {
    return this.#listeners.size
  }

  #send(listener: Listener, text: string): void {
    if (listener.sink.writableLength + text.length > MOST_BUFFERED_BYTES) {
      this.#listeners.delete(listener)
      listener.sink.end()
      return
    }
    listener.sink.write(text)
  }
}
