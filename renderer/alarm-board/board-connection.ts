import type { BoardMessage } from '../../shared/api/board.ts'
import type { StationClient } from '../station-client.ts'
import { PacedStore } from '../ui/paced-store.ts'
import { SilenceWatch } from '../ui/silence-watch.ts'
import { applyMessage, type BoardState } from './board-store.ts'

/** `connecting`: nothing has been heard yet; `lost`: it was there and is gone, or never came in time. */
export type Link = 'connecting' | 'ok' | 'lost'

export interface ConnectionState {
  readonly link: Link
  /** The last board that was known; stays when the link is lost. */
  readonly board: BoardState | null
  /** This machine's clock when a message last came, told when the link is lost. */
  readonly heardAt: number | null
  /** The station's version where it is not ours: nothing more is asked of it. */
  readonly otherVersion: number | null
  /** Nothing comes any more until somebody opens the page with the new key. */
  readonly isKeyRefused: boolean
}

/** After a broken feed: not at once for ever, should a station send nothing but nonsense. */
const ASK_AGAIN_MS = 250

/** Keeps the board up to date from the feed: a store for React, with one watchdog. */
export class BoardConnection {
  readonly #client: StationClient
  readonly #paced = new PacedStore<ConnectionState>({
    link: 'connecting',
    board: null,
    heardAt: null,
    otherVersion: null,
    isKeyRefused: false,
  })
  readonly #silence = new SilenceWatch()
  #heardAt: number | null = null
  #endFeed: (() => void) | null = null
  #askAgain: ReturnType<typeof setTimeout> | null = null

  constructor(client: StationClient) {
    this.#client = client
  }

  readonly getState = this.#paced.getState
  readonly subscribe = this.#paced.subscribe

  /** Starts listening; returns the function that ends it. */
  start(): () => void {
    this.#watch()
    const endWatch = this.#silence.start(() => {
      this.#checkSilence()
    })
    return () => {
      endWatch()
      this.#paced.stop()
      this.#stopWatching()
    }
  }

  #watch(): void {
    this.#stopWatching()
    this.#endFeed = this.#client.watchBoard({
      onMessage: (message) => {
        this.#take(message)
      },
      onBroken: () => {
        this.#watchSoon()
      },
      onOtherVersion: (otherVersion) => {
        this.#stopWatching()
        this.#set({ link: 'connecting', board: null, heardAt: null, otherVersion, isKeyRefused: false })
        this.#client.close()
      },
      onKeyRefused: () => {
        this.#stopWatching()
        this.#set({ ...this.#paced.latest, link: 'lost', heardAt: this.#heardAt, isKeyRefused: true })
        this.#client.close()
      },
      onClosed: () => {
        if (this.#paced.latest.board !== null) this.#setLost()
      },
    })
  }

  #watchSoon(): void {
    this.#askAgain ??= setTimeout(() => {
      this.#askAgain = null
      this.#watch()
    }, ASK_AGAIN_MS)
  }

  #stopWatching(): void {
    this.#endFeed?.()
    this.#endFeed = null
    if (this.#askAgain !== null) clearTimeout(this.#askAgain)
    this.#askAgain = null
  }

  #take(message: BoardMessage): void {
    const { link, board } = this.#paced.latest
    this.#heardAt = Date.now()
    this.#silence.heard()
    const applied = applyMessage(board, message, this.#heardAt)
    if (!applied.ok) this.#watch()
    // A tick that says nothing new draws nothing.
    else if (link !== 'ok' || applied.state !== board)
      this.#set({ link: 'ok', board: applied.state, heardAt: null, otherVersion: null, isKeyRefused: false })
  }

  #checkSilence(): void {
    if (this.#paced.latest.otherVersion !== null) return
    if (this.#paced.latest.link === 'lost' || !this.#silence.isTooLong) return
    this.#setLost()
  }

  #setLost(): void {
    this.#set({ ...this.#paced.latest, link: 'lost', heardAt: this.#heardAt })
  }

  #set(state: ConnectionState): void {
    this.#paced.set(state, state.link !== this.#paced.getState().link)
  }
}
