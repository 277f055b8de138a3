/** One client's place in the board feed: a bounded queue and a bell. */
import type { BoardMessage } from '../../shared/api/board.ts'
import type { ChangeOrigin } from '../services.ts'

export interface NumberedChange {
  readonly change: Extract<BoardMessage, { type: 'change' }>
  readonly origins: readonly ChangeOrigin[]
}

export class FeedSubscriber {
  /** Above this a client gets a snapshot: cheaper for both than everything it missed. */
  static readonly QUEUE_LIMIT = 200
  static readonly #OVERDUE_LIMIT = 1000

  readonly #signal: AbortSignal
  readonly #onAbort = (): void => this.#ring()
  #queue: NumberedChange[] = []
  /** Origins of dropped changes: the snapshot that replaces them is when this client learns of them. */
  #overdue: ChangeOrigin[] = []
  #needsSnapshot = false
  #bell: (() => void) | undefined

  constructor(signal: AbortSignal) {
    this.#signal = signal
    signal.addEventListener('abort', this.#onAbort)
  }

  get hasWork(): boolean {
    return this.#needsSnapshot || this.#queue.length > 0
  }

  askForSnapshot(): void {
    this.#needsSnapshot = true
    this.#ring()
  }

  offer(change: NumberedChange): void {
    this.#queue.push(change)
    if (this.#queue.length > FeedSubscriber.QUEUE_LIMIT) {
      const room = FeedSubscriber.#OVERDUE_LIMIT - this.#overdue.length
      const dropped = this.#queue.flatMap((waiting) => waiting.origins)
      this.#overdue.push(...dropped.slice(0, Math.max(0, room)))
      this.#queue = []
      this.#needsSnapshot = true
    }
    this.#ring()
  }

  /** What to hand out next. A snapshot holds everything that was queued before it, so the queue goes. */
  take(): NumberedChange | 'snapshot' | undefined {
    if (!this.#needsSnapshot) return this.#queue.shift()
    this.#needsSnapshot = false
    this.#overdue.push(...this.#queue.flatMap((waiting) => waiting.origins))
    this.#queue = []
    return 'snapshot'
  }

  takeOverdue(): readonly ChangeOrigin[] {
    const overdue = this.#overdue
    this.#overdue = []
    return overdue
  }

  /** True when there is something to hand out, false when `limitMs` passed or the client left. */
  async waitForWork(limitMs: number): Promise<boolean> {
    if (!this.hasWork && !this.#signal.aborted) await this.#wait(limitMs, true)
    return this.hasWork
  }

  /** Waits whatever arrives; ends early when the client leaves. */
  async sleep(ms: number): Promise<void> {
    if (!this.#signal.aborted) await this.#wait(ms, false)
  }

  close(): void {
    this.#signal.removeEventListener('abort', this.#onAbort)
    this.#queue = []
    this.#overdue = []
  }

  #wait(ms: number, wakesOnWork: boolean): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms)
      const bell = (): void => {
        if (wakesOnWork || this.#signal.aborted) done()
      }
      this.#bell = bell
      const clear = (): void => {
        if (this.#bell === bell) this.#bell = undefined
      }
      function done(): void {
        clearTimeout(timer)
        clear()
        resolve()
      }
    })
  }

  #ring(): void {
    this.#bell?.()
  }
}
