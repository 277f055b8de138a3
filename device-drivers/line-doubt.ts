/**
 * Tells a line with wrong settings (baud rate, parity) from a noisy one: bytes come, again and again, and next
 * to none of them is part of a valid frame. Serial drivers feed it what their parser says and report what it
 * answers as the port fault `wrong-line-settings`.
 *
 * A leaky bucket: a discarded byte fills it, a valid frame empties it much faster, so that neither a cut frame
 * at the start, a carriage return after each block nor a burst of noise is mistaken for a wrong setting.
 */
import type { MonotonicMs } from '../shared/domain/time.ts'
import type { DriverEffect } from './protocol-driver.ts'

/** Discarded bytes that raise the doubt: some twelve polls of an ESPA line. */
const DOUBT_BYTES = 32
/** More than this is not remembered, so that a line that was put right is believed within a few frames. */
const MOST_BYTES = 128
/** What one byte of a valid frame is worth; a checksum that fits by chance is rarer than this. */
const GOOD_WEIGHT = 8
/** One burst, however long, is noise or half a frame; wrong settings go on. */
const MIN_READS = 3
const MIN_MS = 2000

export class LineDoubt {
  private level = 0
  private reads = 0
  private since: MonotonicMs = 0
  private lastReadAt: MonotonicMs | null = null
  private doubted = false

  /** A frame was valid. `byteCount` must leave out what a random byte can be as well (a lone ACK). */
  good(byteCount: number): readonly DriverEffect[] {
    this.level = Math.max(0, this.level - GOOD_WEIGHT * byteCount)
    if (this.level > 0) return []
    this.reads = 0
    return this.set(false)
  }

  /** These bytes belong to no valid frame. */
  bad(byteCount: number, now: MonotonicMs): readonly DriverEffect[] {
    if (this.level === 0) {
      this.since = now
      this.reads = 0
      this.lastReadAt = null
    }
    if (this.lastReadAt !== now) this.reads += 1
    this.lastReadAt = now
    this.level = Math.min(MOST_BYTES, this.level + byteCount)
    const lasts = this.reads >= MIN_READS && now - this.since >= MIN_MS
    return this.level >= DOUBT_BYTES && lasts ? this.set(true) : []
  }

  private set(active: boolean): readonly DriverEffect[] {
    if (active === this.doubted) return []
    this.doubted = active
    return [{ type: 'port-fault', code: 'wrong-line-settings', active }]
  }
}
