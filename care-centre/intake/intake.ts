/**
 * The door for messages. Bodies that wait while a transaction runs are stored in the next one together:
 * waiting for the disk is most of a commit's cost.
 */
import type { MessagesReply } from '../../shared/wire/centre-messages.ts'
import type { HeardStation, StationWord } from '../store/station-store.ts'
import { databaseCodeOf, isStoreTrouble } from '../store/store-error.ts'
import type { Transaction, Writes } from '../store/transaction.ts'
import type { JudgedBody } from './judge-message.ts'
import { storeBodies, storeLocked, type StationBody, type StoredBodies } from './store-bodies.ts'
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

/**
 * Messages that must wait for a transaction to start beside one, beside two and so on; fewer go into the next one
 * together. A second keeps the database at work while the node reads and answers; a third costs more than it brings
 * unless it is large: half of a full one.
 */
const BESIDE_FROM_MESSAGES = [0, 8, 100]

/** Several times what one takes: another node is working on the same stations, or the disk is slow. */
const HELD_UP_AFTER_MS = 20

/** The disk needs to know only so well when a station was heard: it is read after a restart alone. */
const HEARD_WRITTEN_EVERY_MS = 5000
const NEVER = Number.NEGATIVE_INFINITY

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

interface Waiting extends StationBody, WaitingBody {
  readonly settle: (answer: IntakeAnswer) => void
}

interface HeardWritten {
  readonly at: number
  readonly said: StationWord | null
  /** When it was last written as heard by no broker. */
  readonly straightAt: number
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
  readonly #heardWritten = new Map<string, HeardWritten>()
  #running = 0
  #deciding = 0
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
   */
  async takeDecided<T extends Decided>(
    station: string,
    bytes: number,
    decide: (transaction: Transaction) => Promise<T>,
  ): Promise<DecidedAnswer<T>> {
    if (this.#isFull(bytes)) return { ok: false, code: 'overloaded' }
    const started = this.#monotonic()
    this.#deciding += 1
    try {
      const { decided, stored } = await this.#writes.run(async (transaction) => {
        await transaction.lock([station])
        const made = await decide(transaction)
        return {
          decided: made,
          stored: await storeLocked(transaction, [{ station, ...made }], [], this.#now()),
        }
      })
      this.#onStored(stored, started)
      const [reply] = stored.replies
      return reply === undefined ? { ok: false, code: 'cannot-store' } : { ok: true, reply, decided }
    } catch (error) {
      // What could not be decided is nothing that the database did.
      if (!isStoreTrouble(error)) throw error
      this.#onFailed(error)
      return { ok: false, code: 'cannot-store' }
    } finally {
      this.#deciding -= 1
    }
  }

  get waiting(): number {
    return this.#waiting.length + this.#deciding
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
    return this.#waiting.take(MOST_MESSAGES_IN_TRANSACTION, this.#busy)
  }

  /** Stations due to be written as heard. After a failure all: whether the disk takes rows again must be tried. */
  #heardToWrite(group: readonly Waiting[], now: number): HeardStation[] {
    const speaking = group.filter(({ body }) => body.isHeard !== false)
    const said = new Map(speaking.map(({ station, body }) => [station, wordOf(body)]))
    const straight = new Set(
      speaking.filter(({ body }) => body.isBrokered !== true).map(({ station }) => station),
    )
    const isLong = (since: number): boolean => Math.abs(now - since) >= HEARD_WRITTEN_EVERY_MS
    return [...said].flatMap(([station, word]) => {
      const before = this.#heardWritten.get(station)
      const isStraight = straight.has(station)
      const isDue =
        before === undefined ||
        before.said !== word ||
        isLong(before.at) ||
        (isStraight && isLong(before.straightAt))
      return isDue || this.#trouble !== null ? [{ station, said: word, isStraight }] : []
    })
  }

  async #store(group: readonly Waiting[]): Promise<void> {
    const started = this.#monotonic()
    const now = this.#now()
    const heard = this.#heardToWrite(group, now)
    let stored: StoredBodies
    try {
      stored = await this.#writes.run((transaction) => storeBodies(transaction, group, heard, now))
    } catch (error) {
      // What one body breaks must not be in another's way; a full disk breaks them all.
      if (group.length > 1 && !isStoreTrouble(error)) {
        for (const waiting of group) await this.#store([waiting])
        return
      }
      for (const { settle } of group) settle({ ok: false, code: 'cannot-store' })
      this.#onFailed(error)
      return
    }
    for (const { station, said, isStraight } of heard) {
      const straightAt = isStraight ? now : (this.#heardWritten.get(station)?.straightAt ?? NEVER)
      this.#heardWritten.set(station, { at: now, said, straightAt })
    }
    for (const [at, { station, body, settle }] of group.entries()) {
      const answer = answerOf(stored, at)
      settle(answer)
      if (answer.ok) this.#events.onAnswered?.(station, body, answer.reply)
    }
    this.#onStored(stored, started)
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

/** The last word before a stop on purpose. */
function wordOf(body: JudgedBody): StationWord | null {
  const stops = body.messages.some(
    (judged) => judged.kind === 'heartbeat' && judged.message.data.stopping === true,
  )
  return stops ? 'stopping' : null
}

function answerOf(stored: StoredBodies, at: number): IntakeAnswer {
  const reply = stored.replies[at]
  return reply === undefined ? { ok: false, code: 'cannot-store' } : { ok: true, reply }
}
