/** What an answer of the centre does to the outbox rows, in one transaction, then to cards and metrics. */
import type { HandledCommand, MessagesReply } from '../../shared/wire/centre-messages.ts'
import { PRIORITIES } from '../../shared/domain/priority.ts'
import type { MonotonicMs } from '../../shared/domain/time.ts'
import type { Clock } from '../clock.ts'
import type { Log, StationMetrics } from '../services.ts'
import {
  markAcknowledged,
  markFailed,
  markRejected,
  REJECTED_PAUSE_MS,
  type UnreadableMessage,
  type WaitingMessage,
} from '../store/outbox-rows.ts'
import type { WriteQueue } from '../store/write-queue.ts'
import type { DeliveryBook } from './delivery-book.ts'

/** Arrival times kept for the histogram; the oldest go first, only a figure is lost with them. */
const MOST_ARRIVALS = 20_000

/** Commands of the centre, taken from answers and reported back; implemented in `alarms/centre-commands.ts`. */
export interface CommandDesk {
  take(commands: readonly unknown[]): Promise<void>
  unreported(): readonly HandledCommand[]
  reported(handled: readonly HandledCommand[]): Promise<void>
}

export interface SettlementParts {
  readonly writeQueue: WriteQueue
  readonly deliveries: DeliveryBook
  readonly clock: Clock
  readonly metrics: StationMetrics
  readonly log: Log
  /** Cards of these alarms changed. */
  readonly onDelivered: (alarmIds: ReadonlySet<string>) => void
  /** A technician must look: the centre will not take this message. Told once for each. */
  readonly onRejected: (message: WaitingMessage | UnreadableMessage, code: string) => void
}

/** No way takes the message now; it is tried again after `pauseMs`. */
export interface Rejection {
  readonly message: WaitingMessage | UnreadableMessage
  readonly code: string
  readonly pauseMs: number
}

export class Settlement {
  readonly #arrivals = new Map<string, MonotonicMs>()

  constructor(private readonly parts: SettlementParts) {}

  /** The frame behind this message arrived at `receivedAt`. */
  arrived(messageId: string, receivedAt: MonotonicMs): void {
    if (this.#arrivals.size >= MOST_ARRIVALS) {
      const [oldest] = this.#arrivals.keys()
      if (oldest !== undefined) this.#arrivals.delete(oldest)
    }
    this.#arrivals.set(messageId, receivedAt)
  }

  /** @throws StoreError when the rows could not be closed; they wait on and are sent again. */
  async settle(
    batch: readonly WaitingMessage[],
    reply: MessagesReply,
    answeredAt: MonotonicMs,
  ): Promise<void> {
    const acknowledgedIds = new Set(reply.acknowledged)
    const acknowledged = batch.filter(({ id }) => acknowledgedIds.has(id))
    const rejectedCodes = new Map(reply.rejected.map(({ id, code }) => [id, code.slice(0, 64)]))
    const rejected = batch.filter(({ id }) => rejectedCodes.has(id) && !acknowledgedIds.has(id))
    const { writeQueue, deliveries, clock } = this.parts
    // What is new overtakes the settling of lesser messages: a backlog has a batch of them many times a second.
    const lane = batch.some(({ priorityRank }) => priorityRank === 0) ? 'alarm' : 'routine'
    await writeQueue.run(lane, async ({ manager, afterCommit }) => {
      const now = clock.wall()
      if (acknowledged.length > 0)
        await markAcknowledged(
          manager,
          acknowledged.map(({ id }) => id),
          now,
        )
      for (const { id } of rejected) {
        await markRejected(manager, id, rejectedCodes.get(id) ?? '', now + REJECTED_PAUSE_MS)
      }
      afterCommit(() => {
        for (const message of acknowledged) {
          deliveries.delivered(message.alarmId, message.id)
          this.#observe(message, answeredAt)
        }
        for (const message of rejected) this.#rejected(message, rejectedCodes.get(message.id) ?? '')
        this.parts.onDelivered(new Set([...acknowledged, ...rejected].map(({ alarmId }) => alarmId)))
      })
    })
  }

  /** A message that makes the centre refuse a whole body, alone in it. */
  async rejectAlone(message: WaitingMessage | UnreadableMessage, code: string): Promise<void> {
    await this.reject([{ message, code, pauseMs: REJECTED_PAUSE_MS }])
  }

  async reject(rejections: readonly Rejection[]): Promise<void> {
    const { writeQueue, clock, onDelivered } = this.parts
    await writeQueue.run('alarm', async ({ manager, afterCommit }) => {
      for (const { message, code, pauseMs } of rejections) {
        await markRejected(manager, message.id, code, clock.wall() + pauseMs)
      }
      afterCommit(() => {
        for (const { message, code } of rejections) this.#rejected(message, code)
        onDelivered(new Set(rejections.map(({ message }) => message.alarmId)))
      })
    })
  }

  /** Counts the attempt; nothing else changes. */
  async failed(batch: readonly WaitingMessage[]): Promise<void> {
    await this.parts.writeQueue.run('routine', ({ manager }) =>
      markFailed(
        manager,
        batch.map(({ id }) => id),
      ),
    )
  }

  #rejected(message: WaitingMessage | UnreadableMessage, code: string): void {
    this.parts.deliveries.rejected(message.alarmId, message.id)
    this.parts.log.error(
      { message: message.id, alarm: message.alarmId, code },
      'the centre rejected a message',
    )
    if (!message.rejectedBefore) this.parts.onRejected(message, code)
  }

  #observe(message: WaitingMessage, answeredAt: MonotonicMs): void {
    const receivedAt = this.#arrivals.get(message.id)
    if (receivedAt === undefined) return
    this.#arrivals.delete(message.id)
    const priority = PRIORITIES[message.priorityRank] ?? 'low'
    this.parts.metrics.observeCentre((answeredAt - receivedAt) / 1000, priority)
  }
}
