import type { SessionState } from '../../shared/api/people.ts'
import type { PeopleClient } from './people-client.ts'

/** After a broken feed: not at once for ever, should a station send nothing but nonsense. */
const ASK_AGAIN_MS = 250

/** Who has signed in on this screen, as the station says; null until it has said so. A store for React. */
export class SessionStore {
  #state: SessionState | null = null
  readonly #listeners = new Set<() => void>()
  #endFeed: (() => void) | null = null
  #askAgain: ReturnType<typeof setTimeout> | null = null

  constructor(private readonly client: Pick<PeopleClient, 'watchSession'>) {}

  readonly getState = (): SessionState | null => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Starts listening; returns the function that ends it. */
  start(): () => void {
    this.#watch()
    return () => {
      this.#stopWatching()
    }
  }

  #watch(): void {
    this.#stopWatching()
    this.#endFeed = this.client.watchSession({
      onMessage: (state) => {
        this.#state = state
        for (const listener of this.#listeners) listener()
      },
      onBroken: () => {
        this.#askAgain ??= setTimeout(() => {
          this.#askAgain = null
          this.#watch()
        }, ASK_AGAIN_MS)
      },
      // The board says that the station is gone; whoever was signed in is so still when it is back.
      onClosed: () => undefined,
    })
  }

  #stopWatching(): void {
    this.#endFeed?.()
    this.#endFeed = null
    if (this.#askAgain !== null) clearTimeout(this.#askAgain)
    this.#askAgain = null
  }
}
