/**
 * Brings the events of one port to the store in order and holds on to each until it is durable. Batches go
 * out without waiting for one another; when one is refused (a full disk) everything behind it waits, and the
 * refused ones are tried again, in order, until they are in. Nothing is dropped.
 */
import type { DriverEvent, Moment } from '../protocol-driver.ts'
import type { SerialClock } from './serial-clock.ts'

export interface ReceivedEvent {
  readonly event: DriverEvent
  /** When the chunk that completed the frame was read. */
  readonly receivedAt: Moment
}

export interface EventBatch {
  readonly events: readonly ReceivedEvent[]
  /** Whose `onDurable` to call; its connection may be gone by then. */
  readonly driver: object
}

interface NumberedBatch extends EventBatch {
  readonly number: number
}

export const DELIVERY_RETRY_MS = 500
/** More events than this not yet durable: reading stops ... */
export const UNDURABLE_LIMIT = 2000
/** ... until only this many are left, so that it does not stop and go with every batch. */
const RESUME_AT = UNDURABLE_LIMIT / 2

export class DeliveryQueue {
  private readonly inFlight = new Set<NumberedBatch>()
  /** Refused, or behind a refused one; in order. */
  private kept: NumberedBatch[] = []
  private nextNumber = 1
  private settling = false
  private retrying = false
  private cancelRetry: (() => void) | null = null
  private undurable = 0
  private held = false
  private idleWaiters: (() => void)[] = []

  constructor(
    private readonly deliver: (events: readonly ReceivedEvent[]) => Promise<void>,
    private readonly onDurable: (batch: EventBatch) => void,
    private readonly onHold: (hold: boolean) => void,
    private readonly clock: SerialClock,
  ) {}

  /** Events that the store has not yet confirmed. */
  get waiting(): number {
    return this.undurable
  }

  push(batch: EventBatch): void {
    if (batch.events.length === 0) return
    this.undurable += batch.events.length
    const numbered = { ...batch, number: this.nextNumber }
    this.nextNumber += 1
    if (this.blocked) this.kept.push(numbered)
    else void this.send(numbered)
    this.updateHold()
  }

  /**
   * Resolves when nothing is on its way any more. What was refused before is tried once more, in order; what
   * the store refuses then stays counted in `waiting`.
   */
  async settle(): Promise<void> {
    this.settling = true
    this.cancelRetry?.()
    this.cancelRetry = null
    if (this.inFlight.size > 0) await new Promise<void>((resolve) => this.idleWaiters.push(resolve))
    for (let next = this.kept.shift(); next !== undefined; next = this.kept.shift()) {
      if (!(await this.send(next))) return
    }
  }

  private get blocked(): boolean {
    return this.kept.length > 0 || this.retrying
  }

  private async send(batch: NumberedBatch): Promise<boolean> {
    this.inFlight.add(batch)
    const stored = await this.attempt(batch)
    this.inFlight.delete(batch)
    if (stored) {
      this.undurable -= batch.events.length
      this.onDurable(batch)
    } else {
      this.keepInOrder(batch)
      this.scheduleRetry()
    }
    this.updateHold()
    if (this.inFlight.size === 0) for (const resolve of this.idleWaiters.splice(0)) resolve()
    return stored
  }

  private async attempt(batch: NumberedBatch): Promise<boolean> {
    try {
      await this.deliver(batch.events)
      return true
    } catch {
      // Why is the store's to say (it reports its own state); here it only means "again".
      return false
    }
  }

  private keepInOrder(batch: NumberedBatch): void {
    const at = this.kept.findIndex((other) => batch.number < other.number)
    if (at === -1) this.kept.push(batch)
    else this.kept.splice(at, 0, batch)
  }

  private scheduleRetry(): void {
    if (this.retrying || this.settling || this.cancelRetry !== null) return
    this.cancelRetry = this.clock.after(DELIVERY_RETRY_MS, () => {
      this.cancelRetry = null
      void this.retry()
    })
  }

  private async retry(): Promise<void> {
    if (this.inFlight.size > 0) {
      this.scheduleRetry()
      return
    }
    this.retrying = true
    for (let next = this.kept.shift(); next !== undefined; next = this.kept.shift()) {
      if (!(await this.send(next)) || this.settling) break
    }
    this.retrying = false
    if (this.kept.length > 0) this.scheduleRetry()
    this.updateHold()
  }

  private updateHold(): void {
    const hold = this.blocked || this.undurable > (this.held ? RESUME_AT : UNDURABLE_LIMIT)
    if (hold === this.held) return
    this.held = hold
    this.onHold(hold)
  }
}
