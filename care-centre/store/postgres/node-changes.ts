/**
 * Changes of all nodes, in the order of their numbers, which is that of their commits. NOTIFY is only the bell: what
 * it rings for is read by number, so that a lost bell or connection loses nothing. What this node wrote itself is
 * told without being read, and where nobody listens nothing is: then it only keeps count.
 */
import type { ChangeListeners } from '../change-listeners.ts'
import { setTimeout as rest } from 'node:timers/promises'
import { databaseCodeOf } from '../store-error.ts'
import type { StoredChange } from '../transaction.ts'
import { Bell } from './bell.ts'
import type { Session } from './driver.ts'
import { NEWEST, READ_BETWEEN, gapsAround, MOST_AT_ONCE, type ChangeRow } from './change-rows.ts'
import { ToldAhead, type Ahead, type ChangeNumbers } from './told-ahead.ts'

const CHANNEL = 'tryggvakt_change'

/** Without a bell; also how soon a session that is dead without a word is found. */
const LOOK_EVERY_MS = 1_000
const RECONNECT_AFTER_MS = 500
/**
 * Between two rounds: what a busy node commits meanwhile is rung for once, and what others commit is read together. A
 * bell is a commit of its own: rung every 10 ms, two nodes took a third more of the processor for a fall.
 */
const REST_MS = 30

/** Changes are kept so long; who looked away for longer reads the lists again. */
export const CHANGES_KEPT_MS = 15 * 60_000
const LONGEST_GAP_MS = CHANGES_KEPT_MS - 2 * 60_000

interface NodeChangesParts {
  readonly connect: () => Session
  readonly listeners: ChangeListeners
  readonly monotonic: () => number
}

export class NodeChanges {
  readonly #parts: NodeChangesParts
  readonly #bell = new Bell()
  readonly #ahead = new ToldAhead()
  #position = 0
  #readAt: number
  #hasNews = false
  #mustLook = true
  /** Of the session that listens: its own bell wakes it as well. */
  #pid = 0
  #trouble: string | null = null
  #closed = false
  #loop: Promise<void> = Promise.resolve()

  constructor(parts: NodeChangesParts) {
    this.#parts = parts
    this.#readAt = parts.monotonic()
  }

  /** Everything committed after this resolves is told. Throws when there is no database. */
  async start(): Promise<void> {
    const session = await this.#open()
    this.#position = await newest(session)
    this.#loop = this.#run(session)
  }

  /** This node committed changes: the others are rung up. */
  committed(changes: readonly StoredChange[], numbers: ChangeNumbers): void {
    this.#hasNews = true
    if (!this.#parts.listeners.areHeard) {
      // Numbers rise in the order of commits: nothing below these is still to come.
      this.#skipTo(numbers.last)
      this.#bell.ring()
      return
    }
    // None is between, so nobody else's. What was committed just before may be answered just after.
    if (numbers.first === this.#position + 1) {
      this.#position = numbers.last
      this.#parts.listeners.tell(changes)
      this.#tellAhead()
    } else if (numbers.last > this.#position && !this.#keepsAhead(changes, numbers)) {
      this.#mustLook = true
    }
    this.#bell.ring()
  }

  /** The newest change that was told. */
  get position(): number {
    return this.#position
  }

  /** Why changes of other nodes are not heard now; null: they are. */
  get trouble(): string | null {
    return this.#trouble
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#bell.ring()
    await this.#loop
  }

  async #run(first: Session): Promise<void> {
    for (let session: Session | undefined = first; !this.#closed; session = undefined) {
      try {
        session ??= await this.#reopen()
        await this.#follow(session)
      } catch (error) {
        this.#trouble = databaseCodeOf(error)
        await this.#bell.wait(RECONNECT_AFTER_MS)
      } finally {
        // A broken session has nothing left to end.
        await session?.end().catch(() => undefined)
      }
    }
  }

  async #open(): Promise<Session> {
    const session = this.#parts.connect()
    this.#mustLook = true
    // Told to the statement under way, or to the next one.
    session.on('error', () => this.#bell.ring())
    session.on('notification', ({ processId }) => {
      if (processId === this.#pid) return
      this.#mustLook = true
      this.#bell.ring()
    })
    await session.connect()
    const { rows } = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    this.#pid = rows[0]?.pid ?? 0
    await session.query(`LISTEN ${CHANNEL}`)
    return session
  }

  /** Numbers below ours are those of a database that was put back: nothing of what was shown may still be true. */
  async #reopen(): Promise<Session> {
    const session = await this.#open()
    const last = await newest(session)
    const wasLong = this.#parts.monotonic() - this.#readAt > LONGEST_GAP_MS
    // Another server may have taken over and given the same numbers to other changes.
    this.#ahead.clear()
    if (last < this.#position || wasLong) {
      this.#position = last
      this.#parts.listeners.tellGap()
    }
    this.#trouble = null
    return session
  }

  async #follow(session: Session): Promise<void> {
    while (!this.#closed) {
      if (this.#hasNews) {
        this.#hasNews = false
        await session.query(`NOTIFY ${CHANNEL}`)
      }
      if (this.#isDue() && (await this.#look(session))) continue
      await rest(REST_MS)
      await this.#bell.wait(this.#ahead.since === undefined ? LOOK_EVERY_MS : REST_MS)
    }
  }

  /** What others wait for so long is another node's, or missing because it was rolled back: a look finds out. */
  #isDue(): boolean {
    const now = this.#parts.monotonic()
    const { since } = this.#ahead
    const isMissing = since !== undefined && now - since >= REST_MS
    return this.#mustLook || isMissing || now - this.#readAt >= LOOK_EVERY_MS
  }

  /** Not those of which a look has told a part: it goes on with the rest. */
  #keepsAhead(changes: readonly StoredChange[], numbers: ChangeNumbers): boolean {
    if (numbers.first <= this.#position) return false
    return this.#ahead.keep(changes, numbers, this.#parts.monotonic())
  }

  #tellAhead(): void {
    const next = (): ReturnType<ToldAhead['takeAfter']> => this.#ahead.takeAfter(this.#position)
    for (let ahead = next(); ahead !== undefined; ahead = next()) {
      this.#position = ahead.last
      this.#parts.listeners.tell(ahead.changes)
    }
  }

  /** Nobody listened when it was committed. */
  #skipTo(number: number): void {
    if (number <= this.#position) return
    this.#position = number
    this.#ahead.forgetUpTo(number)
  }

  /** Whether there may be more. */
  async #look(session: Session): Promise<boolean> {
    this.#mustLook = false
    const isMore = await (this.#parts.listeners.areHeard ? this.#read(session) : this.#count(session))
    this.#readAt = this.#parts.monotonic()
    if (isMore) this.#mustLook = true
    return isMore
  }

  async #count(session: Session): Promise<boolean> {
    const last = await newest(session)
    // Whoever came meanwhile may have come before some of them.
    if (this.#parts.listeners.areHeard) return true
    this.#skipTo(last)
    return false
  }

  /** Only what is not kept here: what this node wrote is told where it belongs between the rows of others. */
  async #read(session: Session): Promise<boolean> {
    const own = this.#ahead.list()
    const values = gapsAround(this.#position, own)
    const { rows } = await session.query<ChangeRow>({ name: 'changes', text: READ_BETWEEN, values })
    for (const { number, type, station, data } of rows) {
      this.#tellOwn(own, number)
      // Told meanwhile, when it was committed here.
      if (number <= this.#position) continue
      this.#position = number
      this.#parts.listeners.tell([{ type, station, data: JSON.parse(data) as unknown }])
    }
    const isMore = rows.length === MOST_AT_ONCE
    // Whatever was committed before the last of them was there to be read.
    if (!isMore) this.#tellOwn(own, Number.POSITIVE_INFINITY)
    this.#ahead.forgetUpTo(this.#position)
    this.#tellAhead()
    return isMore
  }

  /** Those below `number`, which are then no longer in `own`. */
  #tellOwn(own: Ahead[], number: number): void {
    for (let next = own[0]; next !== undefined && next.last < number; next = own[0]) {
      own.shift()
      if (next.first <= this.#position) continue
      this.#position = next.last
      this.#parts.listeners.tell(next.changes)
    }
  }
}

async function newest(session: Session): Promise<number> {
  const { rows } = await session.query<{ number: number }>({ name: 'newest', text: NEWEST })
  return rows[0]?.number ?? 0
}
