/**
 * Since when and why messages wait that go now, so that the centre shows what comes late and why (contract:
 * "Messages"): no way was there, or the station itself was not.
 */
import { isoInstant, type Instant } from '../../shared/domain/time.ts'
import type { LateDelivery } from '../../shared/wire/centre-messages.ts'
import type { SendFailure } from './transport.ts'

/** From here on the card says "not delivered" (design: "Order of sending"). */
const LATE_AFTER_MS = 15_000

interface Outage {
  readonly since: Instant
  /** Null while it lasts. */
  readonly until: Instant | null
  readonly reason: SendFailure
}

export class Lateness {
  #outage: Outage | undefined

  constructor(private readonly startedAt: Instant) {}

  /** No way to the centre is left. */
  lost(reason: SendFailure, now: Instant): void {
    if (this.#outage?.until !== null) this.#outage = { since: now, until: null, reason }
  }

  found(now: Instant): void {
    if (this.#outage?.until === null) this.#outage = { ...this.#outage, until: now }
  }

  /** `oldestAt`: when the oldest message that goes now was stored; undefined where none of them is late. */
  of(oldestAt: Instant, now: Instant): LateDelivery | undefined {
    if (now - oldestAt <= LATE_AFTER_MS) return undefined
    const outage = this.#outage
    if (outage !== undefined && oldestAt <= (outage.until ?? now)) {
      return { since: isoInstant(outage.since), reason: outage.reason }
    }
    return oldestAt < this.startedAt ? { since: isoInstant(oldestAt), reason: 'station-stopped' } : undefined
  }
}
