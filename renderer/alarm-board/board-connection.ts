import type { BoardMessage } from '../../shared/api/board.ts'
import type { StationClient } from '../station-client.ts'
import { applyMessage, type BoardState } from './board-store.ts'

/** `connecting`: nothing has been heard yet; `lost`: it was there and is gone, or never came in time. */
export type Link = 'connecting' | 'ok' | 'lost'

export interface ConnectionState {
  readonly link: Link
  /** The last board that was known; stays when the link is lost. */
  readonly board: BoardState | null
  /** This machine's clock when a message last came. */
  readonly heardAt: number | null
  /** The station's version where it is not ours: nothing more is asked of it. */
  readonly otherVersion: number | null
}

/** The station ticks at least once a second; 1.8 s of silence is shown as lost within 2 s (issue, "The path"). */
export const SILENCE_MS = 1_800
const CHECK_EVERY_MS = 100
/**
 * Shortest pause between two drawings. The first change is drawn at once; in a flood of falls the screen shows
 * the newest state in every second frame (33 ms, less what frames come early) instead of falling further behind.
 */
const DRAW_GAP_MS = 25
/** A window that nobody sees has no frames; what rings must still be told to its sound. */
const NO_FRAME_MS = 100
/** After a broken feed: not at once for ever, should a station send nothing but nonsense. */
const ASK_AGAIN_MS = 250

/** Keeps the board up to date from the feed: a store for React, with one watchdog. */
export class BoardConnection {
  readonly #client: StationClient
  readonly #listeners = new Set<() => void>()
  /** What has come, and what the screen has been told of it. */
  #state: ConnectionState = { link: 'connecting', board: null, heardAt: null, otherVersion: null }
  #shown = this.#state
  #shownAt = Number.NEGATIVE_INFINITY
  #dropShow: (() => void) | null = null
  /** Readings of the steady clock: a wall clock that jumps is not silence. */
  #lastSign = 0
  #endFeed: (() => void) | null = null
  #askAgain: ReturnType<typeof setTimeout> | null = null

  constructor(client: StationClient) {
    this.#client = client
  }

  readonly getState = (): ConnectionState => this.#shown

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Starts listening; returns the function that ends it. */
  start(): () => void {
    this.#lastSign = performance.now()
    this.#watch()
    const watchdog = setInterval(() => {
      this.#checkSilence()
    }, CHECK_EVERY_MS)
    return () => {
      clearInterval(watchdog)
      this.#dropShow?.()
      this.#dropShow = null
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
        this.#set({ link: 'connecting', board: null, heardAt: null, otherVersion })
        this.#client.close()
      },
      onClosed: () => {
        if (this.#state.board !== null) this.#set({ ...this.#state, link: 'lost' })
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
    const heardAt = Date.now()
    this.#lastSign = performance.now()
    const applied = applyMessage(this.#state.board, message, heardAt)
    if (applied.ok) this.#set({ link: 'ok', board: applied.state, heardAt, otherVersion: null })
    else this.#watch()
  }

  #checkSilence(): void {
    if (this.#state.otherVersion !== null) return
    if (this.#state.link === 'lost' || performance.now() - this.#lastSign <= SILENCE_MS) return
    this.#set({ ...this.#state, link: 'lost' })
  }

  #set(state: ConnectionState): void {
    this.#state = state
    if (this.#isDue() || state.link !== this.#shown.link) this.#show()
    else
      this.#dropShow ??= inFrame(
        () => this.#isDue(),
        () => {
          this.#show()
        },
      )
  }

  #isDue(): boolean {
    return performance.now() - this.#shownAt >= DRAW_GAP_MS
  }

  #show(): void {
    this.#dropShow?.()
    this.#dropShow = null
    this.#shown = this.#state
    this.#shownAt = performance.now()
    for (const listener of this.#listeners) listener()
  }
}

/** Runs `act` at the start of the first frame in which `isDue`, or without frames; returns what drops it. */
function inFrame(isDue: () => boolean, act: () => void): () => void {
  const look = () => {
    if (isDue()) act()
    else frame = requestAnimationFrame(look)
  }
  let frame = requestAnimationFrame(look)
  const timer = setTimeout(act, NO_FRAME_MS)
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}
