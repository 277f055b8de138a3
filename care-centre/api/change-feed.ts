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
/** A page knows within two seconds that nobody is there. */
export const STREAM_HEARTBEAT_MS = 1000

/** Who listens. */
export interface Listening {
  /** Whether changes of this station are told; asked anew for each, because stations come and go. */
  readonly reaches: (station: string) => boolean
  /** Alarms of the centre itself are told to operators alone. */
  readonly isOperator: boolean
  /** The operator's session, and when it ends (UTC milliseconds); the stream ends with it. */
  readonly session?: { readonly id: string; readonly endsAt: number }
}

interface Listener extends Listening {
  readonly sink: ListenerSink
}

type EndReason = 'signed-out' | 'over' | 'revoked'

export class ChangeFeed {
  readonly #listeners = new Set<Listener>()
  #number = 0
  #isClosed = false

  /** `view`: the data of a change as it crosses the API. */
  constructor(private readonly view: (change: StoredChange) => unknown) {}

  /** Gives the end of the subscription, or `undefined` when there are too many listeners or no more are taken. */
  subscribe(listening: Listening, sink: ListenerSink): (() => void) | undefined {
    if (this.#isClosed || this.#listeners.size >= MOST_LISTENERS) return undefined
    const listener = { ...listening, sink }
    this.#listeners.add(listener)
    sink.write('retry: 2000\n: connected\n\n')
    return () => this.#listeners.delete(listener)
  }

  publish(change: StoredChange): void {
    if (change.type === 'session') {
      this.#endSession(change.data as { session: string; reason: EndReason })
      return
    }
    this.#number += 1
    const isCentres = (change.data as { readonly origin?: unknown }).origin === 'centre'
    // Words are made for whoever hears them: on a node without listeners every alarm would cost them in vain.
    let text: string | undefined
    for (const listener of this.#listeners) {
      if (isCentres && !listener.isOperator) continue
      if (!listener.reaches(change.station)) continue
      text ??= eventText(change.type, this.view(change), this.#number)
      this.#send(listener, text)
    }
  }

  /** Keeps proxies from closing a calm stream, finds listeners that are gone, and ends what is over. */
  beat(now: number): void {
    const text = eventText('beat', { at: new Date(now).toISOString() })
    for (const listener of this.#listeners) {
      if (listener.session !== undefined && now >= listener.session.endsAt) this.#end(listener, 'over')
      else this.#send(listener, text)
    }
  }

  /** Also whoever was being let in meanwhile: nobody would tell them anything any more. */
  closeAll(): void {
    this.#isClosed = true
    this.endAll()
  }

  /** Something may have been missed, or who may hear what is another matter now: they come again and read anew. */
  endAll(): void {
    for (const listener of this.#listeners) listener.sink.end()
    this.#listeners.clear()
  }

  get size(): number {
    return this.#listeners.size
  }

  #endSession({ session, reason }: { readonly session: string; readonly reason: EndReason }): void {
    for (const listener of this.#listeners) {
      if (listener.session?.id === session) this.#end(listener, reason)
    }
  }

  #end(listener: Listener, reason: EndReason): void {
    listener.sink.write(eventText('ended', { reason }))
    this.#listeners.delete(listener)
    listener.sink.end()
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

function eventText(type: string, data: unknown, number?: number): string {
  const id = number === undefined ? '' : `id: ${String(number)}\n`
  return `${id}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`
}
