/**
 * A station that asks for more than its share waits, and it alone: each has a bucket of bodies and one of messages
 * that fill again by time, and may have so many bodies in the queue at once. Pure but for what it remembers.
 */
import type { MonotonicMs } from '../../shared/domain/time.ts'

/** What a bucket holds is ten seconds of what flows in: a night's backlog begins at once and goes on at the pace. */
const SECONDS_IN_BUCKET = 10

/** Bodies of one station at one node, on their way in or in the queue: others wait behind at most so many of it. */
export const MOST_WAITING_OF_STATION = 128

/** Buckets that are full again say nothing; those of stations that are gone are not kept. */
const MOST_KEPT = 10_000

export interface Bucket {
  readonly left: number
  readonly at: MonotonicMs
}

/** `cost` out of a bucket into which `perSecond` flows; `waitMs`: when it will do, 0 when it did. */
export function takeFrom(
  bucket: Bucket | undefined,
  cost: number,
  perSecond: number,
  now: MonotonicMs,
): { readonly bucket: Bucket; readonly waitMs: number } {
  const most = perSecond * SECONDS_IN_BUCKET
  const before = bucket ?? { left: most, at: now }
  const left = Math.min(most, before.left + (Math.max(0, now - before.at) / 1000) * perSecond)
  // What is more than the bucket can ever hold goes when it is full, and is paid for afterwards.
  const needed = Math.min(cost, most)
  if (left < needed) return { bucket: { left, at: now }, waitMs: ((needed - left) / perSecond) * 1000 }
  return { bucket: { left: left - cost, at: now }, waitMs: 0 }
}

/** What flows into the buckets of one station. */
export interface PerSecond {
  readonly bodiesPerSecond: number
  readonly messagesPerSecond: number
}

interface Share {
  bodies: Bucket | undefined
  messages: Bucket | undefined
  waiting: number
}

export class StationLimits {
  readonly #shares = new Map<string, Share>()

  constructor(
    private limits: PerSecond,
    private readonly monotonic: () => MonotonicMs,
  ) {}

  /** From the next body on; what a bucket held until now counts, up to what one holds now. */
  change(limits: PerSecond): void {
    this.limits = limits
  }

  /** Before a body is read: milliseconds after which the station may come again, 0 when it may go on. */
  admit(station: string): number {
    const share = this.#shareOf(station)
    if (share.waiting >= MOST_WAITING_OF_STATION) return 1000
    // A body of many messages is paid for when they have been counted, and keeps the next one out.
    const debt = takeFrom(share.messages, 0, this.limits.messagesPerSecond, this.monotonic())
    if (debt.bucket.left < 0) return (-debt.bucket.left / this.limits.messagesPerSecond) * 1000
    const taken = takeFrom(share.bodies, 1, this.limits.bodiesPerSecond, this.monotonic())
    share.bodies = taken.bucket
    return taken.waitMs
  }

  /** A body has its place from its first byte on; gives what is called once when it is done with. */
  arrive(station: string): () => void {
    const share = this.#shareOf(station)
    share.waiting += 1
    return () => {
      share.waiting -= 1
    }
  }

  /** What is in the body has been counted. */
  pay(station: string, messages: number): void {
    const share = this.#shareOf(station)
    const { bucket } = takeFrom(share.messages, 0, this.limits.messagesPerSecond, this.monotonic())
    share.messages = { left: bucket.left - messages, at: bucket.at }
  }

  /** Both at once, for a body that is there whole. */
  enter(station: string, messages: number): () => void {
    this.pay(station, messages)
    return this.arrive(station)
  }

  #shareOf(station: string): Share {
    const known = this.#shares.get(station)
    if (known !== undefined) return known
    if (this.#shares.size >= MOST_KEPT) this.#forgetIdle()
    const share: Share = { bodies: undefined, messages: undefined, waiting: 0 }
    this.#shares.set(station, share)
    return share
  }

  #forgetIdle(): void {
    const long = this.monotonic() - SECONDS_IN_BUCKET * 1000
    for (const [station, { bodies, waiting }] of this.#shares) {
      if (waiting === 0 && (bodies?.at ?? 0) < long) this.#shares.delete(station)
    }
  }
}
