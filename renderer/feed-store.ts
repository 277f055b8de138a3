import type { FeedListener } from './station-client.ts'

/** After a broken feed: not at once for ever, should a station send nothing but nonsense. */
const ASK_AGAIN_MS = 250

export interface FeedStoreParts<State, Message> {
  /** Until the station has said something. */
  readonly initial: State
  /** Begins a feed; returns the function that ends it. */
  readonly watch: (listener: FeedListener<Message>) => () => void
  readonly fold: (state: State, message: Message) => State
}

/** What the station last told on one of its feeds, begun anew when it breaks. A store for React. */
export class FeedStore<State, Message> {
  readonly #parts: FeedStoreParts<State, Message>
  readonly #listeners = new Set<() => void>()
  #state: State
  #endFeed: (() => void) | null = null
  #askAgain: ReturnType<typeof setTimeout> | null = null

  constructor(parts: FeedStoreParts<State, Message>) {
    this.#parts = parts
    this.#state = parts.initial
  }

  readonly getState = (): State => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Starts listening; returns the function that ends it. */
  start(): () => void {
    this.#watch()
    return () => {
      this.#stop()
    }
  }

  #watch(): void {
    this.#stop()
    this.#endFeed = this.#parts.watch({
      onMessage: (message) => {
        this.#state = this.#parts.fold(this.#state, message)
        for (const listener of this.#listeners) listener()
      },
      onBroken: () => {
        this.#askAgain ??= setTimeout(() => {
          this.#watch()
        }, ASK_AGAIN_MS)
      },
      // The board says over everything that the station is lost; what was told holds until it is back.
      onClosed: () => undefined,
    })
  }

  #stop(): void {
    this.#endFeed?.()
    this.#endFeed = null
    if (this.#askAgain !== null) clearTimeout(this.#askAgain)
    this.#askAgain = null
  }
}
