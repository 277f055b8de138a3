/**
 * Joins the notifications of a Generic Health Sensor to observations (ble-gatt-pendant.md, section 3).
 *
 *   header  bit 0 first segment · bit 1 last segment · bits 2–7 counter 0–63, on over segments and observations
 *   payload a part of the observation, at least one byte
 *
 * Nothing given up goes unseen: a lost fall must be visible as lost.
 */
import { concatBytes, sameBytes } from '../bytes.ts'

const FIRST = 0x01
const LAST = 0x02
const COUNTER_MODULO = 64
/** Record number, class, length and all that a u16 length can announce. */
const LONGEST_JOINED = 4 + 3 + 0xffff

export type DropReason = 'counterGap' | 'noFirstSegment' | 'newFirstSegment' | 'emptySegment' | 'badLength'

export type SegmentOutput =
  | { readonly type: 'joined'; readonly bytes: Uint8Array }
  /** An unfinished observation was given up. */
  | { readonly type: 'dropped'; readonly reason: DropReason }
  /** The very segment that came last; ignored. */
  | { readonly type: 'repeated' }
  /** The counter jumped between two observations: at least one segment never arrived. */
  | { readonly type: 'missed' }

export class GhsSegmentJoiner {
  private parts: Uint8Array[] = []
  private joinedBytes = 0
  private last: Uint8Array | null = null

  /** An observation has begun and waits for its rest. */
  get open(): boolean {
    return this.parts.length > 0
  }

  push(segment: Uint8Array): readonly SegmentOutput[] {
    const { last } = this
    if (last !== null && sameBytes(segment, last)) return [{ type: 'repeated' }]
    this.last = segment.slice()
    const header = segment[0]
    if (header === undefined || segment.length === 1) return this.drop('emptySegment')
    const isNext = last?.[0] === undefined || counterOf(header) === (counterOf(last[0]) + 1) % COUNTER_MODULO
    if ((header & FIRST) !== 0) return this.begin(segment, isNext)
    if (!this.open) return this.drop('noFirstSegment')
    if (!isNext) return this.drop('counterGap')
    return this.add(segment)
  }

  /** The connection is gone; what waits will not be completed. True when something was given up. */
  disconnected(): boolean {
    const wasOpen = this.open
    this.clear()
    this.last = null
    return wasOpen
  }

  private begin(segment: Uint8Array, isNext: boolean): readonly SegmentOutput[] {
    const before = this.open
      ? this.drop('newFirstSegment')
      : isNext
        ? []
        : [{ type: 'missed' } satisfies SegmentOutput]
    return [...before, ...this.add(segment)]
  }

  private add(segment: Uint8Array): readonly SegmentOutput[] {
    const payload = segment.slice(1)
    this.parts.push(payload)
    this.joinedBytes += payload.length
    if (this.joinedBytes > LONGEST_JOINED) return this.drop('badLength')
    if (((segment[0] ?? 0) & LAST) === 0) return []
    const bytes = concatBytes(this.parts)
    this.clear()
    return [{ type: 'joined', bytes }]
  }

  private drop(reason: DropReason): readonly SegmentOutput[] {
    this.clear()
    return [{ type: 'dropped', reason }]
  }

  private clear(): void {
    this.parts = []
    this.joinedBytes = 0
  }
}

function counterOf(header: number): number {
  return header >> 2
}

/** Cuts an observation into segments of at most `payloadBytes`, counting on from `counter`. */
export function segmentObservation(
  observation: Uint8Array,
  payloadBytes: number,
  counter: number,
): readonly Uint8Array[] {
  const count = Math.max(1, Math.ceil(observation.length / payloadBytes))
  return Array.from({ length: count }, (_, at) => {
    const ends = (at === 0 ? FIRST : 0) | (at === count - 1 ? LAST : 0)
    const payload = observation.subarray(at * payloadBytes, (at + 1) * payloadBytes)
    return Uint8Array.of((((counter + at) % COUNTER_MODULO) << 2) | ends, ...payload)
  })
}
