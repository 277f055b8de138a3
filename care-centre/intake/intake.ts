/**
 * The door for messages. Bodies that wait while a transaction runs are stored in the next one together:
 * waiting for the disk is most of a commit's cost.
 */
import type { MessagesReply } from '../../shared/wire/centre-messages.ts'
import { databaseCodeOf, isStoreTrouble } from '../store/store-error.ts'
import type { Transaction, Writes } from '../store/transaction.ts'
import { HeardWriting } from './heard-writing.ts'
import type { JudgedBody } from './judge-message.ts'
import type { StoredBodies } from './store-bodies.ts'
import { storeGroup, type Entry } from './store-group.ts'
import { WaitingBodies, type WaitingBody } from './waiting-bodies.ts'

/** `overloaded`: come back later. `cannot-store`: the disk said no, nothing of this body was kept. */
export type IntakeAnswer =
  | { readonly ok: true; readonly reply: MessagesReply }
  | { readonly ok: false; readonly code: 'overloaded' | 'cannot-store' }

export interface IntakeLimits {
  /** Bodies that may wait. */
  readonly bodies: number
  /** Their bytes as received; what the queue may hold of memory. */
  readonly bytes: number
}

export const INTAKE_LIMITS: IntakeLimits = { bodies: 2000, bytes: 64 * 1024 * 1024 }

/** A hundred rows cost three times a single one, so an alarm never waits long behind a full transaction. */
const MOST_MESSAGES_IN_TRANSACTION = 200

/** One body of a station that sends large ones takes long enough; twice what a station of ours puts into one. */
const MOST_BYTES_IN_TRANSACTION = 512 * 1024

/** A document asks what stands open before it is stored: it takes a transaction as long as so many messages. */
const ROWS_OF_DOCUMENT = 4

/**
 * Messages that must wait for a transaction to start beside one, beside two and so on; fewer go into the next one
 * together. A second keeps the database at work while the node reads and answers; a third costs more than it brings
 * unless it is large: half of a full one.
 */
const BESIDE_FROM_MESSAGES = [0, 8, 100]

/** Several times what one takes: another node is working on the same stations, or the disk is slow. */
const HELD_UP_AFTER_MS = 20

export interface IntakeEvents {
  /** After the commit. */
  readonly onStored: (stored: StoredBodies, seconds: number) => void
  readonly onCannotStore: (code: string, error: unknown) => void
  /** A body of this station has its answer. */
  readonly onAnswered?: (station: string, body: JudgedBody, reply: MessagesReply) => void
}

/** What a document comes to, beside what the intake is to store of it. */
interface Decided {
  readonly body: JudgedBody
}

/** `decided`: by the run of `decide` whose transaction was committed. */
export type DecidedAnswer<T extends Decided> =
  | { readonly ok: true; readonly reply: MessagesReply; readonly decided: T }
  | Extract<IntakeAnswer, { readonly ok: false }>

type Waiting = Entry &
  WaitingBody & {
    readonly settle: (answer: IntakeAnswer) => void
    /** It cannot be decided, which is nothing that the database did. */
    readonly fail?: (error: unknown) => void
  }

export class Intake {
  readonly #writes: Writes
  readonly #limits: IntakeLimits
  readonly #now: () => number
  readonly #monotonic: () => number
  readonly #events: IntakeEvents
  readonly #waiting = new WaitingBodies<Waiting>()
  /** Stations of the transactions under way. */
  readonly #busy = new Set<string>()
  readonly #heard = new HeardWriting()
  #running = 0
  #heldUp: NodeJS.Timeout | undefined
  #trouble: string | null = null

  constructor(
    writes: Writes,
    clock: { readonly now: () => number; readonly monotonic: () => number },
    limits: IntakeLimits,
    events: IntakeEvents,
  ) {
    this.#writes = writes
    this.#now = clock.now
    this.#monotonic = clock.monotonic
    this.#limits = limits
    this.#events = events
  }

  /** Resolves `ok` only when every acknowledged message is on the disk. `bytes`: length of the body as received. */
  take(station: string, body: JudgedBody, bytes: number): Promise<IntakeAnswer> {
    if (this.#isFull(bytes)) return Promise.resolve({ ok: false, code: 'overloaded' })
    return new Promise((settle) => {
      const size = body.messages.length + body.handled.length
      this.#waiting.push({ station, body, bytes, size, isUrgent: hasCritical(body), settle })
      this.#wake()
    })
  }

  /**
   * For a body that rests on what is stored. It is made within the transaction that stores it and under the lock of
   * its station: between the two nobody else does anything about the alarms it names. `decide` does nothing but SQL.
   * Rejects with what `decide` throws.
   */
  takeDecided<T extends Decided>(
    station: string,
    { bytes, isUrgent }: Pick<WaitingBody, 'bytes' | 'isUrgent'>,
    decide: (transaction: Transaction) => Promise<T>,
  ): Promise<DecidedAnswer<T>> {
    if (this.#isFull(bytes)) return Promise.resolve({ ok: false, code: 'overloaded' })
    return new Promise((resolve, reject) => {
      let decided: T | undefined
      this.#waiting.push({
        station,
        bytes,
        size: ROWS_OF_DOCUMENT,
        isUrgent,
        decide: async (transaction) => {
          decided = await decide(transaction)
          return decided.body
        },
        settle: (answer) => {
          if (!answer.ok) resolve(answer)
          else resolve(decided === undefined ? { ok: false, code: 'cannot-store' } : { ...answer, decided })
        },
        fail: reject,
      })
      this.#wake()
    })
  }

  get waiting(): number {
    return this.#waiting.length
  }

  /** The database's word for why the last transaction failed; `null` when it was stored. */
  get trouble(): string | null {
    return this.#trouble
  }

  #isFull(bytes: number): boolean {
    return this.waiting >= this.#limits.bodies || this.#waiting.bytes + bytes > this.#limits.bytes
  }

  #wake(): void {
    if (this.#running === this.#writes.atOnce) return
    if (this.#isWorthAnother(this.#running)) {
      void this.#drain()
      return
    }
    this.#heldUp ??= setTimeout(() => {
      this.#heldUp = undefined
      if (this.#running < this.#writes.atOnce) void this.#drain()
    }, HELD_UP_AFTER_MS)
  }

  async #drain(): Promise<void> {
    this.#running += 1
    let isNeeded = true
    let group = this.#nextGroup()
    while (group.length > 0) {
      const stations = new Set(group.map(({ station }) => station))
      for (const station of stations) this.#busy.add(station)
      await this.#store(group)
      for (const station of stations) this.#busy.delete(station)
      isNeeded = this.#isWorthAnother(this.#running - 1)
      group = isNeeded ? this.#nextGroup() : []
    }
    this.#running -= 1
    if (!isNeeded) this.#wake()
  }

  /** Whether what waits is enough for a transaction beside so many. */
  #isWorthAnother(beside: number): boolean {
    const least = BESIDE_FROM_MESSAGES[beside] ?? MOST_MESSAGES_IN_TRANSACTION
    return this.#waiting.rows >= least
  }

  #nextGroup(): Waiting[] {
    const most = { rows: MOST_MESSAGES_IN_TRANSACTION, bytes: MOST_BYTES_IN_TRANSACTION }
    return this.#waiting.take(most, this.#busy)
  }

  async #store(group: readonly Waiting[]): Promise<void> {
    const started = this.#monotonic()
    const now = this.#now()
    const heard = this.#heard.due(group, now, this.#trouble !== null)
    let stored: StoredBodies
    try {
      stored = await this.#writes.run((transaction) => storeGroup(transaction, group, heard, now))
    } catch (error) {
      // What one body breaks must not be in another's way; a full disk breaks them all.
      if (group.length > 1 && !isStoreTrouble(error)) {
        for (const waiting of group) await this.#store([waiting])
        return
      }
      this.#refuse(group, error)
      return
    }
    this.#heard.note(heard, now)
    for (const [at, { station, body, settle }] of group.entries()) {
      const answer = answerOf(stored, at)
      settle(answer)
      if (answer.ok && body !== undefined) this.#events.onAnswered?.(station, body, answer.reply)
    }
    this.#onStored(stored, started)
  }

  #refuse(group: readonly Waiting[], error: unknown): void {
    const isTrouble = isStoreTrouble(error)
    const refused = group.filter(({ fail }) => isTrouble || fail === undefined)
    for (const { fail } of group) if (!isTrouble) fail?.(error)
    if (refused.length === 0) return
    for (const { settle } of refused) settle({ ok: false, code: 'cannot-store' })
    this.#onFailed(error)
  }

  #onStored(stored: StoredBodies, started: number): void {
    this.#trouble = null
    this.#events.onStored(stored, (this.#monotonic() - started) / 1000)
  }

  #onFailed(error: unknown): void {
    this.#trouble = databaseCodeOf(error)
    this.#events.onCannotStore(this.#trouble, error)
  }
}

function hasCritical(body: JudgedBody): boolean {
  return body.messages.some((judged) => judged.kind === 'alarm' && judged.message.priority === 'critical')
}

function answerOf(stored: StoredBodies, at: number): IntakeAnswer {
  const reply = stored.replies[at]
  return reply === undefined ? { ok: false, code: 'cannot-store' } : { ok: true, reply }
}
