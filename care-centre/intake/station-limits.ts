/**
 * A station that asks for more than its share waits, and it alone: each has a bucket of bodies, one of messages and one
 * of bytes that fill again by time, and may have so many bodies and bytes in the queue at once. Pure but for what it
 * remembers.
 */
import type { MonotonicMs } from '../../shared/domain/time.ts'

/** What a bucket holds is ten seconds of what flows in: a night's backlog begins at once and goes on at the pace. */
const SECONDS_IN_BUCKET = 10

/** Bodies of one station at one node, on their way in or in the queue: others wait behind at most so many of it. */
export const MOST_WAITING_OF_STATION = 128

/** Bytes of them: a sixteenth of what the queue holds, and what fifty usual bodies of a backlog have. */
export const MOST_WAITING_BYTES_OF_STATION = 4 * 1024 * 1024

/** What a message may weigh in the mean, twice what one of a station of ours does. */
const BYTES_OF_MESSAGE = 1024

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
  bytes: Bucket | undefined
  waiting: number
  waitingBytes: number
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

  /**
   * Before a body of so many bytes is read: milliseconds after which the station may come again, 0 when it may go on. One
   * that has nothing in the queue is never too large for it.
   */
  admit(station: string, bytes: number): number {
    const share = this.#shareOf(station)
    const now = this.monotonic()
    const { bodiesPerSecond, messagesPerSecond } = this.limits
    const isTooMuch = share.waiting > 0 && share.waitingBytes + bytes > MOST_WAITING_BYTES_OF_STATION
    if (isTooMuch || share.waiting >= MOST_WAITING_OF_STATION) return 1000
    // A body of many messages is paid for when they have been counted, and keeps the next one out.
    const debt = takeFrom(share.messages, 0, messagesPerSecond, now)
    if (debt.bucket.left < 0) return (-debt.bucket.left / messagesPerSecond) * 1000
    const weighed = takeFrom(share.bytes, bytes, messagesPerSecond * BYTES_OF_MESSAGE, now)
    if (weighed.waitMs > 0) return weighed.waitMs
    const taken = takeFrom(share.bodies, 1, bodiesPerSecond, now)
    share.bodies = taken.bucket
    if (taken.waitMs === 0) share.bytes = weighed.bucket
    return taken.waitMs
  }

  /** A body has its place from its first byte on; gives what is called once when it is done with. */
  arrive(station: string, bytes: number): () => void {
    const share = this.#shareOf(station)
    share.waiting += 1
    share.waitingBytes += bytes
    return () => {
      share.waiting -= 1
      share.waitingBytes -= bytes
    }
  }

  /** What is in the body has been counted. */
  pay(station: string, messages: number): void {
    const share = this.#shareOf(station)
    const { bucket } = takeFrom(share.messages, 0, this.limits.messagesPerSecond, this.monotonic())
    share.messages = { left: bucket.left - messages, at: bucket.at }
  }

  /** Both at once, for a body that is there whole. */
  enter(station: string, messages: number, bytes: number): () => void {
    this.pay(station, messages)
    return this.arrive(station, bytes)
  }

  #shareOf(station: string): Share {
    const known = this.#shares.get(station)
    if (known !== undefined) return known
    if (this.#shares.size >= MOST_KEPT) this.#forgetIdle()
    const share: Share = {
      bodies: undefined,
      messages: undefined,
      bytes: undefined,
      waiting: 0,
      waitingBytes: 0,
    }
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
