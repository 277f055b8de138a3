/**
 * Numbered changes of the board for every client. What is published in one turn of the event loop becomes
 * one change; a client that fell too far behind, or comes with a number that is no longer kept, gets a
 * snapshot instead. Nothing here grows without bound: the ring of past changes and each client's queue
 * have limits.
 */
import type { Board, BoardMessage, CalmProof, PersonTile } from '../../shared/api/board.ts'
import type { AlarmCard } from '../../shared/api/board.ts'
import { API_VERSION } from '../../shared/api/version.ts'
import type { Instant, MonotonicMs } from '../../shared/domain/time.ts'
import type { BoardPublisher, ChangeOrigin, StationMetrics } from '../services.ts'
import { FeedSubscriber, type NumberedChange } from './feed-subscriber.ts'

/** Changes kept for clients that come back: ten seconds at 100 changes a second. */
const RING_LIMIT = 1000
/** Below the client's 1.8 s by more than one lost tick's worth of jitter on a busy machine. */
const TICK_MS = 800
/** How often a congested socket is looked at again; `ws` gives no drain event of its own. */
const CONGESTION_POLL_MS = 50

export interface BoardFeedOptions {
  /** New with every start of the station: numbers of another run mean nothing. */
  readonly run: string
  readonly clock: { wall(): Instant; mono(): MonotonicMs }
  readonly metrics: Pick<StationMetrics, 'observeBoard'>
  /** Cards that are on a client's socket. */
  readonly onShown?: (cards: readonly AlarmCard[]) => void
}

export interface FeedRequest {
  readonly since: { readonly run: string; readonly sequence: number } | undefined
  readonly readBoard: () => Promise<Board>
  readonly signal: AbortSignal
  /** True while the client's socket holds so much unsent data that more would only pile up in memory. */
  readonly isCongested: () => boolean
  /** Calls `again` when this client may see more or less than before: it gets a snapshot. */
  readonly onOutdated?: (again: () => void) => () => void
}

type Change = Extract<BoardMessage, { type: 'change' }>

export class BoardFeed implements BoardPublisher {
  readonly #options: BoardFeedOptions
  readonly #ring: Change[] = []
  readonly #subscribers = new Set<FeedSubscriber>()
  #sequence = 0
  #cards = new Map<string, AlarmCard>()
  #origins: ChangeOrigin[] = []
  #proof: CalmProof | undefined
  #people: readonly PersonTile[] | undefined
  #flushPlanned = false

  constructor(options: BoardFeedOptions) {
    this.#options = options
  }

  /** Cards as they are after a commit; of several of one alarm in one turn the last one counts. */
  publishCards(cards: readonly AlarmCard[], origins: readonly ChangeOrigin[]): void {
    for (const card of cards) {
      this.#cards.delete(card.alarmId)
      this.#cards.set(card.alarmId, card)
    }
    this.#origins.push(...origins)
    this.#planFlush()
  }

  publishProof(proof: CalmProof): void {
    this.#proof = proof
    this.#planFlush()
  }

  publishPeople(people: readonly PersonTile[]): void {
    this.#people = people
    this.#planFlush()
  }

  /** How many clients listen now. */
  get clients(): number {
    return this.#subscribers.size
  }

  /** The board for one client: first what it missed or a snapshot, then changes, a tick when all is quiet. */
  async *messages(request: FeedRequest): AsyncGenerator<BoardMessage, void, void> {
    const subscriber = new FeedSubscriber(request.signal)
    this.#subscribers.add(subscriber)
    const forget = request.onOutdated?.(() => subscriber.askForSnapshot())
    try {
      const missed = this.#changesAfter(request.since)
      if (missed === undefined) subscriber.askForSnapshot()
      else for (const change of missed) subscriber.offer({ change, origins: [] })
      yield* this.#deliver(subscriber, request)
    } finally {
      forget?.()
      this.#subscribers.delete(subscriber)
      subscriber.close()
    }
  }

  async *#deliver(subscriber: FeedSubscriber, request: FeedRequest): AsyncGenerator<BoardMessage> {
    // An empty catch-up must still be answered at once: the client waits to know that it is up to date.
    let quiet = true
    while (!request.signal.aborted) {
      if (request.isCongested()) {
        await subscriber.sleep(CONGESTION_POLL_MS)
        continue
      }
      const next = subscriber.take()
      if (next === 'snapshot') {
        const sequence = this.#sequence
        const board = await request.readBoard()
        yield { type: 'snapshot', apiVersion: API_VERSION, ...this.#stamp(sequence), board }
        this.#observe(subscriber.takeOverdue())
        this.#options.onShown?.(board.alarms)
      } else if (next !== undefined) {
        yield next.change
        this.#observe(next.origins)
        this.#options.onShown?.(next.change.alarms)
      } else if (quiet) {
        yield { type: 'tick', ...this.#stamp(this.#sequence) }
      }
      quiet = !subscriber.hasWork && !(await subscriber.waitForWork(TICK_MS))
    }
  }

  #planFlush(): void {
    if (this.#flushPlanned) return
    this.#flushPlanned = true
    setImmediate(() => {
      this.#flushPlanned = false
      this.#flush()
    })
  }

  #flush(): void {
    this.#sequence += 1
    const change: Change = {
      type: 'change',
      ...this.#stamp(this.#sequence),
      alarms: [...this.#cards.values()],
      ...(this.#proof === undefined ? {} : { proof: this.#proof }),
      ...(this.#people === undefined ? {} : { people: [...this.#people] }),
    }
    const numbered: NumberedChange = { change, origins: this.#origins }
    this.#cards = new Map()
    this.#origins = []
    this.#proof = undefined
    this.#people = undefined
    this.#ring.push(change)
    if (this.#ring.length > RING_LIMIT) this.#ring.shift()
    for (const subscriber of this.#subscribers) subscriber.offer(numbered)
  }

  /** Undefined when they cannot be given without a gap. */
  #changesAfter(since: FeedRequest['since']): readonly Change[] | undefined {
    if (since === undefined || since.run !== this.#options.run) return undefined
    const missing = this.#sequence - since.sequence
    if (missing < 0 || missing > this.#ring.length) return undefined
    const missed = missing === 0 ? [] : this.#ring.slice(-missing)
    return missed.length > FeedSubscriber.QUEUE_LIMIT ? undefined : missed
  }

  #stamp(sequence: number): { run: string; sequence: number; at: Instant } {
    return { run: this.#options.run, sequence, at: this.#options.clock.wall() }
  }

  /** Called when the client's consumer came back for more, so the message before is on its socket. */
  #observe(origins: readonly ChangeOrigin[]): void {
    if (origins.length === 0) return
    const now = this.#options.clock.mono()
    for (const origin of origins) {
      this.#options.metrics.observeBoard((now - origin.receivedAt) / 1000, origin.priority)
    }
  }
}
